import { ATTACKS } from './attacks.ts'
import { Caller } from './caller.ts'

/** What the crowd is told to do. */
export interface Orders {
  readonly url: string
  readonly attacks: readonly string[]
  /** Callers of each attack. */
  readonly callers: number
  readonly conversations: readonly string[]
}

/** How often each status was answered, by attack; as [status, count]. */
export type Harvest = Readonly<Record<string, readonly (readonly [number, number])[]>>

/** Runs attacks at the same time until the signal, each with callers of its own. Gives what they were answered. */
export async function attack(
  { url, attacks, callers, conversations }: Orders,
  signal: AbortSignal,
): Promise<Harvest> {
  let address = 0
  const harvests = attacks.map(async (name) => {
    const own = Array.from({ length: callers }, () => new Caller(url, `192.0.2.${++address}`, signal))
    await ATTACKS[name]?.({ callers: own, conversations })
    const all = new Map<number, number>()
    for (const caller of own)
      for (const [status, count] of caller.statuses) all.set(status, (all.get(status) ?? 0) + count)
    return [name, [...all].sort(([a], [b]) => a - b)] as const
  })
  return Object.fromEntries(await Promise.all(harvests))
}
