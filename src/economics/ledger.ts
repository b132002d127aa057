import { CodedError } from '../claim/errors.ts'
import { firstWhere } from '../claim/search.ts'
import type { Exact } from './exact.ts'
import type { MoneyClass } from './figure.ts'
import type { Link } from './funding.ts'
import type { Price, Token } from './price.ts'

/**
 * What an entry is. They are never mixed: a refund is not a negative fee, a payout moves what was already counted when it
 * accrued, a stake movement is nobody's income.
 */
export type EntryKind = 'fee' | 'refund' | 'emission' | 'penalty' | 'stake' | 'gas' | 'payout'

/** Where an entry stands on chain: what anybody needs to look it up. */
interface EntrySource {
  readonly chain: number
  readonly block: number
  readonly blockHash: string
  readonly txHash: string
  readonly position: number
}

/** What an entry stands for that is the sum of several facts: nothing that a figure reads of them but their moment differs. */
export interface Summed {
  readonly count: number
  /** Of the first of them; the entry's own moment and block are those of the last. */
  readonly first: { readonly at: number; readonly block: number; readonly position: number }
  /**
   * Each at the price that a series had at its own moment, together; with one of those prices, from which the others differ in
   * amount and moment alone. Null: there was none.
   */
  readonly usd: { readonly series: string; readonly value: Exact; readonly price: Price } | null
  /** Seconds: how old the oldest of those prices was at the moment of its receipt. */
  readonly oldest: number
}

/** One dated movement of one token, or the sum of several. */
export interface Entry {
  readonly kind: EntryKind
  /** Unix seconds of the block. */
  readonly at: number
  readonly source: EntrySource
  /** Null when the chain does not say which node it belongs to. */
  readonly node: string | null
  /** Why it is on this node: `explicit` (the log names it), `payment_address` (an address that only it ever had), `payment_address_said` (that the address is its own is what RPC endpoints say); else `none`. */
  readonly attribution: string
  readonly token: Token
  /** Base units; signed for stake, otherwise not negative. Null: the chain does not say (a penalty of unknown size). */
  readonly amount: bigint | null
  readonly from: string | null
  readonly to: string | null
  /** The rule by which payer and payee are related, or null: not shown related. */
  readonly related: string | null
  /** What that rule saw. Absent or null: nothing. */
  readonly link?: Link | null
  /** Kind of penalty or reason of a reward, as the chain words it. */
  readonly reason: string | null
  /** Of an emission: the first second of the period that it is for. Absent or null: the chain does not say. */
  readonly since?: number | null
  /** Absent: it stands for one fact. */
  readonly sum?: Summed
}

/** Of how many facts entries are. */
export function countOf(entries: readonly Pick<Entry, 'sum'>[]): number {
  return entries.reduce((total, { sum }) => total + (sum?.count ?? 1), 0)
}

/** Rows as the facts have them, hashes and accounts as lower-case hex, times in Unix seconds. */
export interface FactRow {
  readonly chain: number
  readonly block: number
  readonly blockHash: string
  readonly at: number
  readonly txHash: string
  readonly position: number
  readonly node: string | null
  readonly token: string | null
  readonly amount: bigint | null
  /** Absent: the row is of one fact. */
  readonly sum?: Summed
}
export interface FeeRow extends FactRow {
  /** Null: a sum over payers whom nothing may relate to anybody. */
  readonly payer: string | null
  /** Null: a refund of which nothing says who gave it. */
  readonly payee: string | null
  readonly attribution: string
  readonly refund: boolean
  /** Of a refund: when what it gives back was paid, Unix seconds. Absent: the payer's last payment to that node among the rows. */
  readonly paidAt?: number | undefined
}
export interface EmissionRow extends FactRow {
  readonly payee: string | null
  readonly since?: number | null
  readonly reason: string | null
}
export interface PenaltyRow extends FactRow {
  readonly penalty: string
  readonly staker: string | null
  readonly reason: string | null
}
export interface StakeRow extends FactRow {
  readonly staker: string
}
/** What a node's own account paid for a transaction that it sent, gas and data, in the chain's own coin. */
export interface GasRow extends FactRow {
  /** Null: the receipt is not read; then the node is one for which the transaction locked or delivered. */
  readonly payer: string | null
  /** Why the amount is not known. Null: it is. */
  readonly reason: string | null
}

export interface LedgerFacts {
  readonly fees: readonly FeeRow[]
  readonly emissions: readonly EmissionRow[]
  readonly penalties: readonly PenaltyRow[]
  readonly stakes: readonly StakeRow[]
  readonly gas: readonly GasRow[]
}

export interface LedgerTerms {
  readonly tokens: readonly Token[]
  /** Class of a chain, for tokens that nobody has described. */
  readonly classOf: (chain: number) => MoneyClass
  /** What relates a payer to the node that it pays at a moment, or to those that are paid at the address of the payee, or null. */
  readonly linkOf: (node: string | null, payer: string, at: number, payee: string | null) => Link | null
}

/** Emission reasons that move what was counted when it accrued. */
const WITHDRAWAL_REASONS: ReadonlySet<string | null> = new Set([
  'withdrawal',
  'withdraw_rewards',
  'withdraw_commission',
])

/** Dated entries from facts only, in the order of the chain. */
export function toLedger(facts: LedgerFacts, terms: LedgerTerms): readonly Entry[] {
  const base = (row: FactRow) => ({
    at: row.at,
    source: {
      chain: row.chain,
      block: row.block,
      blockHash: row.blockHash,
      txHash: row.txHash,
      position: row.position,
    },
    node: row.node,
    attribution: row.node === null ? 'none' : 'explicit',
    token: describeToken(row, terms),
    amount: row.amount,
    related: null,
    reason: null,
    ...(row.sum && { sum: row.sum }),
  })
  const momentOf = momentsOf(facts.fees)
  const entries: Entry[] = [
    ...facts.fees.map((row): Entry => {
      const [from, to] = row.refund ? [row.payee, row.payer] : [row.payer, row.payee]
      const link = row.payer === null ? null : terms.linkOf(row.node, row.payer, momentOf(row), row.payee)
      return {
        ...base(row),
        kind: row.refund ? 'refund' : 'fee',
        attribution: row.attribution,
        from,
        to,
        related: link?.rule ?? null,
        link,
      }
    }),
    ...facts.emissions.map((row): Entry => {
      const kind = WITHDRAWAL_REASONS.has(row.reason) ? 'payout' : 'emission'
      return { ...base(row), kind, from: null, to: row.payee, reason: row.reason, since: row.since ?? null }
    }),
    ...facts.penalties.map(
      (row): Entry => ({
        ...base(row),
        kind: 'penalty',
        from: row.staker,
        to: null,
        reason: row.reason ?? row.penalty,
        // A jail or a disabling takes no money; a slash without an amount takes an unknown one.
        amount: row.amount ?? (row.penalty === 'slash' ? null : 0n),
      }),
    ),
    ...facts.stakes.map((row): Entry => ({ ...base(row), kind: 'stake', from: row.staker, to: null })),
    ...facts.gas.map(
      (row): Entry => ({
        ...base(row),
        kind: 'gas',
        attribution: row.payer === null ? 'none' : 'sender',
        from: row.payer,
        to: null,
        reason: row.reason,
      }),
    ),
  ]
  return entries.sort(byPlace)
}

/**
 * As of when a payer's link to a node is told: of a payment its own moment, of a refund that of the payment that it gives back, so that
 * both are of the same demand.
 */
function momentsOf(fees: readonly FeeRow[]): (row: FeeRow) => number {
  const paid = Map.groupBy(
    fees.filter(({ refund }) => !refund),
    ({ node, payer }) => `${node} ${payer}`,
  )
  for (const group of paid.values()) group.sort((a, b) => beganAt(a) - beganAt(b))
  return ({ refund, node, payer, at, paidAt }) => {
    if (!refund) return at
    if (paidAt !== undefined) return paidAt
    const before = paid.get(`${node} ${payer}`) ?? []
    const next = firstWhere(0, before.length, (index) => beganAt(before[index] ?? { at }) > at)
    const last = before[next - 1]
    return last ? beganAt(last) : at
  }
}

/** The moment of an entry; of a sum that of its first fact. Unix seconds. */
export function beganAt({ at, sum }: Pick<Entry, 'at' | 'sum'>): number {
  return sum?.first.at ?? at
}

/** Time first, then the place on chain; a sum stands where its first fact does. */
export function byPlace(a: Entry, b: Entry): number {
  const [first, second] = [a.sum?.first ?? a.source, b.sum?.first ?? b.source]
  return (
    beganAt(a) - beganAt(b) ||
    a.source.chain - b.source.chain ||
    first.block - second.block ||
    first.position - second.position
  )
}

/** Entries by the class of their token: each class is a ledger of its own. */
export function byClass(entries: readonly Entry[]): ReadonlyMap<MoneyClass, readonly Entry[]> {
  return Map.groupBy(entries, (entry) => entry.token.class)
}

/** @throws CodedError `MIXED_CLASS` when an entry is not of the class: testnet and real money have met in one figure */
export function assertClass(entries: readonly Entry[], expected: MoneyClass): void {
  const stray = entries.find((entry) => entry.token.class !== expected)
  if (stray)
    throw new CodedError(
      'MIXED_CLASS',
      `a figure of class ${expected} was given ${stray.token.symbol} of class ${stray.token.class} (${stray.source.txHash})`,
    )
}

const ZERO_ADDRESS = `0x${'0'.repeat(40)}`

/** A token as its network's file describes it. */
export function describeToken(
  row: Pick<FactRow, 'chain' | 'token'>,
  terms: Pick<LedgerTerms, 'tokens' | 'classOf'>,
): Token {
  const address = row.token ?? ZERO_ADDRESS
  const found = terms.tokens.find((token) => token.chain === row.chain && token.address === address)
  if (found) return found
  const strangers = nameless.get(terms) ?? new Map<string, Token>()
  nameless.set(terms, strangers)
  const key = `${row.chain}:${address}`
  // A token nobody described keeps its base units and has no price: its value is null, never a guess.
  const unknown = strangers.get(key) ?? {
    chain: row.chain,
    address,
    symbol: address,
    decimals: 0,
    priceSeries: null,
    class: terms.classOf(row.chain),
  }
  strangers.set(key, unknown)
  return unknown
}

// One object for each in a ledger, as of those that are described: entries of one token are told by it.
const nameless = new WeakMap<object, Map<string, Token>>()
