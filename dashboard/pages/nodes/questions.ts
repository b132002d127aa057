import { graphql } from '../../data/generated/gql.ts'

/** The nodes of a network, a page at a time. */
export const NODES = graphql(`
  query Nodes($network: String!, $where: NodeWhereInput!, $asOf: AsOf, $limit: Int!, $offset: Int!) {
    _meta(network: $network) { ...MetaParts }
    nodes(where: $where, asOf: $asOf, orderBy: [id_ASC], limit: $limit, offset: $offset) {
      id key role owner paymentAddress endpoint enabled disabledCause lapsed
      firstTime changedTime attestedAt measurement measurementReason measurementVersion measurementApproved lastHeartbeatAt
    }
  }
`)

/** What is said of each place of a ranking. */
graphql(`
  fragment RankParts on Leaderboard {
    class nodes dead
    rows { nodeId leftAt figure { ...FigureParts } independent @include(if: $independent) { ...FigureParts } }
  }
`)

/** Nodes by each metric whose column is shown; the API ranks 1,000 of them at most. */
export const RANKS = graphql(`
  query Ranks(
    $network: String!, $days: Int!, $to: DateTime, $payers: Payers!, $dead: Boolean!, $independent: Boolean!,
    $emissions: Boolean!, $uptime: Boolean!, $success: Boolean!, $claims: Boolean!, $slashed: Boolean!
  ) {
    gross: leaderboard(network: $network, metric: GROSS, days: $days, to: $to, payers: $payers, includeDead: $dead, top: 1000) { ...RankParts }
    emissions: leaderboard(network: $network, metric: EMISSIONS, days: $days, to: $to, payers: $payers, includeDead: $dead, top: 1000) @include(if: $emissions) { ...RankParts }
    uptime: leaderboard(network: $network, metric: UPTIME, days: $days, to: $to, payers: $payers, includeDead: $dead, top: 1000) @include(if: $uptime) { ...RankParts }
    success: leaderboard(network: $network, metric: SUCCESS, days: $days, to: $to, payers: $payers, includeDead: $dead, top: 1000) @include(if: $success) { ...RankParts }
    claims: leaderboard(network: $network, metric: CLAIMS, days: $days, to: $to, payers: $payers, includeDead: $dead, top: 1000) @include(if: $claims) { ...RankParts }
    slashed: leaderboard(network: $network, metric: SLASHED, days: $days, to: $to, payers: $payers, includeDead: $dead, top: 1000) @include(if: $slashed) { ...RankParts }
  }
`)

/** What one of them has left after its costs, and when that has paid for its machine. */
export const COSTED = graphql(`
  query NodesCosted($network: String!, $id: ID!, $days: Int!, $to: DateTime, $payers: Payers!, $cost: CostInput!, $paths: Int!, $months: Int!) {
    payback(network: $network, nodeId: $id, days: $days, to: $to, payers: $payers, cost: $cost, paths: $paths, horizonMonths: $months) {
      class
      sentence
      missing { reason }
      assumed { ...AssumedParts }
      references { ...ReferenceParts }
      netCashPerMonth { ...FigureParts }
      machine { months { ...FigureParts } }
    }
  }
`)

/** Standing verdicts by node, statement and outcome. */
export const CHECKED = graphql(`
  query NodesChecked($network: String!, $since: Date!, $until: Date!, $limit: Int!, $offset: Int!) {
    verificationDaysAggregate(by: [nodeKey], where: { network_eq: $network, day_gte: $since, day_lte: $until }, limit: $limit, offset: $offset) {
      nodeKey outcome sum { verdicts }
    }
  }
`)

/** Nodes that were penalised, and how often. */
export const PENALISED = graphql(`
  query NodesPenalised($network: String!, $since: Date!, $until: Date!, $limit: Int!, $offset: Int!) {
    nodeDaysAggregate(by: [nodeKey], where: { network_eq: $network, day_gte: $since, day_lte: $until, penalties_gt: 0 }, limit: $limit, offset: $offset) {
      nodeKey sum { penalties }
    }
  }
`)
