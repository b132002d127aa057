import { graphql } from '../../data/generated/gql.ts'

/** What a network did, whose money it was and what was checked, over one window. */
export const HOME = graphql(`
  query Home($network: String!, $days: Int!, $to: DateTime, $payers: Payers!, $asOf: AsOf, $since: Date!, $from: DateTime!, $until: Date!, $end: DateTime!) {
    _meta(network: $network) { ...MetaParts }
    networks(where: { network_eq: $network }, limit: 1) {
      economics(days: $days, to: $to, payers: $payers) {
        class
        window { from to }
        fees { ...FigureParts }
        emissions { ...FigureParts }
        emissionsIfSold { ...IfSoldParts }
        coverage { ...FigureParts }
        demand {
          uniquePayers { ...FigureParts }
          notShownRelated { ...FigureParts }
          top1 { ...FigureParts }
          excluded { rule share { ...FigureParts } }
        }
        penalties { events { ...FigureParts } }
        proving { locksDue fillRate { ...FigureParts } secondary { ...FigureParts } rewardPerCycle { ...FigureParts } }
      }
    }
    serving: nodesConnection(where: { network_eq: $network, enabled_eq: true, lapsed_eq: false }, asOf: $asOf, first: 1) { totalCount }
    silent: nodesConnection(where: { network_eq: $network, enabled_eq: true, lapsed_eq: true }, asOf: $asOf, first: 1) { totalCount }
    disabled: nodesConnection(where: { network_eq: $network, enabled_eq: false }, asOf: $asOf, first: 1) { totalCount }
    all: nodesConnection(where: { network_eq: $network }, asOf: $asOf, first: 1) { totalCount }
    teeGpu: nodesConnection(where: { network_eq: $network, role_eq: "tee-gpu" }, asOf: $asOf, first: 1) { totalCount }
    teeProxy: nodesConnection(where: { network_eq: $network, role_eq: "tee-proxy" }, asOf: $asOf, first: 1) { totalCount }
    snarkProver: nodesConnection(where: { network_eq: $network, role_eq: "snark-prover" }, asOf: $asOf, first: 1) { totalCount }
    onnxRunner: nodesConnection(where: { network_eq: $network, role_eq: "onnx-runner" }, asOf: $asOf, first: 1) { totalCount }
    validator: nodesConnection(where: { network_eq: $network, role_eq: "validator" }, asOf: $asOf, first: 1) { totalCount }
    networkDays(where: { network_eq: $network, day_gte: $since, day_lte: $until }, orderBy: [day_ASC], limit: 731) {
      day chainId claims penalties batchLeaves
    }
    networkDayAmounts(where: { network_eq: $network, day_gte: $since, day_lte: $until, kind_in: ["fee", "emission"] }, orderBy: [day_ASC], limit: 1000) {
      day kind token events amount { ...AmountParts }
    }
    checked: verificationDaysAggregate(where: { network_eq: $network, day_gte: $since, day_lte: $until }, limit: 1000) {
      statement outcome sum { verdicts }
    }
    checkedByDay: verificationDaysAggregate(where: { network_eq: $network, day_gte: $since, day_lte: $until }, interval: DAY, limit: 1000) {
      start statement outcome sum { verdicts }
    }
    byNode: verdictsConnection(where: { network_eq: $network, superseded_eq: false, fault_eq: node, subjectTime_gte: $from, subjectTime_lt: $end }, first: 1) { totalCount }
    byOthers: verdictsConnection(where: { network_eq: $network, superseded_eq: false, fault_in: [relayer, registry, unknown], subjectTime_gte: $from, subjectTime_lt: $end }, first: 1) { totalCount }
  }
`)

/** The newest changes of nodes and rules. */
export const CHANGES = graphql(`
  query Changes($network: String!, $end: DateTime!) {
    penalties(where: { network_eq: $network, blockTime_lt: $end }, orderBy: [blockNumber_DESC], limit: 5) {
      id nodeKey kind reason blockTime txHash amount { ...AmountParts }
    }
    statusChanges(where: { network_eq: $network, blockTime_lt: $end }, orderBy: [blockNumber_DESC], limit: 5) {
      id nodeKey enabled cause blockTime txHash
    }
    parameterChanges(where: { network_eq: $network, blockTime_lt: $end }, orderBy: [blockNumber_DESC], limit: 5) { id parameter blockTime txHash }
    measurementChanges(where: { network_eq: $network, blockTime_lt: $end }, orderBy: [blockNumber_DESC], limit: 5) {
      id measurement approved version blockTime txHash
    }
    registrations(where: { network_eq: $network, blockTime_lt: $end }, orderBy: [blockNumber_DESC], limit: 5) { id nodeKey role blockTime txHash }
  }
`)

/** How the nodes of one role fared against renting the same machine out. */
export const ROLE = graphql(`
  query HomeRole($network: String!, $days: Int!, $to: DateTime, $payers: Payers!, $role: String!, $cost: CostInput!) {
    networks(where: { network_eq: $network }, limit: 1) {
      economics(days: $days, to: $to, payers: $payers) {
        class
        role(role: $role, cost: $cost) {
          nodes
          nodeDays
          revenue { ...FigureParts }
          ...OneMoreParts
          assumed { ...AssumedParts }
          missing { reason input }
        }
      }
    }
  }
`)
