import { type DocumentNode, visit } from 'graphql'

// Fields that read a ledger in several statements and calculate, at about what they cost in rows.
const HEAVY: ReadonlyMap<string, number> = new Map([
  ['Query.payback', 1000],
  ['Query.leaderboard', 900],
  ['Query.prices', 500],
  ['Survival.leavers', 100],
  ['Node.economics', 500],
  ['Network.economics', 900],
  ['NodeEconomics.statements', 250],
  ['NodeEconomics.investment', 100],
  ['NodeEconomics.ledger', 1000],
])
const NAMES = new Set([...HEAVY.keys()].map((each) => each.split('.')[1]))

// Simulated months hold up every other request while they are worked out: the most that one may ask for are 0.5 s.
const MONTHS_A_ROW = 60
const MOST_MONTHS = 20_000 * 120

/** What a field costs beyond the rows that it is seen to ask for. */
export function heavyCost(type: string, field: string, args: Readonly<Record<string, unknown>> = {}): number {
  const fixed = HEAVY.get(`${type}.${field}`) ?? 0
  if (type !== 'Query' || field !== 'payback') return fixed
  const months = Math.min(Number(args.paths) * Number(args.horizonMonths), MOST_MONTHS)
  return fixed + Math.ceil(Math.max(0, months) / MONTHS_A_ROW)
}

/** Whether a document asks for a field that reads several statements: they must all be of one moment. */
export function asksHeavy(document: DocumentNode): boolean {
  let found = false
  visit(document, {
    Field: (node) => {
      if (NAMES.has(node.name.value)) found = true
    },
  })
  return found
}
