import { graphql } from '../../data/generated/gql.ts'

/** What the chain and the watchdogs say of one node. */
export const NODE = graphql(`
  query Node($where: NodeWhereInput!, $asOf: AsOf) {
    nodes(where: $where, asOf: $asOf, limit: 2) {
      id network chainId key role owner paymentAddress endpoint teeType
      measurement measurementVersion measurementApproved measurementFrom measurementReason attestedBlock attestedAt contactFrom
      enabled disabledCause disabledBy registry
      firstBlock firstTime changedBlock changedTime lastHeartbeatBlock lastHeartbeatAt lapsed
    }
  }
`)

/** Its history, in the window and since its first block. */
export const NODE_FACTS = graphql(`
  query NodeFacts($network: String!, $chain: ChainId!, $key: Bytes!, $since: Date!, $sinceTime: DateTime!, $end: DateTime!, $endDay: Date!) {
    _meta(network: $network) { ...MetaParts }
    versions: nodeVersions(where: { network_eq: $network, chainId_eq: $chain, nodeKey_eq: $key }, orderBy: [fromBlock_ASC], limit: 200) {
      fromBlock fromTime toTime role owner paymentAddress enabled disabledCause measurement measurementVersion measurementApproved registry
    }
    lapses(where: { network_eq: $network, chainId_eq: $chain, nodeKey_eq: $key }, orderBy: [fromTime_ASC], limit: 500) {
      fromTime toTime endedBy limitSeconds
    }
    beats: heartbeats(where: { network_eq: $network, chainId_eq: $chain, nodeKey_eq: $key, blockTime_gte: $sinceTime, blockTime_lt: $end }, orderBy: [blockNumber_DESC], limit: 1000) { blockTime }
    beatBefore: heartbeats(where: { network_eq: $network, chainId_eq: $chain, nodeKey_eq: $key, blockTime_lt: $sinceTime }, orderBy: [blockNumber_DESC], limit: 1) { blockTime }
    penalties(where: { network_eq: $network, nodeKey_eq: $key, blockTime_lt: $end }, orderBy: [blockNumber_DESC], limit: 100) {
      id kind reason staker evidence blockNumber blockTime txHash amount { ...AmountParts }
    }
    amounts: nodeDayAmounts(where: { network_eq: $network, nodeKey_eq: $key, day_gte: $since, kind_in: ["fee", "emission", "refund"] }, orderBy: [day_DESC], limit: 1000) { ...DayAmount }
    older: nodeDayAmounts(where: { network_eq: $network, nodeKey_eq: $key, day_gte: $since, kind_in: ["fee", "emission", "refund"] }, orderBy: [day_DESC], limit: 1000, offset: 1000) { ...DayAmount }
    claimsConnection(where: { network_eq: $network, chainId_eq: $chain, nodeKey_eq: $key, blockTime_lt: $end }, first: 1) { totalCount totalCountAtLeast }
    checked: verificationDaysAggregate(where: { network_eq: $network, nodeKey_eq: $key, day_lte: $endDay }, limit: 100) { statement outcome sum { verdicts } }
    ownFault: verdictsConnection(where: { network_eq: $network, nodeKey_eq: $key, outcome_eq: rejected, fault_eq: node, superseded_eq: false, subjectTime_lt: $end }, first: 1) { totalCount }
    disclosures(where: { network_eq: $network }, orderBy: [seenAt_ASC], limit: 500) { rule seenAt status value unit source detail chainId blockNumber }
  }
`)

/** What its newest judged work leans on. */
export const NODE_TRUST = graphql(`
  query NodeTrust($network: String!, $node: ID!, $to: DateTime) {
    _meta(network: $network) { ...MetaParts }
    trustChain(node: $node, to: $to) {
      claimId
      sentence
      links { ...TrustLinkParts }
      gpuAttested { state says }
      measuredRuns { state says }
      attestationAge { ...FigureParts }
      approvalsChangedSince
    }
  }
`)

/** One link of a trust chain. */
graphql(`
  fragment TrustLinkParts on TrustLink {
    name state says value code blockNumber time source
  }
`)

/** What it has locked in a market of proofs, and what its work is rewarded with. */
export const NODE_MARKET = graphql(`
  query NodeMarket($network: String!, $key: Bytes!) {
    _meta(network: $network) { ...MetaParts }
    marketProvers(where: { network_eq: $network, nodeKey_eq: $key }, limit: 5) {
      token asOf openLocks slashableLocks slashableSince dueLocks inTime
      locked { ...AmountParts } slashable { ...AmountParts } burned { ...AmountParts } transferred { ...AmountParts }
    }
    marketDays(where: { network_eq: $network, nodeKey_eq: $key }, orderBy: [day_DESC], limit: 90) {
      id day inTime dueLocks secondary
      earned { ...AmountParts } burned { ...AmountParts } movedToTreasury { ...AmountParts } movedToOthers { ...AmountParts }
      movedToSelf { ...AmountParts } received { ...AmountParts } locked { ...AmountParts } slashable { ...AmountParts }
      transactions executionFee { ...AmountParts } l1DataFee { ...AmountParts } whyNoGas
    }
    marketLocks(where: { network_eq: $network, nodeKey_eq: $key }, orderBy: [blockNumber_DESC], limit: 100) {
      id blockTime nodeKey requestKey outcome deadline asOf lateBy price { ...AmountParts } collateral { ...AmountParts }
    }
    workRewards(where: { network_eq: $network, nodeKey_eq: $key }, orderBy: [epoch_DESC], limit: 50) {
      id epoch source state work stakeWanted amount { ...AmountParts } uncapped { ...AmountParts }
    }
  }
`)

/** Its locks and its cycles over the window, in figures. */
export const NODE_PROVING = graphql(`
  query NodeProving($id: ID!, $days: Int!, $to: DateTime) {
    node(id: $id) {
      economics(days: $days, to: $to) {
        class
        proving {
          fillRate { ...FigureParts } secondary { ...FigureParts } workShare { ...FigureParts }
          rewardPerCycle { ...FigureParts } feesPerCycle { ...FigureParts } pricePerCycle { ...FigureParts }
        }
      }
    }
  }
`)

/** A validator's names, what it has not drawn, and what is said of it computed again. */
export const NODE_CONSENSUS = graphql(`
  query NodeConsensus($network: String!, $key: Bytes!) {
    _meta(network: $network) { ...MetaParts }
    validatorIdentities(where: { network_eq: $network, nodeKey_eq: $key }, orderBy: [fromBlock_DESC], limit: 20) {
      id moniker consensusAddress operatorAddress account evmAddress fromBlock toBlock source
    }
    undrawnRewards(where: { network_eq: $network, nodeKey_eq: $key }, limit: 5) {
      id accrued { ...AmountParts } withdrawn { ...AmountParts } remainder { ...AmountParts }
    }
    missed: nodeReports(where: { network_eq: $network, nodeKey_eq: $key, topic_eq: "missed_signature" }, orderBy: [blockNumber_DESC], limit: 1) {
      value
    }
    missedCount: nodeReportsConnection(where: { network_eq: $network, nodeKey_eq: $key, topic_eq: "missed_signature" }, first: 1) {
      totalCount totalCountAtLeast
    }
    recomputed(network: $network, nodeKey: $key, limit: 50) {
      kind blockNumber blockTime reported recomputed difference finding reason vouchedBy
    }
  }
`)

/** What is said of each verdict. */
graphql(`
  fragment VerdictParts on Verdict {
    number watchdog statement outcome code fault detail transient conditions superseded
    correctsNumber correctedByNumber correctionReason subjectTime checkedAt
  }
`)

/** Money of one kind on one day. */
graphql(`
  fragment DayAmount on NodeDayAmount {
    day kind token attribution events amount { ...AmountParts }
  }
`)

/** Its newest claims and what was found about each. */
export const NODE_CLAIMS = graphql(`
  query NodeClaims($network: String!, $chain: ChainId!, $key: Bytes!, $end: DateTime!) {
    claims(where: { network_eq: $network, chainId_eq: $chain, nodeKey_eq: $key, blockTime_lt: $end }, orderBy: [blockNumber_DESC], limit: 200) {
      id leafIndex evidence blockNumber blockTime txHash outputHash modelKey verificationKeyHash
      verdicts(limit: 20) { statement outcome code fault superseded }
    }
  }
`)

/** Its money: what it earned, what that cost, who paid. */
export const NODE_MONEY = graphql(`
  query NodeMoney($id: ID!, $days: Int!, $to: DateTime, $cost: CostInput!, $payers: Payers!) {
    node(id: $id) {
      economics(days: $days, to: $to, cost: $cost, payers: $payers) {
        class
        window { from to }
        assumed { ...AssumedParts }
        emissionsIfSold { ...IfSoldParts }
        statement {
          fees { ...FigureParts } refunds { ...FigureParts } emissions { ...FigureParts } emissionsAccrued { ...FigureParts } gross { ...FigureParts }
          power { ...FigureParts } hosting { ...FigureParts } upstream { ...FigureParts } gas { ...FigureParts } delegators { ...FigureParts }
          netCash { ...FigureParts }
          ownSlashes { ...FigureParts } depreciation { ...FigureParts } stakeCost { ...FigureParts } economicProfit { ...FigureParts }
        }
        statements(period: DAY) { window { from to } gross { value reason } }
        revenue { perDay { ...FigureParts } daysWithoutRevenue { ...FigureParts } longestGapSeconds { ...FigureParts } }
        coverage { ...FigureParts }
        service {
          uptime { ...FigureParts } upSeconds downSeconds unknownSeconds
          success { ...FigureParts } due inTime late settlementDelay { ...FigureParts }
        }
        penalties { events { ...FigureParts } checks { txHash reason finding observedShare disclosedShare source } }
        demand {
          uniquePayers { ...FigureParts } top1 { ...FigureParts } notShownRelated { ...FigureParts }
          links(limit: 50) { rule payer source payments since share { ...FigureParts } reason transfers { from to at txHash proved amount { ...AmountParts } } }
          tracing { visible }
        }
      }
    }
  }
`)

/** What its machine would have brought rented out, from the assumptions of a payback answer whose simulation is left as small as it may be. */
export const NODE_RENT = graphql(`
  query NodeRent($network: String!, $id: ID!, $days: Int!, $to: DateTime, $cost: CostInput!) {
    payback(network: $network, nodeId: $id, days: $days, to: $to, cost: $cost, paths: 100, horizonMonths: 1) {
      class
      missing { reason input }
      netCashPerMonth { ...FigureParts }
      rentedOut {
        rent { ...FigureParts } power { ...FigureParts } hosting { ...FigureParts } net { ...FigureParts }
        source asOf stale advantage { ...FigureParts }
      }
    }
  }
`)

/** When it is paid back, by simulation: asked for only when a reader wants it. */
export const NODE_PAYBACK = graphql(`
  query NodePayback($network: String!, $id: ID!, $days: Int!, $to: DateTime, $cost: CostInput!, $payers: Payers!) {
    payback(network: $network, nodeId: $id, days: $days, to: $to, cost: $cost, payers: $payers) {
      sentence
      answer
      class
      missing { reason input }
      horizonMonths paths seed
      machine { ...MonthsParts }
      cash { ...MonthsParts }
      exitAt { ...ExitParts }
      coverage { forecasts outcomes held }
      assumed { ...AssumedParts }
      references { ...ReferenceParts }
    }
  }
`)
