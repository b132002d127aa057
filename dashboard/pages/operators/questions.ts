import { graphql } from '../../data/generated/gql.ts'

/** Every owner and payment address that nodes ever had: operators are told by what their nodes have in common. */
export const VERSIONS = graphql(`
  query OperatorVersions($network: String!, $end: DateTime!, $limit: Int!, $offset: Int!) {
    _meta(network: $network) { ...MetaParts }
    nodeVersions(where: { network_eq: $network, fromTime_lt: $end }, orderBy: [id_ASC], limit: $limit, offset: $offset) {
      nodeKey owner paymentAddress fromTime toTime role enabled disabledCause
    }
  }
`)

/** What the nodes earned, to be summed by operator; the API ranks 1,000 of them at most. */
export const EARNED = graphql(`
  query OperatorsEarned($network: String!, $days: Int!, $to: DateTime, $payers: Payers!) {
    leaderboard(network: $network, metric: GROSS, days: $days, to: $to, payers: $payers, includeDead: true, top: 1000) {
      class nodes
      rows { key leftAt figure { ...FigureParts } }
    }
  }
`)
