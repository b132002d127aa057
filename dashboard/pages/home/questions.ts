import { graphql } from '../../data/generated/gql.ts'

/** What a network did, whose money it was and what was checked, over one window. */
export const HOME = graphql(`
  query Home($network: String!, $days: Int!, $to: DateTime, $since: Date!, $from: DateTime!, $until: DateTime!) {
    _meta(network: $network) { ...MetaParts }
    networks(where: { network_eq: $network }, limit: 1) {
      economics(days: $days, to: $to) {
        class
        window { from to }
        fees { ...FigureParts }
        emissions { ...FigureParts }
        coverage { ...FigureParts }
        demand {
          uniquePayers { ...FigureParts }
          notShownRelated { ...FigureParts }
          top1 { ...FigureParts }
          excluded { rule share { ...FigureParts } }
        }
        penalties { events { ...FigureParts } }
      }
    }
    serving: nodesConnection(where: { network_eq: $network, enabled_eq: true, lapsed_eq: false }, first: 1) { totalCount }
    silent: nodesConnection(where: { network_eq: $network, enabled_eq: true, lapsed_eq: true }, first: 1) { totalCount }
    disabled: nodesConnection(where: { network_eq: $network, enabled_eq: false }, first: 1) { totalCount }
    all: nodesConnection(where: { network_eq: $network }, first: 1) { totalCount }
    teeGpu: nodesConnection(where: { network_eq: $network, role_eq: "tee-gpu" }, first: 1) { totalCount }
    teeProxy: nodesConnection(where: { network_eq: $network, role_eq: "tee-proxy" }, first: 1) { totalCount }
    snarkProver: nodesConnection(where: { network_eq: $network, role_eq: "snark-prover" }, first: 1) { totalCount }
    onnxRunner: nodesConnection(where: { network_eq: $network, role_eq: "onnx-runner" }, first: 1) { totalCount }
    validator: nodesConnection(where: { network_eq: $network, role_eq: "validator" }, first: 1) { totalCount }
    networkDays(where: { network_eq: $network, day_gte: $since }, orderBy: [day_ASC], limit: 731) {
      day chainId claims penalties batchLeaves
    }
    networkDayAmounts(where: { network_eq: $network, day_gte: $since, kind_in: ["fee", "emission"] }, orderBy: [day_ASC], limit: 1000) {
      day kind token events amount { ...AmountParts }
    }
    checked: verificationDaysAggregate(where: { network_eq: $network, day_gte: $since }, limit: 1000) {
      statement outcome sum { verdicts }
    }
    checkedByDay: verificationDaysAggregate(where: { network_eq: $network, day_gte: $since }, interval: DAY, limit: 1000) {
      start statement outcome sum { verdicts }
    }
    byNode: verdictsConnection(where: { network_eq: $network, superseded_eq: false, fault_eq: node, subjectTime_gte: $from, subjectTime_lt: $until }, first: 1) { totalCount }
    byOthers: verdictsConnection(where: { network_eq: $network, superseded_eq: false, fault_in: [relayer, registry, unknown], subjectTime_gte: $from, subjectTime_lt: $until }, first: 1) { totalCount }
  }
`)

/** The newest changes of nodes and rules. */
export const CHANGES = graphql(`
  query Changes($network: String!) {
    penalties(where: { network_eq: $network }, orderBy: [blockNumber_DESC], limit: 5) {
      id nodeKey kind reason blockTime txHash amount { ...AmountParts }
    }
    statusChanges(where: { network_eq: $network }, orderBy: [blockNumber_DESC], limit: 5) {
      id nodeKey enabled cause blockTime txHash
    }
    parameterChanges(where: { network_eq: $network }, orderBy: [blockNumber_DESC], limit: 5) { id parameter blockTime txHash }
    measurementChanges(where: { network_eq: $network }, orderBy: [blockNumber_DESC], limit: 5) {
      id measurement approved version blockTime txHash
    }
    registrations(where: { network_eq: $network }, orderBy: [blockNumber_DESC], limit: 5) { id nodeKey role blockTime txHash }
  }
`)

/** How the nodes of one role fared against renting the same machine out. */
export const ROLE = graphql(`
  query HomeRole($network: String!, $days: Int!, $to: DateTime, $role: String!, $cost: CostInput!) {
    networks(where: { network_eq: $network }, limit: 1) {
      economics(days: $days, to: $to) {
        class
        role(role: $role, cost: $cost) {
          nodes
          nodeDays
          revenue { ...FigureParts }
          daysAboveRent { ...FigureParts }
          nodesAboveRent { ...FigureParts }
          daysBelowCost { ...FigureParts }
          missing { reason input }
        }
      }
    }
  }
`)
