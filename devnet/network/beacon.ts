import { createServer, type Server } from 'node:http'
import { bls12_381 } from '@noble/curves/bls12-381.js'
import { Misconfigured } from '../../src/claim/errors.ts'
import { type Hash32, hashOf, toHex } from '../../src/claim/hex.ts'
import { type BeaconChain, roundMessage, timeOfRound } from '../../src/claim/sample/beacon.ts'
import { sha256Bytes } from '../../src/claim/sha256.ts'
import { getSeed } from '../actors/seed.ts'
import { GENESIS_SECONDS } from '../chain/anvil.ts'

/** Two rounds come out with each block of the devnet. */
const PERIOD_SECONDS = 3600

/**
 * A beacon of the format of drand's quicknet for the simulated world: the same scheme, the same addresses, a key of its own. A
 * round comes out when the world's time reaches it. Nobody shares the key: who has it knows every round.
 */
export class Beacon {
  readonly url: string
  readonly chain: BeaconChain
  readonly #server: Server

  private constructor(chain: BeaconChain, server: Server, port: number) {
    this.chain = chain
    this.#server = server
    this.url = `http://127.0.0.1:${port}`
  }

  /** Serves with the key in `folder`, which is made when there is none. `now`: the world's time, Unix seconds. @throws Misconfigured `PORT_IN_USE` */
  static async open(folder: string, port: number, now: () => number): Promise<Beacon> {
    const { secretKey, publicKey } = bls12_381.shortSignatures.keygen(await getSeed(folder, 'beacon', 48))
    const key = toHex(publicKey.toBytes())
    const chain: BeaconChain = {
      chainHash: nameOf(key),
      publicKey: key,
      genesisTime: GENESIS_SECONDS,
      periodSeconds: PERIOD_SECONDS,
    }
    const path = new RegExp(`^/${chain.chainHash.slice(2)}/public/(latest|[1-9]\\d{0,14})$`)
    const server = createServer((request, response) => {
      const asked = path.exec(request.url ?? '')?.[1]
      const newest = Math.floor((now() - chain.genesisTime) / PERIOD_SECONDS) + 1
      const round = asked === 'latest' ? newest : Number(asked)
      if (asked === undefined || round < 1 || timeOfRound(chain, round) > now())
        return void response.writeHead(404).end()
      const signed = bls12_381.shortSignatures.sign(roundMessage(round), secretKey).toBytes()
      const randomness = hashOf(sha256Bytes(signed)).slice(2)
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ round, randomness, signature: toHex(signed).slice(2) }))
    })
    await new Promise<void>((done, fail) => {
      server.once('error', (cause) =>
        fail(new Misconfigured('PORT_IN_USE', `the beacon cannot listen on port ${port}`, { cause })),
      )
      server.listen(port, '127.0.0.1', done)
    })
    const address = server.address()
    return new Beacon(chain, server, typeof address === 'object' && address ? address.port : port)
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((done) => this.#server.close(done))
  }
}

function nameOf(publicKey: string): Hash32 {
  return hashOf(
    sha256Bytes(Buffer.from(`assay-devnet-beacon ${publicKey} ${GENESIS_SECONDS} ${PERIOD_SECONDS}`)),
  )
}
