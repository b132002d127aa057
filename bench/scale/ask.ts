import { isDeepStrictEqual } from 'node:util'

/** How one engine answered a question. */
interface Timed {
  /** How often it was asked. */
  readonly times: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly rowsRead: number
  /** Most memory of the engine's own while it was asked. */
  readonly peakMb: number
}

/** A question with both answers' cost. */
export interface Answered {
  readonly name: string
  readonly who: 'explorer' | 'investor'
  readonly postgres: Timed
  readonly clickhouse: Timed
}

/** One way to ask something, and what it cost beside time. */
export interface Way {
  ask(): Promise<unknown>
  rowsRead(): Promise<number>
  /** Begins to look at memory; what is returned ends it and says the peak in MB. */
  watch(): () => Promise<number>
}

const LEAST = 3

/**
 * Asks one question both ways, each so many times or until its seconds are over, three times at least.
 * @throws Error when the answers differ: then nothing was measured
 */
export async function askBoth(
  ways: Readonly<Record<'postgres' | 'clickhouse', Way>>,
  question: Pick<Answered, 'name' | 'who'>,
  limits: { readonly times: number; readonly seconds: number },
): Promise<Answered> {
  const [one, other] = [await ways.postgres.ask(), await ways.clickhouse.ask()]
  if (!isDeepStrictEqual(one, other))
    throw new Error(
      `${question.name}: Postgres says ${JSON.stringify(one).slice(0, 300)}, ClickHouse ${JSON.stringify(other).slice(0, 300)}`,
    )
  const postgres = await time(ways.postgres, limits)
  const clickhouse = await time(ways.clickhouse, limits)
  return { ...question, postgres, clickhouse }
}

async function time(way: Way, limits: { readonly times: number; readonly seconds: number }): Promise<Timed> {
  const rowsRead = await way.rowsRead()
  const stop = way.watch()
  const began = performance.now()
  const took: number[] = []
  while (
    took.length < LEAST ||
    (took.length < limits.times && performance.now() - began < 1000 * limits.seconds)
  ) {
    const before = performance.now()
    await way.ask()
    took.push(performance.now() - before)
  }
  took.sort((a, b) => a - b)
  const at = (share: number) => took[Math.ceil(share * took.length) - 1] ?? Number.NaN
  return { times: took.length, p50Ms: at(0.5), p99Ms: at(0.99), rowsRead, peakMb: await stop() }
}
