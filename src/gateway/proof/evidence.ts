import { Rejected, Unavailable } from '../../claim/errors.ts'
import type { AskOptions } from '../endpoints/ask.ts'
import type { Endpoint } from '../endpoints/endpoint.ts'
import type { RpcCall } from '../endpoints/rpc.ts'
import type { Integrity } from './integrity.ts'

export interface Proved<T> {
  readonly value: T
  readonly endpoint: Endpoint
}

/**
 * Asks until an answer passes `verify`. Whoever gave one that does not is recorded with the fault and put aside.
 * @throws what {@link Gateway.ask} throws
 * @throws Unavailable `UNAVAILABLE_ENDPOINTS`
 */
export async function askProved<T>(
  integrity: Integrity,
  calls: readonly RpcCall[],
  block: number | null,
  verify: (results: readonly unknown[]) => T,
  options: AskOptions = {},
): Promise<Proved<T>> {
  for (;;) {
    const { results, endpoint } = await integrity.gateway.ask(calls, options)
    try {
      return { value: verify(results), endpoint }
    } catch (error) {
      if (!(error instanceof Rejected)) throw error
      integrity.faults.record(endpoint, error, block, `${calls[0]?.method}: ${error.message}`)
      // Asked alone, the liar has no one to be replaced by.
      if (options.only)
        throw new Unavailable('UNAVAILABLE_ENDPOINTS', `${endpoint.name} was put aside`, { cause: error })
    }
  }
}

/** Asks one endpoint after the other until one does not answer null. Undefined when all that answer say null. */
export async function askForExisting<T>(
  integrity: Integrity,
  call: RpcCall,
  verify: (result: unknown) => T,
): Promise<T | undefined> {
  const exclude = new Set<Endpoint>()
  for (;;) {
    const left = integrity.gateway.inService().filter((each) => !exclude.has(each))
    if (exclude.size && !left.length) return undefined
    const { value, endpoint } = await askProved(
      integrity,
      [{ ...call, nullable: true }],
      null,
      ([result]) => (result === null ? null : { found: verify(result) }),
      { exclude },
    )
    if (value) return value.found
    exclude.add(endpoint)
  }
}

/** Runs `task` for each item, so many at a time; results in the order of the items. */
export async function inParallel<I, O>(
  items: readonly I[],
  atOnce: number,
  task: (item: I) => Promise<O>,
): Promise<O[]> {
  const results: O[] = []
  let next = 0
  const worker = async () => {
    while (next < items.length) {
      const index = next++
      const item = items[index]
      if (item !== undefined) results[index] = await task(item)
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker))
  return results
}

export function toChunks<T>(items: readonly T[], size: number): T[][] {
  const chunks: T[][] = []
  for (let from = 0; from < items.length; from += size) chunks.push(items.slice(from, from + size))
  return chunks
}

/**
 * The first `needed` results of asking `whom` in order: so many at once, one more for each that fails and whenever
 * `slowMs` pass. Fewer only when all others failed; a fault that is not of the world is thrown.
 */
export function firstOf<W, T>(
  needed: number,
  whom: readonly W[],
  ask: (one: W) => Promise<T>,
  slowMs: number,
): Promise<T[]> {
  return new Promise((resolve, reject) => {
    const results: T[] = []
    let asked = 0
    let running = 0
    const settle = (outcome: () => void) => {
      clearInterval(timer)
      outcome()
    }
    const start = () => {
      const one = whom[asked]
      if (one === undefined) return
      asked++
      running++
      ask(one).then(
        (result) => {
          running--
          results.push(result)
          if (results.length === needed || running === 0) settle(() => resolve([...results]))
        },
        (error) => {
          running--
          if (!(error instanceof Unavailable)) return settle(() => reject(error))
          start()
          if (running === 0) settle(() => resolve([...results]))
        },
      )
    }
    const timer = setInterval(start, slowMs)
    for (let i = 0; i < needed; i++) start()
    if (running === 0) settle(() => resolve([...results]))
  })
}
