import { getSeed } from '../actors/seed.ts'
import type { CometBehaviour } from './answers.ts'
import { type Cast, CHAIN_NAME, EVM_ID, makeCast } from './cast.ts'
import { CometChain } from './chain.ts'
import { planTransactions, WORK } from './contract.ts'
import { EthereumRpc } from './eth-rpc.ts'
import { toResult, wrapTransaction } from './evm.ts'
import { encodeDelegations, encodeParameters, identitiesOf } from './rules.ts'
import { Scenario } from './scenario.ts'
import { type CometEndpoint, serveComet } from './server.ts'

/** As a node that prunes: what is older is told to be gone. */
const KEPT_BLOCKS = 20_000

export interface ValidatorsOptions {
  /** Of the secret that all keys follow from. */
  readonly folder: string
  /** 0: any free port. */
  readonly port: number
  /** Unix seconds of a block. */
  readonly timeOf: (height: number) => number
  /** What the node does to whoever asks, for tests. */
  readonly behaviour?: CometBehaviour
}

/** A chain of validators with contracts, by the CometBFT RPC and the Ethereum JSON-RPC of the same blocks at one address. */
export class Validators {
  readonly #cast: Cast
  readonly #chain: CometChain
  readonly #scenario: Scenario
  readonly #ethereum: EthereumRpc
  readonly #endpoint: CometEndpoint

  private constructor(cast: Cast, chain: CometChain, ethereum: EthereumRpc, endpoint: CometEndpoint) {
    this.#cast = cast
    this.#chain = chain
    this.#scenario = new Scenario(cast, chain)
    this.#ethereum = ethereum
    this.#endpoint = endpoint
  }

  /** @throws Misconfigured `PORT_IN_USE` */
  static async open({ folder, port, timeOf, behaviour = {} }: ValidatorsOptions): Promise<Validators> {
    const secret = await getSeed(folder, 'validators', 32)
    const cast = makeCast(secret.toString('hex'))
    const signers = cast.members.map(({ signer }) => signer)
    const chain = new CometChain(CHAIN_NAME, signers, {
      timeOf: (height) => timeOf(height) * 1000,
      keep: KEPT_BLOCKS,
    })
    const ethereum = new EthereumRpc(chain, EVM_ID, [WORK])
    chain.identities = identitiesOf(cast)
    chain.delegations = encodeDelegations(cast)
    chain.parameters = encodeParameters()
    chain.ethereum = ethereum.answer
    return new Validators(cast, chain, ethereum, await serveComet(chain, behaviour, port))
  }

  get url(): string {
    return this.#endpoint.url
  }

  /** The accounts by their parts in the scenario, for the network's labels. */
  get cast(): Cast {
    return this.#cast
  }

  /** Makes every block up to this one. What is made follows from the secret and the height, so that it is the same after a restart. */
  async mineTo(height: number): Promise<void> {
    while (this.#chain.height < height) await this.#mine()
  }

  close(): Promise<void> {
    return this.#endpoint.close()
  }

  async #mine(): Promise<void> {
    const height = this.#chain.height + 1
    const planned = this.#scenario.plan()
    const ethereum = await planTransactions(this.#cast, height)
    let firstLog = 0
    const results = ethereum.map((transaction, index) => {
      const result = toResult(transaction, { height, index, firstLog })
      firstLog += transaction.logs.length
      return result
    })
    this.#chain.mine({
      ...planned,
      txs: [...planned.txs, ...ethereum.map(wrapTransaction)],
      results: [...planned.results, ...results],
    })
    this.#ethereum.add(ethereum)
  }
}
