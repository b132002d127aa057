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
