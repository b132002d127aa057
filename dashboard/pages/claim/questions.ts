import { graphql } from '../../data/generated/gql.ts'

/** Everything about one claim. */
export const CLAIM = graphql(`
  query Claim($network: String!, $id: ID!) {
    _meta(network: $network) { ...MetaParts }
    claimById(id: $id) {
      id network chainId blockNumber blockHash blockTime txHash position leafIndex
      nodeKey evidence requestKey requester modelKey inputHash outputHash
      claimedAt claimedAtSeconds claimedAtReason blobId verificationKeyHash
      node { key role enabled disabledCause lapsed owner }
      settlement {
        id kind relayer merkleRoot batchSize blobId contract txHash
        blob { status code detail sha256 size merkleRoot leafCount tries firstSeenAt keptAt }
        verdicts(limit: 50) { ...ClaimVerdict }
      }
      verdicts(limit: 100) { ...ClaimVerdict }
    }
  }
`)

/** What is said of each verdict. */
graphql(`
  fragment ClaimVerdict on Verdict {
    stoppedVerifiers
    number watchdog statement outcome code fault detail transient conditions superseded checkedAt
    correctsNumber correctedByNumber correctionReason
    corrects { number outcome code fault }
    correctedBy { number outcome code fault correctionReason }
  }
`)

/** What hangs together with it: the work that it answers, what was paid for that, its model, and other claims of the same hand-off. */
export const CLAIM_AROUND = graphql(`
  query ClaimAround($network: String!, $chain: ChainId!, $request: Bytes, $hasRequest: Boolean!, $model: Bytes, $hasModel: Boolean!, $input: Bytes!, $output: Bytes!) {
    requests(where: { network_eq: $network, requestKey_eq: $request }, limit: 5) @include(if: $hasRequest) {
      id requester nodeKey blockNumber blockTime txHash deadline deadlineReason
    }
    fees(where: { network_eq: $network, requestKey_eq: $request }, limit: 20) @include(if: $hasRequest) {
      id payer payee refund txHash blockTime amount { ...AmountParts }
    }
    models(where: { network_eq: $network, modelKey_eq: $model }, limit: 10) @include(if: $hasModel) {
      id system verificationKeyHash uri blockTime
    }
    same: claims(where: { network_eq: $network, chainId_eq: $chain, inputHash_eq: $input, outputHash_eq: $output }, orderBy: [blockNumber_ASC], limit: 20) {
      id nodeKey blockTime
    }
  }
`)
