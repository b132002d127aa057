import { graphql } from '../../data/generated/gql.ts'

/** Nodes by their key, or by the account that owns them or is paid for them. */
export const FIND = graphql(`
  query FleetFind($network: String!, $text: Bytes!) {
    byKey: nodes(where: { network_eq: $network, key_eq: $text }, limit: 1) { key role }
    byOwner: nodes(where: { network_eq: $network, owner_eq: $text }, orderBy: [key_ASC], limit: 50) { key role }
    byPayee: nodes(where: { network_eq: $network, paymentAddress_eq: $text }, orderBy: [key_ASC], limit: 50) { key role }
  }
`)

/** What one node took in and what it cost. */
export const NODE = graphql(`
  query FleetNode($network: String!, $key: Bytes!, $days: Int!, $to: DateTime, $cost: CostInput!) {
    nodes(where: { network_eq: $network, key_eq: $key }, limit: 1) {
      key
      role
      enabled
      disabledCause
      lapsed
      economics(days: $days, to: $to, cost: $cost) {
        class
        statement {
          fees { ...FigureParts }
          refunds { ...FigureParts }
          emissions { ...FigureParts }
          power { ...FigureParts }
          hosting { ...FigureParts }
          upstream { ...FigureParts }
          gas { ...FigureParts }
          delegators { ...FigureParts }
          netCash { ...FigureParts }
          ownSlashes { ...FigureParts }
          depreciation { ...FigureParts }
          stakeCost { ...FigureParts }
          economicProfit { ...FigureParts }
        }
      }
    }
  }
`)
