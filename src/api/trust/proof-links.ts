import type { CatalogueKey } from '../../platform/measurements.ts'
import type { ClaimFacts, findModel, StandingVerdict } from './chain-rows.ts'
import { absent, judged, type Link, unknown, verified } from './link.ts'

/** What is known of a claim that a proof backs, or an input to run again. */
export interface ProofFacts {
  readonly claim: ClaimFacts
  readonly verdicts: readonly StandingVerdict[]
  readonly model: Awaited<ReturnType<typeof findModel>>
  readonly keys: readonly CatalogueKey[]
}

/** Proof → verification key → model → source of the circuit → its setup → reproduced. */
export function proofLinks({ claim, verdicts, model, keys }: ProofFacts): readonly Link[] {
  const key = claim.verificationKey
  const listed = keys.find(({ hash }) => hash === key)
  return [
    judged('PROOF', verdicts, 'proof_valid', { holds: 'The proof holds for this key, input and output.' }),
    keyLink(key, model),
    modelLink(claim, model),
    ...circuitLinks(key, listed),
    judged('REPRODUCED', verdicts, 'output_reproduced', {
      holds: 'Running the model again gave this output.',
    }),
  ]
}

/** Output → model: whoever runs it again needs to believe nobody. */
export function replayLinks({ claim, verdicts, model }: ProofFacts): readonly Link[] {
  return [
    judged('REPRODUCED', verdicts, 'output_reproduced', {
      holds: 'Running the model again gave this output.',
    }),
    modelLink(claim, model),
  ]
}

function keyLink(key: string | null, model: ProofFacts['model']): Link {
  if (key === null)
    return unknown('VERIFICATION_KEY', 'The claim names no verification key.', { why: 'NO_KEY' })
  if (!model)
    return unknown('VERIFICATION_KEY', 'No log publishes the model, and with it the key, up to then.', {
      value: key,
      why: 'NO_MODEL',
    })
  const where = { value: key, txHash: model.txHash, block: model.block, time: model.time }
  return model.key === key
    ? verified('VERIFICATION_KEY', 'The network bound the model to this key at that block.', where)
    : absent('VERIFICATION_KEY', 'The network bound the model to another key at that block.', {
        ...where,
        why: 'KEY_DIFFERS',
      })
}

function modelLink({ model: key }: ClaimFacts, model: ProofFacts['model']): Link {
  if (key === null) return unknown('MODEL', 'The claim names no model.', { why: 'NO_MODEL' })
  return model
    ? verified('MODEL', 'The network published this model.', {
        value: key,
        txHash: model.txHash,
        block: model.block,
        time: model.time,
      })
    : unknown('MODEL', 'No log publishes this model up to then.', { value: key, why: 'NO_MODEL' })
}

function circuitLinks(key: string | null, listed: CatalogueKey | undefined): readonly Link[] {
  if (!listed) {
    const says = 'The network’s folder does not list this key.'
    return ['SOURCE', 'SETUP'].map((name) => unknown(name, says, { value: key, why: 'KEY_UNPUBLISHED' }))
  }
  const { circuit, sourceUrl, source, setup } = listed
  return [
    circuit || sourceUrl
      ? verified('SOURCE', `The circuit is published${circuit ? `: ${circuit}` : ''}.`, {
          value: sourceUrl ?? null,
          source,
        })
      : absent('SOURCE', 'The key is listed, but not the source of its circuit.', {
          why: 'NO_SOURCE',
          source,
        }),
    setup
      ? verified('SETUP', setup.ceremony, { source: setup.source })
      : unknown('SETUP', 'Nobody says how the key’s secrets were destroyed.', { why: 'NO_SETUP', source }),
  ]
}
