import { type Exact, toNumber, ZERO } from '../exact.ts'
import { type Known, mapKnown } from '../known.ts'
import type { Entry } from '../ledger.ts'
import { seriesOf } from '../node-series.ts'
import type { Presences } from '../presence.ts'
import type { PriceBook } from '../price.ts'
import { nodeCash } from '../realised/node-cash.ts'
import type { Peer, Sample } from '../sample.ts'
import { delegatorsPartOf, stakeHistory } from '../stake.ts'
import { ofKind, signedValue, valueAtReceipt, valuedIncome, withoutUnpriced } from '../value.ts'

export interface RoleFacts {
  readonly sample: Sample
  readonly peers: readonly Peer[]
  /** The whole UTC days of the window on which one node at least was there. */
  readonly days: readonly number[]
  /** All that was ever paid to these nodes or staked behind them. */
  readonly entries: readonly Entry[]
  readonly prices: PriceBook
  /** When nodes were there whose emissions say which time they are for. */
  readonly presences?: Presences
}

/** Fees less refunds, and emissions, of each node by day. */
export function revenueByNode(facts: RoleFacts): Known<readonly Float64Array[]> {
  const income = valuedIncome(facts.entries).map(
    (entry) => [entry, mapKnown(signedValue(entry, facts.prices), toNumber)] as const,
  )
  return seriesOf(nodesOf(facts), facts.days, income, facts.presences)
}

/** What operators kept of it, after the delegators' part of each moment and gas for each paid request. */
export function keptByNode(
  facts: RoleFacts,
  commission: Known<Exact>,
  usdPerClaim: Exact,
): Known<readonly Float64Array[]> {
  const { peers, entries, prices, sample } = facts
  const byNode = Map.groupBy(entries, ({ node }) => node)
  const kept = peers.flatMap(({ node, accounts, joinedAt, leftAt }) => {
    const own = byNode.get(node) ?? []
    const history = stakeHistory(own, accounts, sample.until)
    const life = { node, joinedAt, leftAt, entries: own.filter(sample.counts), blocked: undefined }
    const delegatorsPart = delegatorsPartOf(history, commission, prices)
    const cash = nodeCash(life, { prices, delegatorsPart, usdPerClaim, withoutRelated: false })
    return cash.receipts.map(({ at, usd, entry }) => [entry ?? { node, at }, usd] as const)
  })
  return seriesOf(nodesOf(facts), facts.days, kept, facts.presences)
}

/** Who paid these nodes most, by value; null: nothing was paid, or its value is not known. */
export function topPayer({ entries, prices }: Pick<RoleFacts, 'entries' | 'prices'>): string | null {
  const fees = withoutUnpriced(ofKind(entries, 'fee'))
  const paid = [...Map.groupBy(fees, ({ from }) => from)].map(([payer, group]) => {
    const worths = group.map((entry) => valueAtReceipt(entry, prices))
    const usd = worths.reduce((total, worth) => total + toNumber(worth.known ? worth.value : ZERO), 0)
    return { payer, usd }
  })
  return paid.sort((a, b) => b.usd - a.usd)[0]?.payer ?? null
}

/** The same without what one payer paid, and what it got back. */
export function withoutPayer<T extends RoleFacts>(facts: T, payer: string): T {
  const entries = facts.entries.filter(
    ({ kind, from, to }) => !(kind === 'fee' && from === payer) && !(kind === 'refund' && to === payer),
  )
  return { ...facts, entries }
}

function nodesOf({ sample }: RoleFacts) {
  return [...sample.spans].filter(([, { from, to }]) => from < to).map(([node, span]) => ({ node, span }))
}
