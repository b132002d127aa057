import { graphql } from '../../data/generated/gql.ts'

/** Every reference value that a cost may be filled up from. */
export const CATALOGUE = graphql(`
  query Catalogue($at: DateTime) {
    catalogue(at: $at) {
      kind
      subject
      quantity
      used
      note
      row { rowId value low high unit basis source asOf confidence shelfLifeDays stale }
    }
  }
`)

/** Which roles nodes have, which rules are known, and since when the network is indexed. */
export const CHOICES = graphql(`
  query RunChoices($network: String!) {
    teeGpu: nodesConnection(where: { network_eq: $network, role_eq: "tee-gpu" }, first: 1) { totalCount }
    teeProxy: nodesConnection(where: { network_eq: $network, role_eq: "tee-proxy" }, first: 1) { totalCount }
    snarkProver: nodesConnection(where: { network_eq: $network, role_eq: "snark-prover" }, first: 1) { totalCount }
    onnxRunner: nodesConnection(where: { network_eq: $network, role_eq: "onnx-runner" }, first: 1) { totalCount }
    validator: nodesConnection(where: { network_eq: $network, role_eq: "validator" }, first: 1) { totalCount }
    disclosures(where: { network_eq: $network }, orderBy: [rule_ASC], limit: 200) { id rule status value source }
    networkDays(where: { network_eq: $network }, orderBy: [day_ASC], limit: 1) { day }
    workReports(where: { network_eq: $network }, limit: 1) { id }
  }
`)

/** When such a node has paid for itself. */
export const PAYBACK = graphql(`
  query RunPayback(
    $network: String!, $role: String!, $stake: String, $cost: CostInput!, $days: Int!, $to: DateTime, $discount: String, $growth: String, $payers: Payers!
  ) {
    payback(network: $network, role: $role, stake: $stake, cost: $cost, days: $days, to: $to, discount: $discount, nodeGrowth: $growth, payers: $payers) {
      sentence
      answer
      class
      missing { reason input }
      sample { nodes nodeDays days stake stakeToken stakeBasis }
      marginPerRequest { ...FigureParts }
      netCashPerMonth { ...FigureParts }
      entry { nodes share netCashPerMonth { ...FigureParts } }
      emissionsPerMonth { ...IfSoldParts }
      feesPricedIn { currency followsToken ground source }
      machine { ...MonthsParts }
      cash { ...MonthsParts }
      exit { ...MonthsParts }
      exitAt { ...ExitParts }
      unlock { seconds status source }
      nodes { nodes left machine cash }
      drivers { driver low high swing }
      coverage { forecasts outcomes held nominal coverage { ...FigureParts } }
      breakEven {
        months { ...FigureParts }
        tokenPrice { ...FigureParts }
        requestsPerDay { ...FigureParts }
      }
      rentedOut {
        rent { ...FigureParts }
        power { ...FigureParts }
        hosting { ...FigureParts }
        net { ...FigureParts }
        advantage { ...FigureParts }
        source
        asOf
        stale
      }
      assumed { ...AssumedParts }
      references { ...ReferenceParts }
      paths
      horizonMonths
      seed
    }
  }
`)

/** What nodes of the role earned, what was taken from them, and what became of those who tried. */
export const TRIED = graphql(`
  query RunTried($network: String!, $role: String!, $cost: CostInput!, $days: Int!, $to: DateTime, $payers: Payers!) {
    networks(where: { network_eq: $network }, limit: 1) {
      economics(days: $days, to: $to, payers: $payers) {
        class
        role(role: $role, cost: $cost) {
          nodes
          nodeDays
          revenue { ...FigureParts }
          revenueWithoutTopPayer { ...FigureParts }
          worst { window { from to } perNodeDay { ...FigureParts } }
          ...OneMoreParts
          missing { reason input }
          assumed { ...AssumedParts }
        }
        penalties {
          events { ...FigureParts }
          slashedOverStake { ...FigureParts }
          expectedYearlyLoss { ...FigureParts }
          ratePerYear { ...FigureParts }
          severityBasis
          severities { reason events mean p5 p50 p95 }
          checks { txHash reason finding observedShare disclosedShare source }
        }
        survival {
          nodes
          left
          medianDays { ...FigureParts }
          steps { days atRisk left survival error }
          leavers(role: $role, cost: $cost) {
            basis
            nodes
            earned { ...FigureParts }
            atALoss { ...FigureParts }
            missing { reason input }
          }
          realised(role: $role, cost: $cost) {
            missing { reason input }
            assumed { ...AssumedParts }
            operators
            nodes
            paid
            paidWithoutRelated { ...FigureParts }
            left
            open
            unknown
            within24 { ...FigureParts }
            netCash { ...FigureParts }
            cohorts {
              cohort
              operators
              nodes
              paid
              left
              open
              unknown
              within24 { ...FigureParts }
              netCash { ...FigureParts }
            }
          }
        }
      }
    }
  }
`)

/** What machines of one, four and eight cards would bring as provers, by the cycles that they prove. */
export const PROVING = graphql(`
  query RunProving(
    $network: String!, $days: Int!, $to: DateTime, $won: String!, $one: String!, $four: String!, $eight: String!,
    $costOne: CostInput!, $costFour: CostInput!, $costEight: CostInput!
  ) {
    networks(where: { network_eq: $network }, limit: 1) {
      economics(days: $days, to: $to) {
        class
        proving { incomePerCycle { ...FigureParts } }
        one: provingOutlook(mhz: $one, wonShare: $won, cost: $costOne) { ...OutlookParts }
        four: provingOutlook(mhz: $four, wonShare: $won, cost: $costFour) { ...OutlookParts }
        eight: provingOutlook(mhz: $eight, wonShare: $won, cost: $costEight) { ...OutlookParts }
      }
    }
  }
`)

/** What one machine would bring. */
graphql(`
  fragment OutlookParts on ProvingOutlook {
    incomePerDay { ...FigureParts }
    runningPerDay { ...FigureParts }
    keptPerDay { ...FigureParts }
    lossOfValuePerDay { ...FigureParts }
    rentPerDay { ...FigureParts }
    paybackMonths { ...FigureParts }
  }
`)
