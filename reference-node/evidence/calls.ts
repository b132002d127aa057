import type { DecodeFunctionDataReturnType } from 'viem'
import { decodeFunctionData, parseAbi, toFunctionSelector } from 'viem/utils'
import { teeIdOf } from '../../src/claim/hash.ts'
import { type Hash32, type Hex, toBytes } from '../../src/claim/hex.ts'
import type { EvidenceLog } from './block.ts'

// Read here again from the contracts' sources, as the events are. Sources: og-evm TEERegistry.sol (main and its history).
const CALLS = parseAbi([
  'function registerTEEWithAttestation(bytes attestationDocument, bytes signingPublicKey, bytes tlsCertificate, address paymentAddress, string endpoint, uint8 teeType)',
  'function registerTEEWithAttestationAndOHTTPConfig(bytes attestationDocument, bytes signingPublicKey, bytes tlsCertificate, address paymentAddress, string endpoint, uint8 teeType, uint8 keyId, uint16 kemId, uint16 kdfId, uint16 aeadId, bytes ohttpPublicKey, bytes ohttpKeyConfig, bytes ohttpConfigSignature)',
  'function heartbeat(bytes32 teeId, uint256 timestamp, bytes signature)',
])

// Digits of a call's input that are read at most: a document of 16 KiB, keys and certificates fit many times.
const MOST_DIGITS = 2 * 256 * 1024
/** Calls about one node that are decoded of one input, for each function. */
const MOST_CALLS = 256
/** Digits of an RSA key of 8192 bits, the longest that the network takes, with room to spare. */
const MOST_KEY_DIGITS = 2 * 2048
const WORD = 64

type RegistryCall = DecodeFunctionDataReturnType<typeof CALLS>

/** The calls to a log's contract that its transaction may have made. */
export interface RegistryCalls {
  /** The transaction called the contract itself: then there is one call, and it made the log. */
  readonly direct: boolean
  readonly found: readonly RegistryCall[]
  /** Whether those are all that the input holds. */
  readonly complete: boolean
}

/**
 * The transaction's own call when it went to the log's contract; else every call about this node that stands anywhere in its
 * input: Safes, account abstraction, multicalls and constructors carry the calls that they make. Who wrote the input may
 * have put others there, so each must prove itself: a registration's key hashes to the node's name.
 */
export function findCalls(log: EvidenceLog, teeId: Hash32): RegistryCalls {
  const { to, input } = log.transaction
  const own = to === log.address ? decode(input) : undefined
  if (own) return { direct: true, found: [own], complete: true }
  const inside = CALLS.map((each) => findInside(input, each, teeId))
  return {
    direct: false,
    found: inside.flat(),
    complete: inside.every((each) => each.length < MOST_CALLS),
  }
}

// Only what names the node is decoded and counted: other bytes behind a selector can then not hide a call behind them.
function findInside(input: Hex, form: (typeof CALLS)[number], teeId: Hash32): RegistryCall[] {
  const digits = toFunctionSelector(form).slice(2)
  const isAbout = form.name === 'heartbeat' ? isHeartbeatOf : isRegistrationOf
  const found: RegistryCall[] = []
  for (let at = input.indexOf(digits, 2); at >= 0; at = input.indexOf(digits, at + 1)) {
    if (at % 2 !== 0 || !isAbout(teeId, input, at + digits.length)) continue
    const call = decode(`0x${input.slice(at, at + MOST_DIGITS)}`)
    if (call && found.push(call) === MOST_CALLS) break
  }
  return found
}

function isHeartbeatOf(teeId: Hash32, input: Hex, start: number): boolean {
  return input.slice(start, start + WORD) === teeId.slice(2)
}

/** Whether the second argument, before all of them are decoded, is the node's key. */
function isRegistrationOf(teeId: Hash32, input: Hex, start: number): boolean {
  const pointer = findDigits(input, start + WORD)
  const length = pointer === undefined ? undefined : findDigits(input, start + pointer)
  if (pointer === undefined || length === undefined || length > MOST_KEY_DIGITS) return false
  const key = input.slice(start + pointer + WORD, start + pointer + WORD + length)
  return key.length === length && teeIdOf(toBytes(`0x${key}`)) === teeId
}

/** A word that counts bytes, as digits; undefined when no input is as long as that. */
function findDigits(input: Hex, at: number): number | undefined {
  const word = input.slice(at, at + WORD)
  return /^0{56}[0-9a-f]{8}$/.test(word) ? 2 * Number.parseInt(word.slice(56), 16) : undefined
}

/** Undefined when it is none of these calls: a stranger may have written anything behind a selector. */
function decode(data: Hex): RegistryCall | undefined {
  try {
    return decodeFunctionData({ abi: CALLS, data })
  } catch {
    return undefined
  }
}
