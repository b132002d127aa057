const FIGURE = 'value unit reason caveats missing { reason input } eventsCounted finality stale'
const figures = (names: string) =>
  names
    .split(' ')
    .map((name) => `${name} { ${FIGURE} }`)
    .join(' ')

const WINDOW = 'class window { from to }'
const DEMAND = `demand { ${figures('uniquePayers top1 top5 hhi repeatedPayloads refunds notShownRelated related protocol costOfFaking')}
  excluded { rule share { ${FIGURE} } } payers(limit: 10) { payer payments share { value reason } rules } tracing { hubs sources transfersSeen unprovedTransfers visible } }`
const SERVICE = `service { due inTime late pending rescued upSeconds downSeconds unknownSeconds ${figures('success uptime deliveryP50 deliveryP90 settlementDelay')} }`
const META = '_meta(network: $network) { network chainId class block { number hash } lag digest watermark }'

export const NODE_REPORT = `query($id: ID!, $days: Int!, $to: DateTime, $cost: CostInput, $payers: Payers! = NOT_SELF) { nodeById(id: $id) {
  id network chainId key role owner enabled disabledCause lapsed measurement measurementApproved firstTime lastHeartbeatAt
  economics(days: $days, to: $to, cost: $cost, payers: $payers) { ${WINDOW} role
    statement { ${figures('fees refunds emissions gross gas hosting power upstream delegators netCash ownSlashes depreciation stakeCost economicProfit')} }
    emissionsIfSold { atQuote { value reason } sold { value reason } } ${DEMAND} ${SERVICE} }
  days(limit: $days, orderBy: [day_DESC]) { day claims fees heartbeats penalties }
  amounts(limit: 40, orderBy: [day_DESC]) { day kind attribution amount { value reason token { symbol decimals class address chainId } } }
  verification(limit: 40, orderBy: [day_DESC]) { day statement outcome verdicts }
  penalties(limit: 20, orderBy: [blockNumber_DESC]) { blockTime kind reason amount { value reason token { symbol decimals class address chainId } } }
  lapses(limit: 20, orderBy: [fromTime_DESC]) { fromTime toTime limitSeconds } }
  _meta { network chainId class block { number hash } lag digest } }`

export const NETWORKS =
  '{ networks(limit: 100, orderBy: [id_ASC]) { network title chains { chainId title class height head lag } } }'

export const NETWORK = `query($network: String!, $days: Int!) {
  networks(where: { network_eq: $network }, limit: 1) { network title
    chains { chainId title class height head lag hash finalizedHeight blockTime digest }
    economics(days: $days) { ${WINDOW} ${figures('fees refunds emissions unattributedFees coverage')}
      revenue { ${figures('perDay daysWithoutRevenue')} } ${SERVICE} survival { nodes left medianDays { ${FIGURE} } } } }
  ${META} }`

export const NETWORK_DEMAND = `query($network: String!, $days: Int!) {
  networks(where: { network_eq: $network }, limit: 1) { network economics(days: $days) { ${WINDOW} fees { ${FIGURE} } ${DEMAND} } }
  ${META} }`

const CUMULATIVE = `paid left open unknown ${figures('within12 within24 within36 netCash')}`

export const ROLE = `query($network: String!, $role: String, $cost: CostInput, $days: Int!) {
  networks(where: { network_eq: $network }, limit: 1) { network economics(days: $days) { ${WINDOW} role(role: $role, cost: $cost) {
    role nodes nodeDays days revenue { ${FIGURE} quantiles { p5 p25 p50 p75 p95 } } revenueWithoutTopPayer { ${FIGURE} quantiles { p5 p25 p50 p75 p95 } } topPayer
    ${figures('daysBelowCost daysAboveRent nodesAboveRent')} oneMore { perNodeDay { value reason } daysAboveRent { value reason } } worst { window { from to } perNodeDay { ${FIGURE} } }
    assumed { input value source asOf stale note } missing { reason input }
    series { day nodes p5 p50 p95 income cost rent rentAsOf rentSource } } } }
  ${META} }`

export const REALISED = `query($network: String!, $role: String, $cost: CostInput!) {
  networks(where: { network_eq: $network }, limit: 1) { network economics { class survival { realised(role: $role, cost: $cost) {
    role missing { reason input } operators nodes ${CUMULATIVE} ${figures('paidWithoutRelated')} assumed { input value source asOf stale note }
    steps { months paid left } cohorts { cohort operators nodes ${CUMULATIVE} } byOperator { nodes joinedAt end endedAt netCash cost } } } } }
  ${META} }`

export const NODE_DEMAND = `query($id: ID!, $days: Int!) {
  nodeById(id: $id) { id network role economics(days: $days) { ${WINDOW} ${DEMAND} } }
  _meta { network chainId class block { number hash } lag } }`

export const LEADERBOARD = `query($network: String!, $metric: LeaderboardMetric!, $days: Int!, $top: Int!, $includeDead: Boolean!, $payers: Payers! = NOT_SELF) {
  leaderboard(network: $network, metric: $metric, days: $days, top: $top, includeDead: $includeDead, payers: $payers) {
    metric ${WINDOW} nodes dead includesDead rows { rank id role joinedAt leftAt figure { ${FIGURE} } } }
  ${META} }`

export const DISCLOSURES = `query($where: DisclosureWhereInput, $limit: Int!, $offset: Int!) {
  disclosures(where: $where, limit: $limit, offset: $offset, orderBy: [seenAt_DESC, id_ASC]) {
    id network chainId rule status detail value unit source seenAt blockNumber }
  _meta { network chainId class block { number hash } } }`

export const WATCHDOGS = `query($network: String!, $limit: Int!) {
  verdictLogs(where: { network_eq: $network }, orderBy: [number_DESC], limit: $limit) {
    origin watchdog address key size checkpointSize checkpointAt }
  logListings(where: { network_eq: $network }, orderBy: [number_DESC], limit: $limit) {
    origin key address url since abandoned compromisedAt unlistedAt }
  samples(where: { network_eq: $network }, orderBy: [number_DESC], limit: $limit) {
    id watchdog origin statement scope nodeKey relayer class size notRecomputable count census weakBeacon round drawnAt deadline
    state timedBy verified rejected undecided upperBound noBound }
  disagreements(where: { network_eq: $network }, orderBy: [number_DESC], limit: $limit) {
    id subjectKind subjectId statement watchdog outcome code fault otherWatchdog otherOutcome otherCode otherFault open }
  _meta(network: $network) { network chainId class block { number hash } } }`

const SET = '{ fewest { value reason } most { value reason } holders }'
const CONCENTRATED = `{ total { ${FIGURE} } unknown { value reason } free { value reason } hhiLow { value reason } hhiHigh { value reason } third ${SET} half ${SET} }`

export const CONCENTRATION = `query($network: String!, $by: ConcentrationBy!, $days: Int!, $top: Int!) {
  concentration(network: $network, by: $by, days: $days, top: $top) { ${WINDOW} sentence
    claims ${CONCENTRATED} fees ${CONCENTRATED} stake ${CONCENTRATED} holderCount
    holders { holder from claims { value reason } fees { value reason } stake { value reason }
      fails { ${figures('nodes claimsPerDay stake recovery')} } } }
  ${META} }`

export const REDUNDANCY = `query($network: String!, $days: Int!, $validators: Int) {
  redundancy(network: $network, days: $days, validators: $validators) { ${WINDOW} sentence
    ${figures('claims validators reexecutions rerun avoided bytesOnChain bytesElsewhere gas cpu gasUsd cpuUsd fee cpuShare costShare')}
    references { rowId value unit source asOf stale } }
  ${META} }`

const BLAST = `{ ${figures('nodes claims fees emissions stake')} }`

export const BLAST_RADIUS = `query($network: String!, $advisory: String!, $days: Int!) {
  blastRadius(network: $network, advisory: $advisory, days: $days) { ${WINDOW} forges sentence
    advisory { id name published affects forgesAttestation fix source asOf confidence stale }
    known { affected ${BLAST} unknown ${BLAST} } possible { affected ${BLAST} unknown ${BLAST} } }
  ${META} }`

const STRESSED = `{ ${figures('sustainableLoad served utilisation meanWait inTime largestSafeShare playedInTime playedLargestSafeShare')} }`

export const STRESS = `query($network: String!, $moved: String!, $provable: String, $multiple: String, $load: String, $small: String, $deadline: String!, $quantile: String!, $days: Int!) {
  stressTest(network: $network, moved: $moved, provable: $provable, multiple: $multiple, load: $load, small: $small, deadline: $deadline, quantile: $quantile, days: $days) {
    class sentence moved provable multiple load ${figures('noFallback proofUsd proofsPerDay gasShare')}
    unverified ${STRESSED} stopped ${STRESSED}
    alternatives { name capacity { value reason } unproved { value reason } }
    arrivals { claims byNode from to blocks { chainId first last } }
    references { rowId value unit source asOf stale } }
  ${META} }`

export const MATCHES = `query($network: String!, $node: String!, $advisory: String) {
  advisoryMatches(network: $network, node: $node, advisory: $advisory) { advisory nodeId key chainId class state patchedFrom intervals { state reason from to } asOf { chainId number hash } }
  ${META} }`

export const ADVISORIES =
  '{ advisories { id name published affects forgesAttestation fix source stale hardware { tee cpus access forges patchedTcb } } }'

export const SEARCH =
  'query($text: String!, $limit: Int!) { search(text: $text, limit: $limit) { id type network field } }'

const SHARES = `total { value unit } views { view kinds { kind amount { value } share { value reason } } }`

export const MIX = `query($network: String!, $days: Int!, $to: DateTime) {
  verificationMix(network: $network, days: $days, to: $to) { ${WINDOW} sentence claims { ${SHARES} }
    fees { token { symbol class address chainId } ${SHARES} } stake { token { symbol class address chainId } withoutClaims { value unit } ${SHARES} }
    checks { contract chainId address evidence source } }
  ${META} }`

const LINK = '{ name state says value code txHash blockNumber time verdictNumber source }'

export const TRUST = `query($claim: ID, $node: ID, $to: DateTime) {
  trustChain(claim: $claim, node: $node, to: $to) { network chainId class claimId nodeId blockNumber evidence sentence links ${LINK}
    gpuAttested ${LINK} measuredRuns ${LINK} attestationAge { ${FIGURE} } approvalsChangedSince firstChangeAt }
  _meta { network chainId class block { number hash } } }`

export const MEASUREMENTS = `query($network: String!, $days: Int!) {
  measurements(network: $network, days: $days) { window { from to } isListed
    code { chainId registry measurement status version sourceUrl source approver since until nodes { value } claims { value } fees { token { symbol class address chainId } amount { value unit } } }
    keys { chainId verificationKeyHash model system status circuit sourceUrl setup { ceremony } since claims { value } }
    stale { nodeId attestedAt changes firstChangeAt } }
  ${META} }`

export const ALERTS = `query($where: AlertWhereInput, $limit: Int!) {
  alerts(where: $where, orderBy: [number_DESC], limit: $limit) { network number rule subject class chainId blockNumber txHash at says source foundAt }
  _meta { network chainId class block { number hash } } }`
