import { encodeCursor } from '../../../../src/api/sql/cursor.ts'
import { orderTerms } from '../../../../src/api/sql/order.ts'
import { Scope } from '../../../../src/api/sql/scope.ts'
import { Statement } from '../../../../src/api/sql/statement.ts'
import { model, type Question } from '../../../support/api/compile.ts'

const MOMENT = [
  { network: 'one', chainId: 31337, number: 42 },
  { network: 'two', chainId: 84532, number: 17 },
]
const NODE = `0x${'ab'.repeat(32)}`
const FEE = 'one:31337-12-3'

/** A cursor of this order, at a row with these values. */
function cursorOf(entity: string, orderBy: readonly string[], values: readonly unknown[]): string {
  const found = model.entities.get(entity)
  if (!found) throw new TypeError(`no entity ${entity}`)
  return encodeCursor(orderTerms(new Scope(model, new Statement(), found), orderBy), values)
}

const FILTERED = 'query ($where: FeeWhereInput) { fees(where: $where, limit: 5) { blockNumber } }'
const filter = (where: unknown): Question => ({ query: FILTERED, variables: { where } })
const CLAIMS = 'query ($where: ClaimWhereInput) { claims(where: $where, limit: 5) { leafIndex } }'
const claims = (where: unknown): Question => ({ query: CLAIMS, variables: { where } })

/** One question for each kind of statement that the compiler writes, by what is particular about it. */
export const QUESTIONS: Readonly<Record<string, Question>> = {
  'values of every type': {
    query: '{ verdicts { id number blockHash statement outcome fault transient conditions checkedAt } }',
  },
  'a day and an hour': { query: '{ nodeHours(limit: 2) { id hour node { key } } }' },
  'an amount with its token': { query: '{ fees(limit: 2) { amount { value reason token { symbol } } } }' },
  'a field that is computed from others': { query: '{ networks { title } }' },
  'nothing but the type': { query: '{ networks { __typename } }' },
  'names of the asker’s own, a fragment spread twice, and what is left out': {
    query: `query ($no: Boolean = false) { fees(limit: 1) { a: blockNumber b: blockNumber ...x ...x t: txHash @include(if: $no) } }
      fragment x on Fee { payer blockNumber }`,
  },
  'a link by its whole key, asked for twice': {
    query: '{ registrations(limit: 3) { node { key lapsed } again: node { firstBlock } } }',
  },
  'a link by a part of a key': { query: '{ fees(limit: 3) { node { key } } }' },
  'links of links': { query: '{ claims(limit: 3) { settlement { blob { id } } } }' },
  'a list in a list': {
    query:
      '{ networks { nodes(limit: 2, offset: 1) { key hours(orderBy: hour_DESC, limit: 24) { hour } } } }',
  },
  'a nested list with a filter': { query: '{ nodes { fees(where: { amount_gt: "5" }) { id } } }' },
  'a nested list of a union': { query: '{ nodes(limit: 1) { claims(limit: 2) { evidence } } }' },
  'the newest of all chains': { query: '{ fees(orderBy: blockNumber_DESC, limit: 10) { id } }' },
  'the newest of one chain': {
    query: `{ fees(orderBy: blockNumber_DESC, where: { network_eq: "one", chainId_eq: 31337 }) { id } }`,
  },
  'an order by several columns, nulls first, and through a link': {
    query: '{ heartbeats(orderBy: [signedAt_DESC_NULLS_FIRST, node_firstBlock_ASC]) { id } }',
  },
  'one row by its id': { query: `{ feeById(id: "${FEE}") { blockNumber } }` },
  'one row by an id without its network': { query: '{ feeById(id: "31337-12-3") { blockNumber } }' },
  'a node by its name alone': { query: `{ nodeById(id: "${NODE}") { firstBlock } }` },
  'no id of the entity': { query: '{ feeById(id: "nothing") { blockNumber } }' },
  comparisons: filter({
    blockNumber_gt: 1,
    blockNumber_lte: 9,
    payer_eq: `0x${'01'.repeat(20)}`,
    network_not_eq: 'x',
    amount_gte: '7',
    blockTime_lt: '2026-01-01T00:00:00Z',
  }),
  'lists of values': filter({ blockNumber_in: [1, 2], network_not_in: ['a', 'b'] }),
  'comparisons with null': filter({ payer_eq: null, payer_isNull: true, txHash_isNull: false }),
  texts: {
    query: 'query ($w: VerdictWhereInput) { verdicts(where: $w) { code } }',
    variables: {
      w: {
        code_contains: 'a',
        code_not_contains: 'b',
        detail_containsInsensitive: 'C',
        detail_not_containsInsensitive: 'D',
        watchdog_startsWith: 'e',
        watchdog_not_startsWith: 'f',
        statement_endsWith: 'g',
        statement_not_endsWith: 'h',
      },
    },
  },
  'places of one network and of any': {
    query: 'query ($w: VerdictWhereInput) { verdicts(where: $w) { code } }',
    variables: { w: { subjectId_in: ['one:31337-1-2', '31337-3-4'], subjectId_not_eq: 'two:84532-5-6' } },
  },
  'and, or': filter({
    AND: [{ blockNumber_eq: 1 }, { OR: [{ blockNumber_eq: 2 }] }],
    network_eq: 'one',
    OR: [{ blockNumber_gt: 3, blockNumber_lt: 9 }, { payer_isNull: true }],
  }),
  'a filter on a link': filter({ node: { lapsed_eq: true, id_eq: `one:31337-${NODE}` } }),
  'a filter on the id of a link': claims({ node: { id_in: [`one:31337-${NODE}`, NODE] } }),
  'whether a link is there': claims({ node_isNull: true }),
  'some, every and none of a list': claims({
    verdicts_some: { outcome_eq: 'rejected' },
    verdicts_every: { superseded_eq: false },
    verdicts_none: {},
  }),
  'ids, some of them without a network': filter({ id_in: [FEE, 'two:84532-1-1.4'], id_not_eq: '31337-9-9' }),
  'a page of a connection': {
    query:
      '{ feesConnection(first: 3) { edges { cursor node { id } } pageInfo { hasNextPage } totalCount } }',
  },
  'a page behind a cursor': {
    query:
      'query ($after: String) { claimsConnection(first: 3, after: $after, orderBy: blockNumber_DESC) { edges { node { evidence } } } }',
    variables: { after: cursorOf('Claim', ['blockNumber_DESC'], [9, 'one', 31337, 1, null]) },
  },
  'the last page before a cursor of values that may be null': {
    query:
      'query ($before: String) { heartbeatsConnection(last: 2, before: $before, orderBy: signedAt_ASC) { edges { cursor } } }',
    variables: {
      before: cursorOf('Heartbeat', ['signedAt_ASC'], ['2026-01-01T00:00:00.000000Z', 'one', 31337, 5, 0, 1]),
    },
  },
  'a count of whole chains': { query: '{ feesConnection(where: { network_eq: "one" }) { totalCount } }' },
  'a count of a union': { query: '{ claimsConnection { totalCountAtLeast } }' },
  'a count of filtered rows': { query: '{ feesConnection(where: { amount_gt: "1" }) { totalCount } }' },
  'sums by week and node': {
    query: `{ nodeDayAmountsAggregate(interval: WEEK, by: [nodeKey], where: { network_eq: "one" }, limit: 4)
      { start network token count nodeKey sum { amount { value } } avg { amount } } }`,
  },
  'sums over all time': { query: '{ nodeHoursAggregate { count max { claims } } }' },
  'nodes of a moment': { query: '{ nodes(where: { lapsed_eq: false }) { id key } }', moment: MOMENT },
  'a node of a moment': { query: `{ nodeById(id: "one:31337-${NODE}") { id } }`, moment: MOMENT },
  'a connection of a moment': {
    query: '{ nodesConnection(first: 1) { edges { node { id } } totalCount } }',
    moment: MOMENT,
  },
}
