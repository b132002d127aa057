import { firstWhere } from '../claim/search.ts'
import {
  add,
  compare,
  divide,
  type Exact,
  exact,
  fromBaseUnits,
  multiply,
  negate,
  ONE,
  subtract,
  sum,
  ZERO,
} from './exact.ts'
import type { Window } from './figure.ts'
import { type Known, known, listKnown, missing } from './known.ts'
import type { Entry, FactRow } from './ledger.ts'
import { DAY, dayOf, JUST_AFTER, secondsCovered, YEAR } from './period.ts'
import type { PriceBook, Token } from './price.ts'

/** Stake of one token behind a node, by whose it is. Base units. */
export interface StakeState {
  readonly token: Token
  readonly own: Exact
  readonly total: Exact
}

/** What nodes of a role stake in one token: the median of their operators' own, base units. */
export interface TokenStake {
  readonly token: Token
  readonly nodes: number
  readonly own: Exact
}

/** A loss by penalty, split into the operator's own and the other stakers' share. Base units. */
export interface SlashSplit {
  readonly entry: Entry
  readonly own: Exact
  readonly others: Exact
  /** The whole stake just before. */
  readonly stakeBefore: Exact
}

/** One stretch of time in which the stake did not change. */
interface StakeSpan extends StakeState {
  readonly from: number
  readonly to: number
}

export interface StakeHistory {
  readonly spans: readonly StakeSpan[]
  readonly slashes: readonly SlashSplit[]
  /** From when the stake is not known, and why: a penalty of unknown size, or one that took more than was seen. */
  readonly gap?: { readonly from: number; readonly why: Known<never> } | undefined
}

/** Why the stake is not known before `to`, if so. */
export function stakeGap({ gap }: StakeHistory, to: number): Known<never> | undefined {
  return gap && gap.from < to ? gap.why : undefined
}

/**
 * Folds stake movements and penalties of one node, in the order of the chain. `own` names the operator's accounts. A penalty
 * with a staker is that staker's; one without falls on all in proportion to what they had. Ends at `until`.
 */
export function stakeHistory(
  entries: readonly Entry[],
  own: ReadonlySet<string>,
  until: number,
): StakeHistory {
  const states = new Map<string, StakeState & { readonly since: number }>()
  const spans: StakeSpan[] = []
  const slashes: SlashSplit[] = []
  let gap: StakeHistory['gap']
  for (const entry of entries) {
    if ((entry.kind !== 'stake' && entry.kind !== 'penalty') || entry.at >= until) continue
    if (entry.amount === null) {
      const why = missing(
        'SEVERITY_UNKNOWN',
        `stake after ${entry.reason ?? 'penalty'} in ${entry.source.txHash}`,
      )
      gap ??= { from: entry.at, why }
      continue
    }
    if (entry.kind === 'penalty' && entry.amount === 0n) continue
    const key = `${entry.token.chain}:${entry.token.address}`
    const before = states.get(key) ?? { token: entry.token, own: ZERO, total: ZERO, since: entry.at }
    const change = entry.kind === 'stake' ? exact(entry.amount) : exact(-entry.amount)
    const ownChange = ownPart(entry, change, before, own)
    if (entry.kind === 'penalty')
      slashes.push({
        entry,
        stakeBefore: before.total,
        own: negate(ownChange),
        others: subtract(ownChange, change),
      })
    if (before.since < entry.at) spans.push({ ...before, from: before.since, to: entry.at })
    const after = { token: entry.token, own: add(before.own, ownChange), total: add(before.total, change) }
    states.set(key, { ...after, since: entry.at })
    // What was there before the first block, of nobody who is named.
    if (entry.kind === 'stake' && entry.from !== null && isUnnamed(entry))
      gap = {
        from: Number.NEGATIVE_INFINITY,
        why: missing(
          'NOT_OBSERVED',
          `whose stake of ${entry.token.symbol} block ${entry.source.block} began with`,
        ),
      }
    // More left than had come: the index began after the stake did, and what it saw before is not the whole either.
    if (after.own.n < 0n || subtract(after.total, after.own).n < 0n)
      gap = {
        from: Number.NEGATIVE_INFINITY,
        why: missing(
          'NOT_OBSERVED',
          `stake of ${entry.token.symbol}: more left in ${entry.source.txHash} than had come`,
        ),
      }
  }
  for (const state of states.values()) spans.push({ ...state, from: state.since, to: until })
  return { spans, slashes, gap }
}

export type Whose = 'own' | 'total' | 'delegated'

/** What of a stake is whose, base units. */
export function stakedBy({ own, total }: StakeState, whose: Whose): Exact {
  if (whose === 'delegated') return subtract(total, own)
  return whose === 'own' ? own : total
}

const MICRO = 1_000_000

/**
 * Value of stake held over time: USD · seconds, at each UTC day's opening price, so that the parts of a window add up.
 * `whose`: the operator's own stake, all of it, or what others delegated.
 */
export function stakeValueSeconds(
  history: StakeHistory,
  window: Window,
  whose: Whose,
  prices: PriceBook,
): Known<Exact> {
  const gap = stakeGap(history, window.to)
  if (gap) return gap
  let total = ZERO
  for (const span of history.spans) {
    const staked = stakedBy(span, whose)
    if (staked.n === 0n) continue
    for (let from = Math.max(span.from, window.from); from < Math.min(span.to, window.to); ) {
      const to = Math.min(dayOf(from) + DAY, span.to, window.to)
      const price = prices.priceAt(span.token, dayOf(from))
      if (!price.known) return price
      const tokens = multiply(staked, fromBaseUnits(1n, span.token.decimals))
      // Blocks of some chains have parts of a second.
      const seconds = exact(Math.round((to - from) * MICRO), MICRO)
      total = add(total, multiply(multiply(tokens, price.value.price), seconds))
      from = to
    }
  }
  return known(total)
}

/** `stake value · yearly rate`, over the window. */
export function costOfStake(valueSeconds: Known<Exact>, yearlyRate: Known<Exact>): Known<Exact> {
  if (!valueSeconds.known) return valueSeconds
  // Without stake there is nothing to forgo, whatever the rate.
  if (valueSeconds.value.n === 0n) return known(ZERO)
  if (!yearlyRate.known) return yearlyRate
  return known(multiply(multiply(valueSeconds.value, yearlyRate.value), exact(1, YEAR)))
}

/** Seconds of a window in which anything of theirs was staked: over how long a yield of stake was earned. */
export function stakedSeconds({ spans }: StakeHistory, window: Window, whose: Whose = 'total'): number {
  return secondsCovered(
    spans.filter((span) => stakedBy(span, whose).n > 0n),
    window,
  )
}

/**
 * What goes to delegators of each unit of income that is received at a moment: their part of what is staked just then, in all
 * tokens by value, less the operator's commission.
 */
export function delegatorsPartOf(
  history: StakeHistory,
  commission: Known<Exact>,
  prices: PriceBook,
): (at: number) => Known<Exact> {
  const byToken = [...Map.groupBy(history.spans, ({ token }) => token).values()]
  let last: { readonly of: readonly object[]; readonly part: Known<Exact> } | undefined
  // Receipts come in the order of time: between two changes of a stake or of its price all of them are shared alike.
  const partFrom = (of: readonly object[], state: () => Pick<StakeState, 'own' | 'total'>) => {
    if (!last || last.of.length !== of.length || last.of.some((each, index) => each !== of[index]))
      last = { of, part: delegatorsPart(state(), commission) }
    return last.part
  }
  return (at) => {
    const states = byToken.flatMap((spans) => {
      const span = spans[firstWhere(0, spans.length, (index) => (spans[index]?.from ?? at) > at) - 1]
      return span && span.total.n !== 0n ? [span] : []
    })
    const gap = stakeGap(history, at + 1)
    // What left unseen may have been delegators' while it was there.
    if (gap && history.gap?.from === Number.NEGATIVE_INFINITY) return gap
    if (states.every((state) => compare(state.own, state.total) === 0)) return known(ZERO)
    if (gap) return gap
    const [only] = states
    // The same part of each token is that of all of them, whatever they are worth.
    if (only && states.every((state) => isSamePart(state, only))) return partFrom([only], () => only)
    const priced = listKnown(states.map(({ token }) => prices.priceAt(token, at)))
    if (!priced.known) return priced
    return partFrom([...states, ...priced.value], () => {
      const valued = states.map(({ token, own, total }, index) => {
        const unit = multiply(priced.value[index]?.price ?? ZERO, fromBaseUnits(1n, token.decimals))
        return { own: multiply(own, unit), total: multiply(total, unit) }
      })
      return { own: sum(valued.map(({ own }) => own)), total: sum(valued.map(({ total }) => total)) }
    })
  }
}

/**
 * By node: the moments at which the delegators' part of its income may become another. `prices`: those of all prices, which count where
 * stakes are in several tokens.
 */
export function stakeMoments(
  rows: readonly Pick<FactRow, 'node' | 'token' | 'chain' | 'at'>[],
  prices: () => readonly number[],
): ReadonlyMap<string, readonly number[]> {
  let all: readonly number[] | undefined
  const found = new Map<string, readonly number[]>()
  for (const [node, own] of Map.groupBy(rows, (row) => row.node)) {
    if (node === null) continue
    const tokens = new Set(own.map(({ chain, token }) => `${chain}:${token}`))
    if (tokens.size > 1) all ??= prices()
    // A gap is told of the second before it.
    found.set(node, [
      ...own.flatMap(({ at }) => [at - 1 + JUST_AFTER, at]),
      ...(tokens.size > 1 ? (all ?? []) : []),
    ])
  }
  return found
}

function isSamePart(a: StakeState, b: StakeState): boolean {
  return compare(multiply(a.own, b.total), multiply(b.own, a.total)) === 0
}

/** What goes to delegators of each unit of income: their part of the stake, less the operator's commission. */
export function delegatorsPart(
  state: Pick<StakeState, 'own' | 'total'> | undefined,
  commission: Known<Exact>,
): Known<Exact> {
  if (!state || state.total.n === 0n || compare(state.own, state.total) === 0) return known(ZERO)
  if (!commission.known)
    return missing('UNDISCLOSED', 'commission that the operator keeps of delegators’ income')
  const delegated = subtract(state.total, state.own)
  return known(multiply(divide(delegated, state.total), subtract(ONE, commission.value)))
}

function ownPart(entry: Entry, change: Exact, before: StakeState, own: ReadonlySet<string>): Exact {
  if (entry.from !== null && !isUnnamed(entry)) return own.has(entry.from) ? change : ZERO
  if (before.total.n === 0n) return change // nobody else is known to hold a share
  return multiply(change, divide(before.own, before.total))
}

/** Of all stakers, or of nobody who is known: without an address, or of the zero address. */
function isUnnamed({ from }: Entry): boolean {
  return from === null || /^0x0+$/.test(from)
}
