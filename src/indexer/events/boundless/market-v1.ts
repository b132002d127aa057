import { Address, type Hash32, type Hex } from '../../../claim/hex.ts'
import { clientOf } from '../../../market/step.ts'
import type { EventDecoder } from '../decoder.ts'
import { event } from '../event.ts'
import { roleDecoders } from '../openzeppelin.ts'
import { commonDecoders, pledgeDecoders, requestDecoders, toDelivery, toStep } from './market.ts'
import { CURRENT } from './request.ts'

const REQUEST =
  '(uint256 id, ((address addr, uint96 gasLimit) callback, (uint8 predicateType, bytes data) predicate, bytes4 selector) requirements, string imageUrl, (uint8 inputType, bytes data) input, (uint256 minPrice, uint256 maxPrice, uint64 rampUpStart, uint32 rampUpPeriod, uint32 lockTimeout, uint32 timeout, uint256 lockCollateral) offer)'

/** The market since 2025-09. Source: BoundlessMarket.mainnet-v1; the market with a router keeps its events. */
export const decoders: readonly EventDecoder[] = [
  ...commonDecoders,
  ...roleDecoders,
  ...pledgeDecoders(
    'event CollateralDeposit(address indexed account, uint256 value)',
    'event CollateralWithdrawal(address indexed account, uint256 value)',
  ),
  ...requestDecoders(CURRENT, {
    submitted: `event RequestSubmitted(uint256 indexed requestId, ${REQUEST} request, bytes clientSignature)`,
    locked: `event RequestLocked(uint256 indexed requestId, address prover, ${REQUEST} request, bytes clientSignature)`,
  }),
  event(
    'event RequestFulfilled(uint256 indexed requestId, address indexed prover, bytes32 requestDigest)',
    ({ requestId, prover, requestDigest }) => [
      toStep({ step: 'fulfilled', request_id: requestId, request: requestDigest, account: prover }),
    ],
  ),
  /** Five days of 2025-09, perhaps on testnets only. Source: IBoundlessMarket.interim-2025-09-04. */
  event(
    'event RequestFulfilled(uint256 indexed requestId, address indexed prover, (uint256 id, bytes32 requestDigest, bytes32 claimDigest, uint8 fulfillmentDataType, bytes fulfillmentData, bytes seal) fulfillment)',
    ({ requestId, prover, fulfillment }) => [
      toStep({
        step: 'fulfilled',
        request_id: requestId,
        request: fulfillment.requestDigest,
        account: prover,
      }),
    ],
  ),
  event(
    'event ProofDelivered(uint256 indexed requestId, address indexed prover, (uint256 id, bytes32 requestDigest, bytes32 claimDigest, uint8 fulfillmentDataType, bytes fulfillmentData, bytes seal) fulfillment)',
    ({ requestId, prover, fulfillment }, log, context) => {
      const { requestDigest, claimDigest, fulfillmentDataType, fulfillmentData, seal } = fulfillment
      const delivered = { requestId, request: requestDigest as Hash32, prover: prover as Address }
      // Type 1 shows the program and its journal; of others the claim's digest is all that is told.
      const model = fulfillmentDataType === 1 ? imageOf(fulfillmentData) : null
      const none = { verification_key_hash: null, public_signals: null, signature: null, blob_id: null }
      return [
        ...toDelivery(delivered, log, context, CURRENT),
        {
          kind: 'settled_claim',
          row: {
            ...none,
            node: prover,
            evidence: 'risc0',
            request: requestDigest,
            requester: Address(clientOf(requestId)),
            model,
            // What was asked for, and what is proved to have come out: the input itself is not in a claim.
            input_hash: requestDigest,
            output_hash: claimDigest,
            claimed_at: null,
            proof: seal,
          },
        },
      ]
    },
    { readsCall: true },
  ),
]

/** The first of `abi.encode(bytes32 imageId, bytes journal)`. */
function imageOf(data: Hex): Hex | null {
  return data.length >= 66 ? (data.slice(0, 66) as Hex) : null
}
