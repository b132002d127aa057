import type { Link } from './funding.ts'
import type { Entry } from './ledger.ts'

/** The payments of one payer to one node that one rule relates; `link`: what was seen at the first of them. */
export interface LinkedPayments {
  readonly node: string | null
  readonly payer: string
  readonly link: Link
  /** In the order of the chain. */
  readonly fees: readonly Entry[]
}

/** Related payments by node, payer and rule, in the order of the first of each. `entries` are in the order of the chain. */
export function linkedPayments(entries: readonly Entry[]): readonly LinkedPayments[] {
  const fees = entries.filter((entry) => entry.kind === 'fee')
  const groups = Map.groupBy(fees, ({ node, from, link }) => (link ? `${node} ${from} ${link.rule}` : null))
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    if (!first?.link || first.from === null) return []
    return [{ node: first.node, payer: first.from, link: first.link, fees: group }]
  })
}
