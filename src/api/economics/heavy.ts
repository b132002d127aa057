import { type DocumentNode, visit } from 'graphql'

// Fields that read a ledger in several statements and calculate, at about what they cost in rows.
const HEAVY: ReadonlyMap<string, number> = new Map([
  ['Query.payback', 5000],
  ['Query.leaderboard', 900],
  ['Query.prices', 500],
  ['Survival.leavers', 100],
  ['Node.economics', 500],
  ['Network.economics', 900],
  ['NodeEconomics.statements', 250],
  ['NodeEconomics.investment', 100],
])
const NAMES = new Set([...HEAVY.keys()].map((each) => each.split('.')[1]))

/** What a field costs beyond the rows that it is seen to ask for. */
export function heavyCost(type: string, field: string): number {
  return HEAVY.get(`${type}.${field}`) ?? 0
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
