import { teeIdOf } from '../../../claim/hash.ts'
import { type Hex, toBytes } from '../../../claim/hex.ts'
import { findMeasurement } from '../../../claim/measurement.ts'
import type { ChainLog, EventContext } from '../decoder.ts'
import type { Fact } from '../facts.ts'
import { agreed, type CallForms, calldataUnread, callsOf } from './calldata.ts'
import { provedMeasurement } from './proved-measurement.ts'

interface Registered {
  readonly teeId: Hex
  readonly owner: Hex
  readonly teeType: number
}

/** What only the transaction's call says of a registration. */
export interface RegistrationCall {
  readonly attestationDocument: Hex
  readonly signingPublicKey: Hex
  readonly tlsCertificate: Hex
  readonly paymentAddress: Hex
  readonly endpoint: string
  readonly teeType: number
}

// Source: og-evm TEERegistry.sol: type 0 proxies language models, type 1 validates.
const ROLES = ['tee-proxy', 'tee-validator']

/**
 * A node entered the registry, which enables it at once. A call counts when its key hashes to the log's teeId, wherever it
 * stands in the input. Of several such calls only what all of them say is taken; the rest is null. Of a log whose call did
 * not go to the registry itself, endpoint and payment address are null, for nothing proves them: what stands in the input may
 * not have been called. Its measurement is what a document there proves by itself. Such a log is kept raw as well.
 */
export function registeredFacts(
  log: ChainLog,
  { teeId, owner, teeType }: Registered,
  forms: CallForms<RegistrationCall>,
  { roots }: Pick<EventContext, 'roots'>,
): Fact[] {
  const called = callsOf(
    log,
    forms,
    (call) => call.teeType === teeType && teeIdOf(toBytes(call.signingPublicKey)) === teeId,
    (input, start) => namesKey(input, start, teeId),
  )
  const { direct, found } = called
  const attestation = agreed(called, (call) => call.attestationDocument)
  const facts: Fact[] = [
    {
      kind: 'node_registered',
      row: {
        node: teeId,
        role: ROLES[teeType] ?? `tee-type-${teeType}`,
        owner,
        payment_address: direct ? agreed(called, (call) => call.paymentAddress) : null,
        endpoint: direct ? agreed(called, (call) => call.endpoint) : null,
        tee_type: teeType,
        // Each of them hashes to the node, so all of them are the one key.
        signing_key: found[0]?.signingPublicKey ?? null,
        tls_certificate: agreed(called, (call) => call.tlsCertificate),
        attestation,
        measurement: direct
          ? attestation && findMeasurement(attestation)
          : provedMeasurement(called, { roots, at: Number(log.block.timestamp) }),
      },
    },
    {
      kind: 'node_status',
      row: { node: teeId, enabled: true, cause: 'registered', actor: log.transaction.from },
    },
  ]
  if (direct && found.length > 0) return facts
  return [...facts, calldataUnread(log, 'a registration with attestation', found.length)]
}

const WORD_DIGITS = 64
/** Digits of an RSA key of 8192 bits, the longest that the network takes, with room to spare. */
const MOST_KEY_DIGITS = 2 * 2048

/** Whether the second argument, in every form the key, hashes to the node's name: read before anything else is decoded. */
function namesKey(input: Hex, start: number, teeId: Hex): boolean {
  const offset = findDigits(input, start + WORD_DIGITS)
  const length = offset === undefined ? undefined : findDigits(input, start + offset)
  if (offset === undefined || length === undefined || length > MOST_KEY_DIGITS) return false
  const at = start + offset + WORD_DIGITS
  const key = input.slice(at, at + length)
  return key.length === length && teeIdOf(toBytes(`0x${key}`)) === teeId
}

/** A word that counts bytes, as digits of the text; undefined when no input is as long as that. */
function findDigits(input: Hex, at: number): number | undefined {
  const word = input.slice(at, at + WORD_DIGITS)
  return /^0{56}[0-9a-f]{8}$/.test(word) ? 2 * Number.parseInt(word.slice(56), 16) : undefined
}
