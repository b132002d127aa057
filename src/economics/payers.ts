import type { Entry } from './ledger.ts'

/** Whose demand a payment is: nobody shows a link, a rule links it to operators of nodes, or to the protocol and who runs it. */
export type PayerClass = 'independent' | 'related' | 'protocol'

/** Which payers' fees and refunds figures are of. */
export type Payers = 'ALL' | 'NOT_RELATED' | 'NOT_PROTOCOL' | 'INDEPENDENT'

const PROTOCOL = /^(funded_by_)?(treasury|faucet|first-party|foundation|emission_contract)(_unproved)?$/

/** The class of a payment by the rule that links its payer; null: none does. */
export function payerClassOf(rule: string | null): PayerClass {
  if (rule === null) return 'independent'
  return PROTOCOL.test(rule) ? 'protocol' : 'related'
}

const WITHOUT: Readonly<Record<Payers, readonly PayerClass[]>> = {
  ALL: [],
  NOT_RELATED: ['related'],
  NOT_PROTOCOL: ['protocol'],
  INDEPENDENT: ['related', 'protocol'],
}

/** A ledger without what payers paid, and what went back to them, whom figures are not of. All that is no fee stays. */
export function ofPayers(entries: readonly Entry[], payers: Payers): readonly Entry[] {
  const without = WITHOUT[payers]
  if (without.length === 0) return entries
  return entries.filter(
    ({ kind, related }) => (kind !== 'fee' && kind !== 'refund') || !without.includes(payerClassOf(related)),
  )
}

/** What a reader must know of a figure of some payers only; none of one of all. */
export function payersCaveat(payers: Payers): readonly string[] {
  const without = WITHOUT[payers]
  return without.length === 0
    ? []
    : [`without the fees and refunds of payers that a rule links: ${without.join(' and ')} (demand.links)`]
}
