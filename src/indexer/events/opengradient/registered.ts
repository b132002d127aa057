import { teeIdOf } from '../../../claim/hash.ts'
import { type Hex, toBytes } from '../../../claim/hex.ts'
import type { ChainLog } from '../decoder.ts'
import type { Fact } from '../facts.ts'
import { calldataUnread } from './calldata.ts'
import { findMeasurement } from './measurement.ts'

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
 * A node entered the registry, which enables it at once. The call is used only when the registry itself was called and
 * the key hashes to the log's teeId; else all that it would say is null and the log is kept raw beside.
 */
export function registeredFacts(
  log: ChainLog,
  event: Registered,
  call: RegistrationCall | undefined,
): Fact[] {
  const own = call !== undefined && isOwn(log, event, call) ? call : undefined
  const { teeId, owner, teeType } = event
  const facts: Fact[] = [
    {
      kind: 'node_registered',
      row: {
        node: teeId,
        role: ROLES[teeType] ?? `tee-type-${teeType}`,
        owner,
        payment_address: own?.paymentAddress ?? null,
        endpoint: own?.endpoint ?? null,
        tee_type: teeType,
        signing_key: own?.signingPublicKey ?? null,
        tls_certificate: own?.tlsCertificate ?? null,
        attestation: own?.attestationDocument ?? null,
        measurement: own ? findMeasurement(own.attestationDocument) : null,
      },
    },
    {
      kind: 'node_status',
      row: { node: teeId, enabled: true, cause: 'registered', actor: log.transaction.from },
    },
  ]
  return own ? facts : [...facts, calldataUnread(log, 'a registration with attestation')]
}

function isOwn(log: ChainLog, { teeId, teeType }: Registered, call: RegistrationCall): boolean {
  return (
    log.transaction.to === log.address &&
    call.teeType === teeType &&
    teeIdOf(toBytes(call.signingPublicKey)) === teeId
  )
}
