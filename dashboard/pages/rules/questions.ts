import { graphql } from '../../data/generated/gql.ts'

/** What the network says of its rules, and every change of them. */
export const RULES = graphql(`
  query Rules($network: String!) {
    _meta(network: $network) { ...MetaParts }
    disclosures(where: { network_eq: $network }, orderBy: [seenAt_DESC], limit: 1000) {
      id rule seenAt status value unit source chainId blockNumber detail
    }
    parameterChanges(where: { network_eq: $network }, orderBy: [blockNumber_DESC], limit: 200) {
      id parameter oldValue newValue contract chainId blockNumber blockTime txHash
    }
    roleChanges(where: { network_eq: $network }, orderBy: [blockNumber_DESC], limit: 200) {
      id role account sender change contract chainId blockNumber blockTime txHash
    }
    measurementChanges(where: { network_eq: $network }, orderBy: [blockNumber_DESC], limit: 200) {
      id measurement approved version graceSeconds chainId blockNumber blockTime txHash
    }
    governanceActions(where: { network_eq: $network }, orderBy: [blockNumber_DESC], limit: 200) {
      id action proposal account detail chainId blockNumber blockTime txHash
    }
  }
`)
