import { NotCheckable, Unavailable } from '../../claim/errors.ts'

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

/**
 * Asks all at once and gives the first result with which it is enough.
 * @throws AggregateError why those who failed did, when all have answered and it was not enough; NotCheckable instead when
 * more than half of all answer in a form that this version does not know
 */
export function untilEnough<W, T>(
  whom: readonly W[],
  ask: (one: W) => Promise<T>,
  isEnough: (result: T) => boolean,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const errors: unknown[] = []
    let waiting = whom.length
    const giveUp = () => {
      const unread = errors.filter((error) => error instanceof NotCheckable)
      if (unread.length * 2 > whom.length) reject(unread[0])
      else reject(new AggregateError(errors, 'all have answered, and it is not enough'))
    }
    for (const one of whom)
      ask(one)
        .then((result) => {
          if (isEnough(result)) resolve(result)
        })
        .catch((error: unknown) => errors.push(error))
        .finally(() => {
          if (--waiting === 0) giveUp()
        })
    if (!whom.length) giveUp()
  })
}
