import { CodedError } from '../../claim/errors.ts'
import { pcrHashOf, teeIdOf } from '../../claim/hash.ts'
import { toBytes, toHex } from '../../claim/hex.ts'
import { decodeNitro, type NitroDocument } from '../../claim/nitro.ts'
import type { CatalogueMeasurement } from '../../platform/measurements.ts'
import type { ChangeFacts, NodeStateFacts, RegistrationFacts, StandingVerdict } from './chain-rows.ts'
import { absent, judged, type Link, unknown, verified } from './link.ts'

/** What is known of a claim that trusted hardware signed, or of a node that signs. */
export interface EnclaveFacts {
  readonly node: string
  /** When it counts: Unix seconds of the claim's block, or of the newest. */
  readonly at: number | null
  /** Null: no claim of the node was decided about. */
  readonly claimVerdicts: readonly StandingVerdict[] | null
  readonly registration: RegistrationFacts | undefined
  readonly registrationVerdicts: readonly StandingVerdict[]
  readonly state: NodeStateFacts | undefined
  readonly change: ChangeFacts | undefined
  /** What the network's folder lists; undefined: it has no list. */
  readonly listed: readonly CatalogueMeasurement[] | undefined
  readonly labelOf: (address: string) => string | null
}

/** Signature → key → registry entry → attestation → measurement → approval → approver → source → recipe → reproduced. */
export function enclaveLinks(facts: EnclaveFacts): readonly Link[] {
  const { registration } = facts
  const first = [signatureLink(facts), keyLink(facts), entryLink(facts)]
  if (!registration) return first
  const entry = facts.listed?.find(({ measurement }) => measurement === registration.measurement)
  return [
    ...first,
    attestationLink(registration, facts.registrationVerdicts),
    measurementLink(registration),
    approvalLink(facts),
    approverLink(facts),
    ...sourceLinks(registration, facts.listed, entry),
  ]
}

function signatureLink({ claimVerdicts }: EnclaveFacts): Link {
  if (claimVerdicts === null)
    return unknown('SIGNATURE', 'No signature of this node was decided about.', { why: 'NOT_CHECKED' })
  return judged('SIGNATURE', claimVerdicts, 'hand_off_signed', {
    holds: 'The node’s registered key signed this output for this input.',
  })
}

function keyLink({ node, registration }: EnclaveFacts): Link {
  const key = registration?.signingKey
  if (!registration)
    return absent('KEY', 'The node was not registered then.', { why: 'REJECTED_NODE_UNKNOWN' })
  if (!key)
    return unknown('KEY', 'The registration’s call does not show its key.', { why: 'CALLDATA_UNREADABLE' })
  const where = {
    value: key,
    txHash: registration.txHash,
    block: registration.block,
    time: registration.time,
  }
  return teeIdOf(toBytes(key)) === node
    ? verified('KEY', 'The registered key hashes to the node’s id.', where)
    : absent('KEY', 'The registered key does not hash to the node’s id.', {
        ...where,
        why: 'REJECTED_KEY_ID',
      })
}

function entryLink({ registration, state }: EnclaveFacts): Link {
  if (!registration)
    return absent('REGISTRY_ENTRY', 'No registration stands before it.', { why: 'REJECTED_NODE_UNKNOWN' })
  const { contract, txHash, block, time } = registration
  const where = { value: contract, txHash, block, time }
  if (state?.enabled === true)
    return verified('REGISTRY_ENTRY', 'Registered, and enabled at that block.', where)
  if (state?.enabled === false)
    return absent('REGISTRY_ENTRY', 'Registered, but disabled at that block.', {
      ...where,
      why: state.disabledCause,
    })
  return unknown('REGISTRY_ENTRY', 'Registered; no log says whether it was enabled.', where)
}

function attestationLink(
  { attestationSize, txHash, block, time }: RegistrationFacts,
  verdicts: readonly StandingVerdict[],
): Link {
  const size = attestationSize === null ? null : `${attestationSize} bytes`
  const where = { txHash, block, time }
  if (attestationSize === null && verdicts.length === 0)
    return absent('ATTESTATION', 'The registration holds no attestation.', { ...where, why: 'NOT_ATTESTED' })
  const link = judged('ATTESTATION', verdicts, 'attestation_valid', {
    holds:
      'The hardware’s document comes from a pinned root, binds this key, and its measurement was approved.',
    value: size,
  })
  // The only step after the document, its key and its approval hold: the list of published code.
  return link.state === 'unknown' && link.why === 'MEASUREMENT_UNPUBLISHED'
    ? verified(
        'ATTESTATION',
        'The document holds; what it measures is not published, so the verdict is undecided.',
        {
          ...link,
          ...where,
        },
      )
    : { ...link, ...where }
}

function measurementLink(registration: RegistrationFacts): Link {
  const { measurement, measurementFrom, measurementReason, attestation, txHash, block, time } = registration
  const where = { value: measurement, txHash, block, time }
  if (measurement === null)
    return unknown('MEASUREMENT', 'What the hardware measured is not known.', {
      ...where,
      why: measurementReason,
    })
  const document = attestation === null ? undefined : readDocument(attestation)
  if (measurementFrom === 'endpoints' || document === undefined)
    return unknown('MEASUREMENT', 'No document at hand shows the registers that it is the hash of.', {
      ...where,
      why: measurementFrom === 'endpoints' ? 'SAID_BY_ENDPOINTS' : 'DOCUMENT_UNREADABLE',
    })
  const [pcr0, pcr1, pcr2] = [0, 1, 2].map((index) => document.pcrs.get(index))
  if (!pcr0 || !pcr1 || !pcr2 || pcrHashOf(pcr0, pcr1, pcr2) !== measurement)
    return absent('MEASUREMENT', 'The document’s registers 0 to 2 do not hash to it.', {
      ...where,
      why: 'REJECTED_NITRO_PCR',
    })
  if (pcr0.every((byte) => byte === 0))
    return absent(
      'MEASUREMENT',
      'Register 0 is zero: the enclave ran in debug mode, which measures nothing.',
      {
        ...where,
        why: 'REJECTED_NITRO_DEBUG',
      },
    )
  return verified(
    'MEASUREMENT',
    `It is the hash of the document’s registers 0 to 2; PCR0 is ${toHex(pcr0)}.`,
    where,
  )
}

/** A document of a stranger; undefined when it is none of Nitro that can be read. */
function readDocument(attestation: string): NitroDocument | undefined {
  try {
    return decodeNitro(toBytes(attestation as `0x${string}`))
  } catch (error) {
    if (error instanceof CodedError) return undefined
    throw error
  }
}

/** Whether the registry's newest word up to `at` (Unix seconds) lets the measurement count. */
export function approvalLink({ change, at }: Pick<EnclaveFacts, 'change' | 'at'>): Link {
  if (!change)
    return unknown('APPROVAL', 'No log of the registry approves or revokes it up to then.', {
      why: 'NO_APPROVAL',
    })
  const { txHash, block, time, version, approved, graceSeconds } = change
  const where = { value: version, txHash, block, time }
  if (approved) return verified('APPROVAL', 'The registry approved it.', where)
  const isInGrace =
    at !== null && graceSeconds !== null && BigInt(Math.floor(at)) <= BigInt(Math.floor(time)) + graceSeconds
  return isInGrace
    ? verified('APPROVAL', `Revoked; it still counted for ${graceSeconds} seconds.`, {
        ...where,
        why: 'REVOKED_IN_GRACE',
      })
    : absent('APPROVAL', 'The registry had revoked it.', { ...where, why: 'measurement_revoked' })
}

function approverLink({ change, labelOf }: EnclaveFacts): Link {
  if (!change) return unknown('APPROVER', 'Without an approval there is no approver.', { why: 'NO_APPROVAL' })
  const { approver, txHash, block, time } = change
  const where = { value: approver, txHash, block, time }
  if (approver === null)
    return unknown(
      'APPROVER',
      'Who decided is not shown: its signature is not proved yet, or another contract made the call.',
      { ...where, why: 'NOT_PROVED' },
    )
  const label = labelOf(approver)
  return verified(
    'APPROVER',
    `Its signature shows who sent it to the registry${label ? `: ${label}` : ''}.`,
    where,
  )
}

function sourceLinks(
  { measurement }: RegistrationFacts,
  listed: readonly CatalogueMeasurement[] | undefined,
  entry: CatalogueMeasurement | undefined,
): readonly Link[] {
  const names = ['SOURCE', 'BUILD_RECIPE', 'REPRODUCED'] as const
  if (measurement === null || listed === undefined) {
    const why =
      measurement === null ? 'What was measured is not known.' : 'The network’s folder lists no measurements.'
    return names.map((name) => unknown(name, why, { why: 'NO_CATALOGUE' }))
  }
  if (!entry)
    return names.map((name) =>
      absent(name, 'No published source is known for this measurement.', { why: 'MEASUREMENT_UNPUBLISHED' }),
    )
  const { version, sourceUrl, source, recipe, builds } = entry
  const same = builds.find(({ outcome }) => outcome === 'same')
  const other = builds.find(({ outcome }) => outcome === 'differs')
  return [
    verified('SOURCE', `Published as ${version}.`, { value: sourceUrl ?? version, source }),
    recipe
      ? verified('BUILD_RECIPE', recipe.steps.join('; '), { source: recipe.source })
      : absent('BUILD_RECIPE', 'Nobody published how to build it.', { why: 'NO_RECIPE', source }),
    same && other
      ? unknown('REPRODUCED', `${same.by} got the same measurement, ${other.by} another.`, {
          why: 'BUILDS_DIFFER',
          source: other.source,
        })
      : same
        ? verified('REPRODUCED', `${same.by} built it on ${same.on} and got the same measurement.`, {
            source: same.source,
          })
        : other
          ? absent('REPRODUCED', `${other.by} built it on ${other.on} and got another measurement.`, {
              why: 'BUILDS_DIFFER',
              source: other.source,
            })
          : unknown('REPRODUCED', 'Nobody is known to have built it again.', { why: 'NOT_REPRODUCED' }),
  ]
}
