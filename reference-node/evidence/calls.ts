import { type DecodeFunctionDataReturnType, decodeFunctionData, parseAbi, toFunctionSelector } from 'viem'
import type { Hex } from '../../src/claim/hex.ts'
import type { EvidenceLog } from './block.ts'

// Read here again from the contracts' sources, as the events are. Sources: og-evm TEERegistry.sol (main and its history).
const CALLS = parseAbi([
  'function registerTEEWithAttestation(bytes attestationDocument, bytes signingPublicKey, bytes tlsCertificate, address paymentAddress, string endpoint, uint8 teeType)',
  'function registerTEEWithAttestationAndOHTTPConfig(bytes attestationDocument, bytes signingPublicKey, bytes tlsCertificate, address paymentAddress, string endpoint, uint8 teeType, uint8 keyId, uint16 kemId, uint16 kdfId, uint16 aeadId, bytes ohttpPublicKey, bytes ohttpKeyConfig, bytes ohttpConfigSignature)',
  'function heartbeat(bytes32 teeId, uint256 timestamp, bytes signature)',
])

// Digits of a call's input that are read at most: a document of 16 KiB, keys and certificates fit many times.
const MOST_DIGITS = 2 * 256 * 1024
/** Places that are looked at in one input, for each function. */
const MOST_PLACES = 256

type RegistryCall = DecodeFunctionDataReturnType<typeof CALLS>

/** The calls to a log's contract that its transaction may have made. */
export interface RegistryCalls {
  /** The transaction called the contract itself: then there is one call, and it made the log. */
  readonly direct: boolean
  readonly found: readonly RegistryCall[]
}

/**
 * The transaction's own call when it went to the log's contract; else every call that stands anywhere in its input: Safes,
 * account abstraction, multicalls and constructors carry the calls that they make. Who wrote the input may have put
 * others there, so each of those must prove itself.
 */
export function findCalls(log: EvidenceLog): RegistryCalls {
  const { to, input } = log.transaction
  const own = to === log.address ? decode(input) : undefined
  if (own) return { direct: true, found: [own] }
  return { direct: false, found: CALLS.flatMap((each) => findInside(input, toFunctionSelector(each))) }
}

function findInside(input: Hex, selector: Hex): RegistryCall[] {
  const digits = selector.slice(2)
  const found: RegistryCall[] = []
  let places = 0
  for (
    let at = input.indexOf(digits, 2);
    at >= 0 && places < MOST_PLACES;
    at = input.indexOf(digits, at + 1)
  ) {
    if (at % 2 !== 0) continue
    places++
    const call = decode(`0x${input.slice(at, at + MOST_DIGITS)}`)
    if (call) found.push(call)
  }
  return found
}

/** Undefined when it is none of these calls: a stranger may have written anything behind a selector. */
function decode(data: Hex): RegistryCall | undefined {
  try {
    return decodeFunctionData({ abi: CALLS, data })
  } catch {
    return undefined
  }
}
