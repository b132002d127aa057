import { graphql } from '../../data/generated/gql.ts'

/** What was checked in a window, by statement, day and fault, and what could not be. */
export const CHECKED = graphql(`
  query Checked($network: String!, $since: Date!, $from: DateTime!, $until: Date!, $end: DateTime!) {
    _meta(network: $network) { ...MetaParts }
    networkDays(where: { network_eq: $network }, orderBy: [day_ASC], limit: 1) { day }
    checked: verificationDaysAggregate(where: { network_eq: $network, day_gte: $since, day_lte: $until }, limit: 1000) {
      chainId statement outcome sum { verdicts }
    }
    checkedByDay: verificationDaysAggregate(where: { network_eq: $network, day_gte: $since, day_lte: $until }, interval: DAY, limit: 1000) {
      start statement outcome sum { verdicts }
    }
    later: verdictsConnection(where: { network_eq: $network, superseded_eq: false, outcome_eq: undecided, transient_eq: true, subjectTime_gte: $from, subjectTime_lt: $end }, first: 1) { totalCount }
    never: verdictsConnection(where: { network_eq: $network, superseded_eq: false, outcome_eq: undecided, transient_eq: false, subjectTime_gte: $from, subjectTime_lt: $end }, first: 1) { totalCount }
    byNode: verdictsConnection(where: { network_eq: $network, superseded_eq: false, fault_eq: node, subjectTime_gte: $from, subjectTime_lt: $end }, first: 1) { totalCount }
    byRelayer: verdictsConnection(where: { network_eq: $network, superseded_eq: false, fault_eq: relayer, subjectTime_gte: $from, subjectTime_lt: $end }, first: 1) { totalCount }
    byRegistry: verdictsConnection(where: { network_eq: $network, superseded_eq: false, fault_eq: registry, subjectTime_gte: $from, subjectTime_lt: $end }, first: 1) { totalCount }
    byNobody: verdictsConnection(where: { network_eq: $network, superseded_eq: false, fault_eq: unknown, subjectTime_gte: $from, subjectTime_lt: $end }, first: 1) { totalCount }
    corrected: verdictsConnection(where: { network_eq: $network, correctsNumber_isNull: false, subjectTime_gte: $from, subjectTime_lt: $end }, first: 1) { totalCount }
  }
`)

/** The verdicts themselves, the newest first. */
export const VERDICTS = graphql(`
  query Verdicts($where: VerdictWhereInput!, $limit: Int!) {
    verdicts(where: $where, orderBy: [number_DESC], limit: $limit) {
      id number watchdog subjectKind subjectId nodeKey statement outcome code fault detail transient superseded subjectTime checkedAt
      correctsNumber correctedByNumber
    }
  }
`)

/** Samples that watchdogs committed to before they were drawn, the newest first. */
export const SAMPLES = graphql(`
  query Samples($network: String!, $limit: Int!) {
    samples(where: { network_eq: $network }, orderBy: [number_DESC], limit: $limit) {
      id watchdog origin entry commitment statement scope nodeKey relayer size notRecomputable count census weakBeacon drawnAt state
      timedBy verified rejected undecided upperBound noBound path checkpoint
    }
    verdictLogs(where: { network_eq: $network }, limit: 100) { origin key }
  }
`)

/** Where two watchdogs decided the same otherwise, the newest first. */
export const DISAGREEMENTS = graphql(`
  query Disagreements($network: String!, $limit: Int!) {
    disagreements(where: { network_eq: $network }, orderBy: [number_DESC], limit: $limit) {
      id subjectKind subjectId statement watchdog outcome code fault otherWatchdog otherOutcome otherCode otherFault open foundAt
    }
  }
`)
