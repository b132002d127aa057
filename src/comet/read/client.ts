import type { Registry } from 'prom-client'
import * as read from '../../chain/cometbft/read.ts'
import { type RpcObject, toObject } from '../../chain/fields.ts'
import type { Rejected } from '../../claim/errors.ts'
import type { ProviderFault } from '../../gateway/client.ts'
import { type AskOptions, Gateway } from '../../gateway/endpoints/ask.ts'
import type { Endpoint } from '../../gateway/endpoints/endpoint.ts'
import type { RpcCall } from '../../gateway/endpoints/rpc.ts'
import { cometBatchSize } from '../../gateway/open.ts'
import { FaultBook } from '../../gateway/proof/faults.ts'
import { HeightReader } from './height-reader.ts'
import type { HeightAnswer } from './heights.ts'
import { toState } from './states.ts'

const MOST_VALIDATORS = 100
/** An endpoint that is asked alone is not waited for longer. */
const ALONE_MS = 4_000

/** Where an endpoint stands. */
export interface NodeStatus {
  readonly endpoint: Endpoint
  readonly chainId: string
  readonly version: string
  readonly latest: number
  /** The oldest block it keeps; its results may begin later. */
  readonly earliest: number
  readonly isCatchingUp: boolean
}

export interface ClientOptions {
  readonly endpoints: readonly string[]
  readonly timeoutMs?: number
  /** After so long without an answer a state is told. */
  readonly patienceMs?: number
  /** A larger answer is not read. */
  readonly maxBodyBytes?: number
  readonly registry?: Registry
}

/** Questions to the CometBFT RPC of several endpoints, by the gateway's own way of asking. What is answered is not yet proved. */
export class CometClient {
  readonly gateway: Gateway
  readonly #faults: FaultBook
  readonly #reader = new HeightReader()

  constructor(
    {
      endpoints,
      timeoutMs = 15_000,
      patienceMs = 10_000,
      maxBodyBytes = 128 * 1024 * 1024,
      registry,
    }: ClientOptions,
    signal: AbortSignal,
  ) {
    const options = endpoints.map((url) => ({
      url,
      maxConcurrency: 16,
      batchSize: cometBatchSize(url),
      maxBodyBytes,
      readBody: this.#reader.read,
    }))
    this.gateway = new Gateway(
      { endpoints: options, timeoutMs, patienceMs, ...(registry && { registry }) },
      signal,
    )
    this.#faults = new FaultBook(this.gateway.metrics)
  }

  /** Where each endpoint in service stands that answers. @throws Unavailable when none does */
  async statuses(): Promise<NodeStatus[]> {
    const asked = this.gateway.inService().map((only) => this.#status(only))
    const outcomes = await Promise.allSettled(asked)
    const answered = outcomes.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))
    if (answered.length) return answered
    const [first] = outcomes
    if (first?.status === 'rejected') throw first.reason
    return [await this.#status()]
  }

  /**
   * What some calls gave, all from one endpoint.
   * @throws Unavailable with the code of a state (`COMET_PRUNED`, …), or `UNAVAILABLE_ENDPOINTS`
   */
  async ask(
    calls: readonly RpcCall[],
    options: AskOptions = {},
  ): Promise<{ readonly answers: readonly RpcObject[]; readonly endpoint: Endpoint }> {
    const { results, endpoint } = await this.#ask(calls, options)
    return { answers: results.map((each, at) => toObject(each, calls[at]?.method ?? '')), endpoint }
  }

  /** The same of calls for blocks and for their results, each proved as far as it can be by itself. Errors as for {@link ask}. */
  async heights(
    calls: readonly RpcCall[],
    options: AskOptions = {},
  ): Promise<{ readonly answers: readonly HeightAnswer[]; readonly endpoint: Endpoint }> {
    const { results, endpoint } = await this.#ask(calls, options)
    return { answers: results as readonly HeightAnswer[], endpoint }
  }

  /** All validators of a height, in the order of the set, and who gave them. Errors as for {@link ask}. */
  async validators(
    height: number,
  ): Promise<{ readonly validators: RpcObject[]; readonly endpoint: Endpoint }> {
    const page = (number: number): RpcCall => ({
      method: 'validators',
      params: [String(height), String(number), String(MOST_VALIDATORS)],
    })
    const first = await this.ask([page(1)])
    const validators = [...read.objects(first.answers[0] ?? {}, 'validators')]
    const total = read.integer(first.answers[0] ?? {}, 'total')
    for (let number = 2; validators.length < total; number++) {
      const { answers } = await this.ask([page(number)], { only: first.endpoint })
      const more = read.objects(answers[0] ?? {}, 'validators')
      if (more.length === 0) break
      validators.push(...more)
    }
    return { validators, endpoint: first.endpoint }
  }

  /** Puts an endpoint aside for what its answer was refused for, and tells it. */
  accuse(endpoint: Endpoint, error: Rejected, block: number | null, said: string): void {
    this.#faults.record(endpoint, error, block, said)
  }

  /** Tells what an endpoint said otherwise than another, where nothing shows who is right: nobody is put aside. */
  tell(endpoint: Endpoint, block: number, said: string): void {
    this.#faults.tell({
      endpoint: endpoint.name,
      kind: 'events_differ',
      block,
      said,
      proved: 'no header covers events',
    })
  }

  onFault(listener: (fault: ProviderFault) => void): void {
    this.#faults.onFault(listener)
  }

  async close(): Promise<void> {
    await this.gateway.close()
    await this.#reader.close()
  }

  #ask(calls: readonly RpcCall[], options: AskOptions) {
    return this.gateway.ask(calls, options).catch((error) => {
      throw toState(error)
    })
  }

  async #status(only?: Endpoint): Promise<NodeStatus> {
    const { answers, endpoint } = await this.ask(
      [{ method: 'status', params: [] }],
      only ? { only, patienceMs: ALONE_MS } : {},
    )
    const node = read.object(answers[0] ?? {}, 'node_info')
    const sync = read.object(answers[0] ?? {}, 'sync_info')
    return {
      endpoint,
      chainId: read.text(node, 'network'),
      version: read.text(node, 'version'),
      latest: read.integer(sync, 'latest_block_height'),
      earliest: read.integer(sync, 'earliest_block_height'),
      isCatchingUp: sync.catching_up === true,
    }
  }
}

export const block = (height: number): RpcCall => ({ method: 'block', params: [String(height)] })
export const blockResults = (height: number): RpcCall => ({
  method: 'block_results',
  params: [String(height)],
})
