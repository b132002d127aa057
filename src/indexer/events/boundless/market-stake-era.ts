import type { Address } from '../../../claim/hex.ts'
import type { EventDecoder } from '../decoder.ts'
import { event } from '../event.ts'
import { ownershipTransferred } from '../openzeppelin.ts'
import { commonDecoders, pledgeDecoders, requestDecoders, toDelivery, toStep } from './market.ts'
import { STAKE_ERA } from './request.ts'

const REQUEST =
  '(uint256 id, (bytes32 imageId, (address addr, uint96 gasLimit) callback, (uint8 predicateType, bytes data) predicate, bytes4 selector) requirements, string imageUrl, (uint8 inputType, bytes data) input, (uint256 minPrice, uint256 maxPrice, uint64 biddingStart, uint32 rampUpPeriod, uint32 lockTimeout, uint32 timeout, uint256 lockStake) offer)'
const FULFILLMENT = '(uint256 id, bytes32 requestDigest, bytes32 imageId, bytes journal, bytes seal)'

/** The market of versions 0.10 to 0.14. Source: IBoundlessMarket.stake-era-v0.10. */
export const decoders: readonly EventDecoder[] = [
  ...commonDecoders,
  ownershipTransferred,
  ...pledgeDecoders(
    'event StakeDeposit(address indexed account, uint256 value)',
    'event StakeWithdrawal(address indexed account, uint256 value)',
  ),
  ...requestDecoders(STAKE_ERA, {
    submitted: `event RequestSubmitted(uint256 indexed requestId, ${REQUEST} request, bytes clientSignature)`,
    locked: `event RequestLocked(uint256 indexed requestId, address prover, ${REQUEST} request, bytes clientSignature)`,
  }),
  event(
    `event RequestFulfilled(uint256 indexed requestId, address indexed prover, ${FULFILLMENT} fulfillment)`,
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
    `event ProofDelivered(uint256 indexed requestId, address indexed prover, ${FULFILLMENT} fulfillment)`,
    ({ requestId, prover, fulfillment }, log, context) =>
      toDelivery(
        { requestId, request: fulfillment.requestDigest as never, prover: prover as Address },
        log,
        context,
        STAKE_ERA,
      ),
    { readsCall: true },
  ),
]
