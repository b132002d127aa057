import type { RpcObject } from '../../src/chain/fields.ts'

// biome-ignore lint/suspicious/noExplicitAny: answers are changed as a test likes
export type Json = any

/** What a CometBFT node knows. */
export interface CometWorld {
  readonly chainId: string
  /** Answers of `/block` by height. */
  readonly blocks: Map<number, RpcObject>
  readonly results: Map<number, RpcObject>
  readonly validators: Map<number, readonly RpcObject[]>
  /** `QueryValidatorsResponse` in base64; null: it does not answer such questions. */
  identities: string | null
  /** `QueryValidatorDelegationsResponse` of the state after the first block, in base64 by operator. */
  delegations?: Readonly<Record<string, string>> | undefined
  /** `QueryParamsResponse` of modules in base64. */
  readonly parameters?: Readonly<Record<string, string>> | undefined
  /** Answers the Ethereum JSON-RPC of the same blocks; undefined for a method that it has not. */
  readonly ethereum?: ((method: string, params: readonly unknown[]) => unknown) | undefined
}

/** What a node does to whoever asks. */
export interface CometBehaviour {
  /** Changes an answer, or gives another: an object with `error` is one. */
  alter?(method: string, params: readonly string[], answer: Json): Json
  latest?: number
  earliest?: number
  catchingUp?: boolean
  chainId?: string
  /** HTTP status of an answer that is an error: 200 after a POST, 500 after a GET. */
  errorStatus?: number
  /** Calls that it takes in one batch. */
  mostCalls?: number
}

export const error = (data: string, code = -32603, message = 'Internal error') => ({
  error: { code, message, data },
})

type Params = readonly string[]

/** A node over a world: `answer` gives a result, or an object with `error`. */
export class CometNode {
  readonly #world: CometWorld
  readonly #behaviour: CometBehaviour

  constructor(world: CometWorld, behaviour: CometBehaviour) {
    this.#world = world
    this.#behaviour = behaviour
  }

  answer(method: string, params: Params): Json {
    if (method === 'status') return this.#status()
    if (method === 'abci_query') return this.#query(params)
    const height = Number(params[0])
    const [earliest, latest] = [this.#earliest(), this.#latest()]
    if (height > latest)
      return error(`height ${height} must be less than or equal to the current blockchain height ${latest}`)
    if (height < earliest) return error(`height ${height} is not available, lowest height is ${earliest}`)
    if (method === 'block') return this.#world.blocks.get(height) ?? error('no block')
    if (method === 'block_results')
      return this.#world.results.get(height) ?? error(`could not find results for height #${height}`)
    if (method === 'validators') return this.#validators(height, params)
    return error(method, -32601, 'Method not found')
  }

  #latest(): number {
    return this.#behaviour.latest ?? Math.max(0, [...this.#world.blocks.keys()].at(-1) ?? 0)
  }

  #earliest(): number {
    return this.#behaviour.earliest ?? this.#world.blocks.keys().next().value ?? 0
  }

  #status(): Json {
    return {
      node_info: { network: this.#behaviour.chainId ?? this.#world.chainId, version: '0.39.0-beta.2' },
      sync_info: {
        latest_block_height: String(this.#latest()),
        earliest_block_height: String(this.#earliest()),
        catching_up: this.#behaviour.catchingUp ?? false,
      },
    }
  }

  #query([path = '', data = '', height = '0']: Params): Json {
    const [, module = '', question = ''] = /^\/cosmos\.(\w+)\..*\/(\w+)$/.exec(path) ?? []
    const answers: Readonly<Record<string, string | null | undefined>> = {
      Params: this.#world.parameters?.[module],
      Validators: this.#world.identities,
      // QueryValidatorDelegationsRequest{ 1 validator_addr }: what else it holds asks for a page.
      ValidatorDelegations: height === '1' ? this.#world.delegations?.[readText(data)] : undefined,
    }
    const value = answers[question]
    if (value === null || value === undefined)
      return { response: { code: 6, log: 'unknown query path', value: null, height: '0' } }
    return { response: { code: 0, log: '', value, height: height === '0' ? String(this.#latest()) : height } }
  }

  #validators(height: number, [, page, size]: Params): Json {
    const all = this.#world.validators.get(height)
    if (!all) return error(`could not find validator set for height #${height}`)
    const count = Math.min(100, Number(size))
    const validators = all.slice((Number(page) - 1) * count, Number(page) * count)
    return {
      block_height: String(height),
      validators,
      count: String(validators.length),
      total: String(all.length),
    }
  }
}

/** The first field of a message in hexadecimal, a text of less than 128 bytes. */
function readText(data: string): string {
  const bytes = Buffer.from(data, 'hex')
  return bytes.subarray(2, 2 + (bytes[1] ?? 0)).toString('utf8')
}
