import { decodeFunctionData, decodeFunctionResult, encodeFunctionData, parseAbi } from 'viem/utils'
import { teeIdOf } from '../../claim/hash.ts'
import { Address, Hash32, type Hex, toBytes } from '../../claim/hex.ts'
import { findMeasurement } from '../../claim/measurement.ts'

// Source: og-evm TEERegistry.sol (main and its history). Later generations append to the struct, which changes nothing here.
const STATE = parseAbi([
  'struct TEEInfo { address owner; address paymentAddress; string endpoint; bytes publicKey; bytes tlsCertificate; bytes32 pcrHash; uint8 teeType; bool enabled; uint256 registeredAt; uint256 lastHeartbeatAt; }',
  'function getTEE(bytes32 teeId) view returns (TEEInfo)',
])
const CALLS = parseAbi([
  'function registerTEEWithAttestation(bytes attestationDocument, bytes signingPublicKey, bytes tlsCertificate, address paymentAddress, string endpoint, uint8 teeType)',
  'function registerTEEWithAttestationAndOHTTPConfig(bytes attestationDocument, bytes signingPublicKey, bytes tlsCertificate, address paymentAddress, string endpoint, uint8 teeType, uint8 keyId, uint16 kemId, uint16 kdfId, uint16 aeadId, bytes ohttpPublicKey, bytes ohttpKeyConfig, bytes ohttpConfigSignature)',
])

/** Where a node is reached and paid. Neither proves itself. */
interface Contact {
  readonly paymentAddress: Address
  /** Text of a stranger; a zero byte, which Postgres cannot hold, is replaced as in facts. */
  readonly endpoint: string
}

/** What is told of a registration that no call proves. */
export interface Told extends Contact {
  /** Of the code that runs in it; null: nothing names one. */
  readonly measurement: Hash32 | null
}

/** What a registry says of a node. */
export interface RegistryWord extends Told {
  /** Unix seconds: tells which of the node's registrations it is. */
  readonly registeredAt: bigint
}

/** A call that registers a node; its measurement is the one that its document names. */
export interface RegistrationCall extends Told {
  readonly teeId: Hash32
  readonly teeType: number
  readonly attestation: Hex
}

/** The input of the question what a registry says of a node. */
export function askRegistryInput(node: Hash32): Hex {
  return encodeFunctionData({ abi: STATE, args: [node] })
}

/** What the registry says of the node, out of the answer to that question; undefined unless the key in it is the node's. */
export function readRegistryWord(answer: Hex, node: Hash32): RegistryWord | undefined {
  const word = decodeWord(answer)
  if (!word || teeIdOf(toBytes(word.publicKey)) !== node) return undefined
  const measurement = /[^0x]/.test(word.pcrHash) ? Hash32(word.pcrHash) : null
  return { ...toContact(word.paymentAddress, word.endpoint), measurement, registeredAt: word.registeredAt }
}

/** The registration that an input asks a registry for; undefined when it is something else. */
export function findRegistrationCall(input: Hex): RegistrationCall | undefined {
  try {
    const { args } = decodeFunctionData({ abi: CALLS, data: input })
    const [attestation, key, , payee, endpoint, teeType] = args
    const measurement = findMeasurement(attestation)
    return { ...toContact(payee, endpoint), measurement, teeId: teeIdOf(toBytes(key)), teeType, attestation }
  } catch {
    // A stranger may have written anything behind the selector.
    return undefined
  }
}

function decodeWord(answer: Hex) {
  try {
    return decodeFunctionResult({ abi: STATE, data: answer })
  } catch {
    // Whatever stands at the address may answer with anything.
    return undefined
  }
}

function toContact(payee: string, endpoint: string): Contact {
  return { paymentAddress: Address(payee), endpoint: endpoint.replaceAll('\0', '\ufffd') }
}
