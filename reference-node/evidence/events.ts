import type { AbiEvent } from 'viem'
import { decodeEventLog, parseAbi, toEventSelector } from 'viem/utils'
import { Hash32, type Hex } from '../../src/claim/hex.ts'
import { findText } from '../../src/claim/text.ts'
import type { EvidenceLog } from './block.ts'

// Read here again from the contracts' sources, not through the indexer's decoders: an error there must not be agreed
// with here. Sources: og-evm TEERegistry.sol (main and its history), TEEInferenceVerifier.sol, InferenceSettlementRelay.sol; IAssayV1.sol; the ABIs of
// boundless-xyz/boundless and risc0/risc0-ethereum.
const EVENTS = parseAbi([
  'event TEERegistered(bytes32 indexed teeId, address indexed owner, uint8 teeType)',
  'event TEEEnabled(bytes32 indexed teeId)',
  'event TEEDisabled(bytes32 indexed teeId)',
  'event TEEActivated(bytes32 indexed teeId)',
  'event TEEDeactivated(bytes32 indexed teeId)',
  'event TEERemoved(bytes32 indexed teeId)',
  'event PCRApproved(bytes32 indexed pcrHash, uint8 indexed teeType, string version)',
  'event PCRApproved(bytes32 indexed pcrHash, string version)',
  'event PCRRevoked(bytes32 indexed pcrHash, uint8 indexed teeType)',
  'event PCRApproved(bytes32 indexed pcrHash, string version, bytes32 indexed previousPcrHash, uint256 gracePeriod)',
  'event PCRRevoked(bytes32 indexed pcrHash)',
  'event PCRRevoked(bytes32 indexed pcrHash, uint256 gracePeriod)',
  'event RegistryUpdated(address indexed oldRegistry, address indexed newRegistry)',
  'event HeartbeatReceived(bytes32 indexed teeId, uint256 timestamp)',
  'event BatchSettlement(bytes32 indexed merkleRoot, uint256 batchSize, bytes walrusBlobId)',
  'event IndividualSettlement(bytes32 indexed teeId, address indexed ethAddress, bytes32 inputHash, bytes32 outputHash, uint256 timestamp, bytes walrusBlobId, bytes signature)',
  'event NodeRegistered(bytes32 indexed node, address indexed operator, bytes32 indexed role, address payee, string endpoint)',
  'event ModelPublished(bytes32 indexed model, bytes32 indexed system, bytes32 verificationKeyHash, string uri)',
  'event ProofDelivered(uint256 indexed requestId, address indexed prover, (uint256 id, bytes32 requestDigest, bytes32 claimDigest, uint8 fulfillmentDataType, bytes fulfillmentData, bytes seal) fulfillment)',
  'event VerifiedRoot(bytes32 indexed root, bytes seal)',
  'event ProofSubmitted(bytes32 indexed node, bytes32 indexed model, bytes32 indexed request, bytes32 system, bytes32 verificationKeyHash, bytes32 inputHash, bytes32 outputHash, bytes proof, bytes publicSignals)',
])

/** What decides whether a node may speak: first topics of the events that {@link RegistryHistory} replays. */
export const REGISTRY_TOPICS: readonly Hash32[] = topicsOf(
  /^(TEE|PCR|RegistryUpdated|NodeRegistered|ModelPublished)/,
)

/** First topics of the events with such a name. */
export function topicsOf(names: RegExp): Hash32[] {
  return EVENTS.filter(({ name }) => names.test(name)).map((event) =>
    Hash32(toEventSelector(event as AbiEvent)),
  )
}

// Strict decoding leaves no argument out; viem's types do not say so.
type Complete<E> = E extends { eventName: infer N; args?: infer A }
  ? { eventName: N; args: NonNullable<A> }
  : never

/** A log of one of our events; undefined when it is none, or its data are not what the event says. */
export function findEvent(log: EvidenceLog) {
  try {
    const topics = log.topics as unknown as [Hex]
    const event = decodeEventLog({ abi: EVENTS, topics, data: log.data, strict: true })
    return event as Complete<typeof event>
  } catch {
    return undefined
  }
}

/** A word of IAssayV1: UTF-8 padded with zero bytes. Undefined when it is no such text. */
export function findWord(word: Hex): string | undefined {
  return findText(Buffer.from(word.slice(2).replace(/(00)+$/, ''), 'hex'))
}
