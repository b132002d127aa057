import { graphql } from '../../data/generated/gql.ts'

/** What the network leans on: one sentence for each assumption, with the number that its verdict rests on. */
export const ASSUMPTIONS = graphql(`
  query RiskAssumptions($network: String!, $days: Int!, $to: DateTime) {
    vendors: concentration(network: $network, by: TEE_VENDOR, days: $days, to: $to, top: 1) { ...LeansOn }
    operators: concentration(network: $network, by: OPERATOR, days: $days, to: $to, top: 1) { ...LeansOn }
    approvers: concentration(network: $network, by: APPROVER, days: $days, to: $to, top: 1) { ...LeansOn }
    relayers: concentration(network: $network, by: RELAYER, days: $days, to: $to, top: 1) { ...LeansOn }
    verificationMix(network: $network, days: $days, to: $to) {
      class
      sentence
      claims { total { ...FigureParts } views { view kinds { kind share { ...FigureParts } } } }
    }
    redundancy(network: $network, days: $days, to: $to) {
      class
      sentence
      avoided { ...FigureParts }
      rerun { ...FigureParts }
      cpu { ...FigureParts }
    }
  }
  fragment LeansOn on Concentration {
    class
    sentence
    claims {
      total { ...FigureParts }
      unknown { ...FigureParts }
      free { ...FigureParts }
      half { most { ...FigureParts } }
    }
  }
`)

/** Holders of one kind. */
export const HOLDERS = graphql(`
  query RiskHolders($network: String!, $by: ConcentrationBy!, $days: Int!, $to: DateTime) {
    concentration(network: $network, by: $by, days: $days, to: $to, top: 100) {
      class
      sentence
      holderCount
      claims { ...ConcentrationParts }
      fees { ...ConcentrationParts }
      stake { ...ConcentrationParts }
      holders {
        holder
        from
        claims { ...FigureParts }
        fees { ...FigureParts }
        stake { ...FigureParts }
        fails {
          nodes { ...FigureParts }
          claimsPerDay { ...FigureParts }
          stake { ...FigureParts }
          recovery { ...FigureParts }
        }
      }
    }
  }
  fragment ConcentrationParts on ConcentrationMeasure {
    total { ...FigureParts }
    unknown { ...FigureParts }
    free { ...FigureParts }
    hhiLow { ...FigureParts }
    hhiHigh { ...FigureParts }
    third { fewest { ...FigureParts } most { ...FigureParts } holders }
    half { fewest { ...FigureParts } most { ...FigureParts } holders }
  }
`)

/** Holes in trusted hardware, and what each means for each node now. */
export const ADVISORIES = graphql(`
  query RiskAdvisories($network: String!) {
    advisories { id name published affects forgesAttestation fix source stale author hardware { forges } }
    advisoryNodes(network: $network) {
      advisory
      class
      affected { ...FigureParts }
      unknown { ...FigureParts }
      patched { ...FigureParts }
    }
  }
`)

/** What one of them puts in doubt. */
export const BLAST = graphql(`
  query RiskBlast($network: String!, $advisory: String!, $to: DateTime) {
    blastRadius(network: $network, advisory: $advisory, to: $to) {
      class
      forges
      sentence
      known { affected { ...ExposureParts } unknown { ...ExposureParts } }
      possible { affected { ...ExposureParts } unknown { ...ExposureParts } }
    }
  }
  fragment ExposureParts on BlastExposure {
    nodes { ...FigureParts }
    claims { ...FigureParts }
    fees { ...FigureParts }
    emissions { ...FigureParts }
    stake { ...FigureParts }
  }
`)

/** What is left when the hardware is no longer believed. */
export const STRESS = graphql(`
  query RiskStress(
    $network: String!
    $moved: String!
    $provable: String
    $multiple: String
    $load: String
    $deadline: String!
    $days: Int!
    $to: DateTime
  ) {
    stressTest(
      network: $network
      moved: $moved
      provable: $provable
      multiple: $multiple
      load: $load
      deadline: $deadline
      days: $days
      to: $to
    ) {
      class
      sentence
      multiple
      noFallback { ...FigureParts }
      unverified { ...StressParts }
      stopped { ...StressParts }
      alternatives { name capacity { ...FigureParts } unproved { ...FigureParts } }
      proofsPerDay { ...FigureParts }
      arrivals { claims byNode from to blocks { chainId first last } }
      references { ...ReferenceParts }
    }
  }
  fragment StressParts on StressOutcome {
    sustainableLoad { ...FigureParts }
    served { ...FigureParts }
    utilisation { ...FigureParts }
    meanWait { ...FigureParts }
    inTime { ...FigureParts }
    largestSafeShare { ...FigureParts }
    playedInTime { ...FigureParts }
    playedLargestSafeShare { ...FigureParts }
  }
`)

/** Code hashes, with what rests on each. */
export const CODE = graphql(`
  query RiskCode($network: String!, $days: Int!, $to: DateTime) {
    measurements(network: $network, days: $days, to: $to) {
      isListed
      code {
        chainId registry measurement version status approver since
        nodes { ...FigureParts }
        claims { ...FigureParts }
      }
      stale { nodeId }
    }
  }
`)

/** The newest alerts. */
export const ALERTS = graphql(`
  query RiskAlerts($network: String!) {
    alerts(where: { network_eq: $network }, orderBy: [number_DESC], limit: 50) {
      id rule subject chainId blockNumber at says
    }
  }
`)
