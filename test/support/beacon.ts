import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { bls12_381 } from '@noble/curves/bls12-381.js'
import { type Hash32, type Hex, toHex } from '../../src/claim/hex.ts'
import { type BeaconChain, roundMessage } from '../../src/claim/sample/beacon.ts'

/** A beacon of drand's format with a key of its own, which serves its rounds as drand's HTTP interface does. */
export class TestBeacon {
  readonly chain: BeaconChain
  readonly #secretKey: Uint8Array
  #server: Server | undefined
  /** Where it listens, as host:port. */
  host = ''

  constructor(genesisTime: number, periodSeconds = 3) {
    const { secretKey, publicKey } = bls12_381.shortSignatures.keygen(Buffer.alloc(48, 7))
    this.#secretKey = secretKey
    const chainHash = `0x${'be'.repeat(32)}` as Hash32
    this.chain = { chainHash, publicKey: toHex(publicKey.toBytes()), genesisTime, periodSeconds }
  }

  sign(round: number): Hex {
    return toHex(bls12_381.shortSignatures.sign(roundMessage(round), this.#secretKey).toBytes())
  }

  async listen(): Promise<string> {
    const path = new RegExp(`^/${this.chain.chainHash.slice(2)}/public/(\\d+)$`)
    this.#server = createServer((request, response) => {
      const [, round] = path.exec(request.url ?? '') ?? []
      if (round === undefined) response.writeHead(404).end()
      else
        response.end(JSON.stringify({ round: Number(round), signature: this.sign(Number(round)).slice(2) }))
    })
    await new Promise<void>((resolve) => this.#server?.listen(0, '127.0.0.1', resolve))
    this.host = `127.0.0.1:${(this.#server.address() as AddressInfo).port}`
    return this.host
  }

  async close(): Promise<void> {
    this.#server?.closeAllConnections()
    await new Promise((resolve) => (this.#server ? this.#server.close(resolve) : resolve(undefined)))
  }
}
