import { graphql } from '../../data/generated/gql.ts'

/** Who the nodes are that are compared. */
export const COMPARED = graphql(`
  query Compared($network: String!, $keys: [Bytes!]!, $asOf: AsOf, $since: Date!, $until: Date!) {
    _meta(network: $network) { ...MetaParts }
    nodes(where: { network_eq: $network, key_in: $keys }, asOf: $asOf, limit: 8) {
      id key role owner enabled disabledCause lapsed firstTime attestedAt measurement measurementReason
    }
    checked: verificationDaysAggregate(by: [nodeKey], where: { network_eq: $network, nodeKey_in: $keys, day_gte: $since, day_lte: $until }, limit: 200) {
      nodeKey statement outcome sum { verdicts }
    }
    penalised: nodeDaysAggregate(by: [nodeKey], where: { network_eq: $network, nodeKey_in: $keys, day_gte: $since, day_lte: $until }, limit: 20) {
      nodeKey sum { penalties }
    }
  }
`)

/** The money and the service of one of them. */
export const COMPARED_NODE = graphql(`
  query ComparedNode($id: ID!, $days: Int!, $to: DateTime, $cost: CostInput!, $payers: Payers!) {
    node(id: $id) {
      economics(days: $days, to: $to, cost: $cost, payers: $payers) {
        class
        assumed { ...AssumedParts }
        emissionsIfSold { ...IfSoldParts }
        statement {
          fees { ...FigureParts } emissions { ...FigureParts } emissionsAccrued { ...FigureParts } gross { ...FigureParts }
          netCash { ...FigureParts } economicProfit { ...FigureParts }
        }
        revenue { perDay { ...FigureParts } daysWithoutRevenue { ...FigureParts } }
        coverage { ...FigureParts }
        penalties { expectedYearlyLoss { ...FigureParts } }
        service { uptime { ...FigureParts } success { ...FigureParts } settlementDelay { ...FigureParts } }
        demand { uniquePayers { ...FigureParts } top1 { ...FigureParts } notShownRelated { ...FigureParts } }
      }
    }
  }
`)

/** One network as a whole. */
export const COMPARED_NETWORK = graphql(`
  query ComparedNetwork($network: String!, $days: Int!, $to: DateTime, $payers: Payers!, $since: Date!, $until: Date!) {
    _meta(network: $network) { ...MetaParts }
    networks(where: { network_eq: $network }, limit: 1) {
      economics(days: $days, to: $to, payers: $payers) {
        class
        fees { ...FigureParts } emissions { ...FigureParts } emissionsIfSold { ...IfSoldParts } coverage { ...FigureParts }
        demand { uniquePayers { ...FigureParts } top1 { ...FigureParts } notShownRelated { ...FigureParts } }
        penalties { events { ...FigureParts } ratePerYear { ...FigureParts } }
      }
    }
    serving: nodesConnection(where: { network_eq: $network, enabled_eq: true, lapsed_eq: false }, first: 1) { totalCount }
    all: nodesConnection(where: { network_eq: $network }, first: 1) { totalCount }
    claims: networkDaysAggregate(where: { network_eq: $network, day_gte: $since, day_lte: $until }, limit: 1) { sum { claims batchLeaves } }
    checked: verificationDaysAggregate(where: { network_eq: $network, day_gte: $since, day_lte: $until }, limit: 1000) {
      statement outcome sum { verdicts }
    }
    disclosed: disclosures(where: { network_eq: $network }, limit: 1000) { rule status }
  }
`)

/** The nodes of one role, taken together. */
export const COMPARED_ROLE = graphql(`
  query ComparedRole($network: String!, $days: Int!, $to: DateTime, $payers: Payers!, $role: String!, $cost: CostInput!) {
    _meta(network: $network) { ...MetaParts }
    networks(where: { network_eq: $network }, limit: 1) {
      economics(days: $days, to: $to, payers: $payers) {
        class
        role(role: $role, cost: $cost) {
          nodes nodeDays
          revenue { ...FigureParts } revenueWithoutTopPayer { ...FigureParts }
          ...OneMoreParts
          assumed { ...AssumedParts }
          worst { perNodeDay { ...FigureParts } }
        }
      }
    }
    serving: nodesConnection(where: { network_eq: $network, role_eq: $role, enabled_eq: true, lapsed_eq: false }, first: 1) { totalCount }
    all: nodesConnection(where: { network_eq: $network, role_eq: $role }, first: 1) { totalCount }
  }
`)
