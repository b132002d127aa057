import { graphql } from '../../data/generated/gql.ts'

/** Who paid, how concentrated that is, and how it changes when what is related is left out. */
export const DEMAND = graphql(`
  query Demand($network: String!, $days: Int!, $to: DateTime, $links: Int!, $skip: Int!) {
    networks(where: { network_eq: $network }, limit: 1) {
      economics(days: $days, to: $to) {
        class
        window { from to }
        fees { ...FigureParts }
        emissions { ...FigureParts }
        coverage { ...FigureParts }
        demand {
          uniquePayers { ...FigureParts }
          hhi { ...FigureParts }
          top1 { ...FigureParts }
          top5 { ...FigureParts }
          refunds { ...FigureParts }
          repeatedPayloads { ...FigureParts }
          notShownRelated { ...FigureParts }
          related { ...FigureParts }
          protocol { ...FigureParts }
          costOfFaking { ...FigureParts }
          excluded { rule share { ...FigureParts } }
          links(limit: $links, offset: $skip) {
            rule
            payer
            node
            source
            reason
            payments
            since
            share { ...FigureParts }
            transfers { from to at chainId blockNumber txHash proved amount { ...AmountParts } }
          }
          tracing { transfersSeen unprovedTransfers visible maxTransfers sources hubs namedHubs { chainId address name source } }
        }
      }
      rest: economics(days: $days, to: $to, payers: INDEPENDENT) {
        class
        fees { ...FigureParts }
        coverage { ...FigureParts }
        demand {
          uniquePayers { ...FigureParts }
          hhi { ...FigureParts }
          top1 { ...FigureParts }
          top5 { ...FigureParts }
          refunds { ...FigureParts }
        }
      }
    }
  }
`)

/** Each payer, and each payer by day. */
export const PAYERS = graphql(`
  query DemandPayers($network: String!, $since: Date!, $until: Date!) {
    _meta(network: $network) { ...MetaParts }
    payers: payerDaysAggregate(
      where: { network_eq: $network, day_gte: $since, day_lte: $until }
      by: [payer]
      limit: 1000
    ) {
      payer
      chainId
      token
      count
      sum { payments refunds paid { ...AmountParts } refunded { ...AmountParts } }
    }
    payerDays(
      where: { network_eq: $network, day_gte: $since, day_lte: $until }
      orderBy: [day_DESC, payer_ASC]
      limit: 1000
    ) {
      id
      day
      payer
      payments
      refunds
      paid { ...AmountParts }
      refunded { ...AmountParts }
    }
  }
`)
