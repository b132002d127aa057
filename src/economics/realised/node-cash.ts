import { type MachineCosts, powerUsdPerSecond } from '../cost.ts'
import { type Exact, toNumber } from '../exact.ts'
import { allKnown, type Known, mapKnown, missing } from '../known.ts'
import { beganAt, countOf, type Entry } from '../ledger.ts'
import { DAY, MONTH } from '../period.ts'
import type { PriceBook } from '../price.ts'
import { valueAtReceipt, valuedIncome } from '../value.ts'
import type { NodeCash, NodeCost } from './operator-life.ts'

/** Gas of one node, in the operator's own numbers. */
interface Gas {
  readonly usdPerDay: Exact
  readonly usdPerClaim: Exact
}

/** What a node costs, or what of it is not known. USD as doubles: from here on it is compared, and not added to money. */
export function nodeCost(machine: MachineCosts, gas: Gas | null): Known<NodeCost> {
  const parts = allKnown({
    capex: machine.capexUsd,
    power: powerUsdPerSecond(machine),
    hosting: machine.hostingUsdPerMonth,
    gas: gas
      ? { known: true as const, value: gas }
      : missing<Gas>('NOT_OBSERVED', 'gas of the node: give cost.gasUsdPerDay or cost.gasUsdPerClaim'),
  })
  return mapKnown(parts, ({ capex, power, hosting, gas: { usdPerDay } }) => ({
    capexUsd: toNumber(capex),
    runningUsdPerSecond: toNumber(power) + toNumber(hosting) / MONTH + toNumber(usdPerDay) / DAY,
  }))
}

interface Life {
  readonly node: string
  readonly joinedAt: number
  readonly leftAt: number | null
  readonly entries: readonly Entry[]
  /** Why its fees cannot be told, if so. */
  readonly blocked: Known<never> | undefined
}

interface Terms {
  readonly prices: PriceBook
  readonly delegatorsPart: (at: number) => Known<Exact>
  readonly usdPerClaim: Exact
  /** Leaves out what was paid by whom a rule shows to be related. */
  readonly withoutRelated: boolean
}

/**
 * The same life on a machine that was bought at a moment, Unix seconds: it begins with the purchase where the node had joined before, and
 * what it earned on another machine pays nothing of this one back.
 */
export function onMachineOf<T extends Pick<Life, 'joinedAt' | 'entries'>>(life: T, boughtAt: number): T {
  if (boughtAt <= life.joinedAt) return life
  return { ...life, joinedAt: boughtAt, entries: life.entries.filter(({ at }) => at >= boughtAt) }
}

/** What the operator of a node kept of each receipt: less the delegators' part, and gas for each paid request. */
export function nodeCash(life: Life, terms: Terms): NodeCash {
  const { node, joinedAt, leftAt, entries, blocked } = life
  if (blocked) return { node, joinedAt, leftAt, receipts: [{ at: joinedAt, usd: blocked }] }
  const gas = toNumber(terms.usdPerClaim)
  const income = valuedIncome(entries).filter(({ related }) => related === null || !terms.withoutRelated)
  const receipts = income.map((entry) => {
    const parts = allKnown({
      usd: valueAtReceipt(entry, terms.prices),
      part: terms.delegatorsPart(entry.at),
    })
    const sign = entry.kind === 'refund' ? -1 : 1
    const spent = entry.kind === 'fee' ? gas * countOf([entry]) : 0
    const usd = mapKnown(parts, (it) => sign * toNumber(it.usd) * (1 - toNumber(it.part)) - spent)
    if (!entry.sum) return { at: entry.at, usd, entry }
    const sum = { from: beganAt(entry), to: entry.at, spent }
    // Of a sum that is not known none of its receipts is: it is not told from the first of them on.
    return { at: usd.known ? sum.to : sum.from, usd, entry, sum }
  })
  return { node, joinedAt, leftAt, receipts }
}
