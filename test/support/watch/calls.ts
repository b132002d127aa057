import type { Abi, AbiEvent } from 'viem'
import { encodeAbiParameters, encodeEventTopics, encodeFunctionData, parseAbi } from 'viem/utils'
import type { Hex } from '../../../src/claim/hex.ts'
import type { MockLog, MockTransaction } from '../mockchain/chain.ts'

// Written out once more from the contracts' sources: neither the indexer's nor the reference node's own.
const ABI = parseAbi([
  'event TEERegistered(bytes32 indexed teeId, address indexed owner, uint8 teeType)',
  'event TEEDisabled(bytes32 indexed teeId)',
  'event PCRApproved(bytes32 indexed pcrHash, uint8 indexed teeType, string version)',
  'event PCRRevoked(bytes32 indexed pcrHash, uint8 indexed teeType)',
  'event HeartbeatReceived(bytes32 indexed teeId, uint256 timestamp)',
  'event BatchSettlement(bytes32 indexed merkleRoot, uint256 batchSize, bytes walrusBlobId)',
  'event IndividualSettlement(bytes32 indexed teeId, address indexed ethAddress, bytes32 inputHash, bytes32 outputHash, uint256 timestamp, bytes walrusBlobId, bytes signature)',
  'event NodeRegistered(bytes32 indexed node, address indexed operator, bytes32 indexed role, address payee, string endpoint)',
  'event ProofSubmitted(bytes32 indexed node, bytes32 indexed model, bytes32 indexed request, bytes32 system, bytes32 verificationKeyHash, bytes32 inputHash, bytes32 outputHash, bytes proof, bytes publicSignals)',
  'event ProofDelivered(uint256 indexed requestId, address indexed prover, (uint256 id, bytes32 requestDigest, bytes32 claimDigest, uint8 fulfillmentDataType, bytes fulfillmentData, bytes seal) fulfillment)',
  'event VerifiedRoot(bytes32 indexed root, bytes seal)',
  'function registerTEEWithAttestation(bytes attestationDocument, bytes signingPublicKey, bytes tlsCertificate, address paymentAddress, string endpoint, uint8 teeType)',
  'function heartbeat(bytes32 teeId, uint256 timestamp, bytes signature)',
])

/** A log of a contract, encoded as the contract would. */
export function emit(address: Hex, eventName: string, args: Record<string, unknown>): MockLog {
  const event = ABI.find((item) => item.type === 'event' && item.name === eventName) as AbiEvent
  const topics = encodeEventTopics({ abi: ABI as Abi, eventName, args })
  const inputs = event.inputs.filter((input) => !input.indexed)
  const data = encodeAbiParameters(
    inputs,
    inputs.map((input) => args[input.name ?? '']),
  )
  return { address, topics: topics as Hex[], data }
}

export function call(
  to: Hex,
  functionName: string,
  args: readonly unknown[],
  logs: readonly MockLog[],
): MockTransaction {
  return { to, input: encodeFunctionData({ abi: ABI as Abi, functionName, args }), logs }
}

/** A word of IAssayV1. */
export function word(text: string): Hex {
  return `0x${Buffer.from(text).toString('hex').padEnd(64, '0')}`
}
