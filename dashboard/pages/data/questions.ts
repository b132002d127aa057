import { graphql } from '../../data/generated/gql.ts'

/** How far each chain is indexed, what was not understood, who lied, and what the ledger does not explain. */
export const DATA = graphql(`
  query Data($network: String!) {
    _meta(network: $network) { ...MetaParts }
    chains(where: { network_eq: $network }) {
      id chainId title class height hash blockTime finalizedHeight head lag digest genesisHash updatedAt
    }
    faults: providerFaultsConnection(where: { network_eq: $network }, first: 1) { totalCount }
    providerFaults(where: { network_eq: $network }, orderBy: [number_DESC], limit: 200) {
      id chainId endpoint kind blockNumber said proved seenAt
    }
    unknown: unknownLogsConnection(where: { network_eq: $network, reason_not_eq: "calldata" }, first: 1) { totalCount }
    partial: unknownLogsConnection(where: { network_eq: $network, reason_eq: "calldata" }, first: 1) { totalCount }
    unknownLogs(where: { network_eq: $network }, orderBy: [blockNumber_DESC], limit: 200) {
      id contract reason detail chainId blockNumber blockTime txHash
    }
    differs: reconciliationsConnection(where: { network_eq: $network, status_eq: "differs" }, first: 1) { totalCount }
    matches: reconciliationsConnection(where: { network_eq: $network, status_eq: "matches" }, first: 1) { totalCount }
    reconciliations(where: { network_eq: $network }, orderBy: [day_DESC], limit: 200) {
      id account day status toBlock
      expected { ...AmountParts }
      observed { ...AmountParts }
      difference { ...AmountParts }
    }
    lost: blobsConnection(where: { network_eq: $network, status_in: ["lost", "refused"] }, first: 1) { totalCount }
    kept: blobsConnection(where: { network_eq: $network, status_eq: "kept" }, first: 1) { totalCount }
  }
`)
