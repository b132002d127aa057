import type { Entry } from './ledger.ts'

/** Whose demand a payment is: nobody shows a link, a rule links it to operators of nodes, or to the protocol and who runs it. */
export type PayerClass = 'independent' | 'related' | 'protocol'

/** Which payers' fees and refunds figures are of. All but `ALL` leave out what a node's own operator paid it. */
export type Payers = 'ALL' | 'NOT_SELF' | 'NOT_RELATED' | 'NOT_PROTOCOL' | 'INDEPENDENT'

/** Of what figures are unless somebody asks for more or less: nobody earns by paying himself. */
export const USUAL_PAYERS: Payers = 'NOT_SELF'

const PROTOCOL = /^(funded_by_)?(treasury|faucet|first-party|foundation|emission_contract)(_unproved)?$/

/** The class of a payment by the rule that links its payer; null: none does. */
export function payerClassOf(rule: string | null): PayerClass {
  if (rule === null) return 'independent'
  return PROTOCOL.test(rule) ? 'protocol' : 'related'
}

const WITHOUT: Readonly<Record<Payers, readonly PayerClass[]>> = {
  ALL: [],
  NOT_SELF: [],
  NOT_RELATED: ['related'],
  NOT_PROTOCOL: ['protocol'],
  INDEPENDENT: ['related', 'protocol'],
}

/** A ledger without what payers paid, and what went back to them, whom figures are not of. All that is no fee stays. */
export function ofPayers(entries: readonly Entry[], payers: Payers): readonly Entry[] {
  const without = WITHOUT[payers]
  if (without.length === 0) return entries
  return entries.filter((entry) => !isPayment(entry) || !without.includes(payerClassOf(entry.related)))
}

/** What of a ledger may be income: all of it when `ALL` is asked for, else without what a node's own operator paid it and got back. */
export function incomeOf(entries: readonly Entry[], payers: Payers): readonly Entry[] {
  return payers === 'ALL' ? entries : entries.filter((entry) => !isSelfPayment(entry))
}

/** Whether an entry is a payment of a node's own operator to it, or the refund of one. */
export function isSelfPayment(entry: Pick<Entry, 'kind' | 'related'>): boolean {
  return isPayment(entry) && entry.related === 'operator'
}

function isPayment({ kind }: Pick<Entry, 'kind'>): boolean {
  return kind === 'fee' || kind === 'refund'
}

/** What a reader must know of a figure of some payers only; none of one of all. */
export function payersCaveat(payers: Payers): readonly string[] {
  const without = WITHOUT[payers]
  return without.length === 0
    ? []
    : [`without the fees and refunds of payers that a rule links: ${without.join(' and ')} (demand.links)`]
}

/** What a reader must know of a figure of money that leaves out what a node's own operator paid it. */
export const SELF_PAID =
  'without what a node’s own operator paid it: that is no income (payers: ALL counts it)'
