import { Rejected, Unavailable } from '../../claim/errors.ts'

/**
 * The first `needed` results of asking `whom` in order: so many at once, one more for each that fails and whenever
 * `slowMs` pass. Fewer only when all others failed; a fault that is not of the world is thrown. What is wrong with an answer itself is
 * thrown when too few others gave one.
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
    let wrong: Rejected | undefined
    const settle = (outcome: () => void) => {
      clearInterval(timer)
      outcome()
    }
    const end = () => settle(() => (wrong && results.length < needed ? reject(wrong) : resolve([...results])))
    const start = () => {
      const one = whom[asked]
      if (one === undefined) return
      asked++
      running++
      ask(one).then(
        (result) => {
          running--
          results.push(result)
          if (results.length === needed || running === 0) end()
        },
        (error) => {
          running--
          if (error instanceof Rejected) wrong ??= error
          else if (!(error instanceof Unavailable)) return settle(() => reject(error))
          start()
          if (running === 0) end()
        },
      )
    }
    const timer = setInterval(start, slowMs)
    for (let i = 0; i < needed; i++) start()
    if (running === 0) end()
  })
}
