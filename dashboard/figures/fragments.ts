import { graphql } from '../data/generated/gql.ts'

/** Everything that the API says of a figure. */
export const FIGURE = graphql(`
  fragment FigureParts on Figure {
    value
    reason
    unit
    class
    window { from to }
    methodVersion
    priceSource
    priceQuality
    caveats
    eventsCounted
    emissionShare
    relatedPartyShare
    asOf { chainId number hash }
    finality
    missing { reason input }
    stale
    quantiles { p5 p25 p50 p75 p95 }
  }
`)

/** What counts of one answer were read at. */
export const META = graphql(`
  fragment MetaParts on Meta {
    network
    chainId
    class
    block { number hash timestamp }
    head
    lag
    finality { number }
    digest
    verification { block }
  }
`)

/** An amount with its token. */
export const AMOUNT = graphql(`
  fragment AmountParts on Amount {
    value
    reason
    token { chainId address symbol decimals class }
  }
`)

/** Months until payback, and the share of paths within some. */
export const MONTHS = graphql(`
  fragment MonthsParts on PaybackDistribution {
    months { ...FigureParts }
    within12
    within24
    within36
    never
  }
`)

/** What stood in for an input that nobody gave. */
export const ASSUMED = graphql(`
  fragment AssumedParts on AssumedInput { input value source asOf stale note }
`)

/** A reference value that an answer used. */
export const REFERENCE = graphql(`
  fragment ReferenceParts on CatalogueRow { rowId value unit source asOf confidence stale address author }
`)

/** Tokens at their quote, and at what the market would give for all of them at once. */
export const IF_SOLD = graphql(`
  fragment IfSoldParts on IfSold {
    atQuote { ...FigureParts }
    sold { ...FigureParts }
  }
`)

/** The nodes of a role as they were, and with one more among them. */
export const ONE_MORE = graphql(`
  fragment OneMoreParts on RoleEconomics {
    daysBelowCost { ...FigureParts }
    daysAboveRent { ...FigureParts }
    nodesAboveRent { ...FigureParts }
    oneMore {
      perNodeDayAsItWas { ...FigureParts }
      perNodeDay { ...FigureParts }
      daysBelowCost { ...FigureParts }
      daysAboveRent { ...FigureParts }
      nodesAboveRent { ...FigureParts }
    }
  }
`)

/** What leaving at a set month would bring. */
export const EXIT = graphql(`
  fragment ExitParts on PaybackExitAt { month covers p5 p50 p95 }
`)
