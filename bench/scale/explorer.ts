/** A question that a page of an explorer asks of the API, in the network `alpha` of the bench's world. */
export interface Question {
  readonly name: string
  readonly query: string
}

/** What the questions are about. */
export interface Subject {
  readonly claim: string
  readonly node: string
  readonly nodeKey: string
  readonly payer: string
  /** `YYYY-MM-DD`: the newest day. */
  readonly today: string
}

const CLAIM = 'id blockNumber blockTime evidence inputHash outputHash nodeKey'
const PLACE = 'network_eq: "alpha"'

/** Twelve: seven of lists and single things, five of sums over time. */
export function listQuestions({ claim, node, nodeKey, payer, today }: Subject): Question[] {
  const month = daysBefore(today, 30)
  return [
    ['newest claims', `claims(limit: 50, where: { ${PLACE} }) { ${CLAIM} node { id role } }`],
    ['a claim', `claimById(id: "${claim}") { ${CLAIM} txHash }`],
    ['a node', `nodeById(id: "${node}") { id role owner endpoint enabled }`],
    [
      'newest claims of a node',
      `claims(limit: 50, where: { ${PLACE}, nodeKey_eq: "${nodeKey}" }) { ${CLAIM} }`,
    ],
    [
      'newest payments of a payer',
      `fees(limit: 50, where: { ${PLACE}, payer_eq: "${payer}" }) { id blockTime payee amount { value } }`,
    ],
    [
      'a node’s days of a month',
      `nodeDays(limit: 100, orderBy: [day_DESC], where: { ${PLACE}, nodeKey_eq: "${nodeKey}", day_gte: "${month}" }) { day claims heartbeats fees }`,
    ],
    [
      'the network’s days of a quarter',
      `networkDays(limit: 200, orderBy: [day_DESC], where: { ${PLACE}, day_gte: "${daysBefore(today, 90)}" }) { chainId day claims fees heartbeats }`,
    ],
    [
      'the network by month',
      `networkDaysAggregate(interval: MONTH, where: { ${PLACE} }) { chainId start sum { claims heartbeats fees } max { claims } }`,
    ],
    [
      'money by month and kind',
      `networkDayAmountsAggregate(interval: MONTH, where: { ${PLACE}, kind_in: ["fee", "refund", "emission"] }) { chainId kind start sum { events amount { value } } }`,
    ],
    [
      'a node’s hours by day',
      `nodeHoursAggregate(interval: DAY, limit: 200, where: { ${PLACE}, nodeKey_eq: "${nodeKey}" }) { chainId start count sum { claims heartbeats } }`,
    ],
    [
      'payments of all payers by month',
      `payerDaysAggregate(interval: MONTH, where: { ${PLACE} }) { chainId start count sum { payments paid { value } } avg { paid } }`,
    ],
    [
      'work of every node',
      `nodeDaysAggregate(by: [nodeKey], limit: 1000, where: { ${PLACE} }) { chainId nodeKey count sum { claims fees heartbeats } }`,
    ],
  ].map(([name = '', query = '']) => ({ name, query: `{ ${query} }` }))
}

function daysBefore(day: string, days: number): string {
  return new Date(Date.parse(day) - days * 86_400_000).toISOString().slice(0, 10)
}
