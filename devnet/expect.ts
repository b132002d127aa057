import type { Fault } from '../src/claim/errors.ts'
import type { Outcome, Statement, SubjectKind } from '../src/claim/verdict.ts'
import { BATCH_CHEATS, type BatchCheat } from './scenario/batches.ts'
import { SETTLED_TWICE } from './scenario/individual.ts'
import { WHEN } from './scenario/nodes.ts'
import { PROVER_CHEATS } from './scenario/provers.ts'

/** What a watchdog should find. For tests alone: nothing that watches may import this file. */
export interface Expectation {
  readonly cheat: string
  readonly block: number
  readonly subject: SubjectKind
  readonly statement: Statement
  readonly outcome: Exclude<Outcome, 'verified'>
  readonly code: string
  readonly fault: Fault | null
}

type Finding = Pick<Expectation, 'subject' | 'statement' | 'outcome' | 'code' | 'fault'>

const OF_BATCH: Readonly<Record<BatchCheat, Finding>> = {
  'forged-leaf': handOff('REJECTED_SIGNATURE_FORGED', 'relayer'),
  'altered-leaf': handOff('REJECTED_SIGNATURE_ALTERED', 'relayer'),
  'stranger-leaf': handOff('REJECTED_NODE_UNKNOWN', 'relayer'),
  'revoked-leaf': handOff('REJECTED_MEASUREMENT_REVOKED', 'node'),
  'disabled-leaf': handOff('REJECTED_NODE_DISABLED', 'node'),
  'stale-leaf': handOff('REJECTED_CLAIM_STALE', 'relayer'),
  'repeated-leaf': handOff('REJECTED_DUPLICATE', 'relayer'),
  'signed-again-leaf': { ...handOff('DUPLICATE_OTHER_SIGNATURE', null), outcome: 'undecided' },
  'lost-blob': { ...settlement('BLOB_MISSING', null), outcome: 'undecided' },
  'other-root': settlement('REJECTED_BATCH_ROOT', 'relayer'),
  'other-size': settlement('REJECTED_BATCH_SIZE', 'relayer'),
}

const OF_PROVER: Readonly<Record<keyof typeof PROVER_CHEATS, readonly Finding[]>> = {
  'other-input': [proof('REJECTED_PROOF_INPUT_BINDING'), replay()],
  'other-output': [proof('REJECTED_PROOF_OUTPUT_BINDING'), replay()],
  // The output is what the model gives; only the proof of it is none.
  'broken-proof': [proof('REJECTED_PROOF_INVALID')],
  'wrong-output': [replay()],
}

/**
 * Everything in the first forty blocks that is not `verified`, for every seed alike; beside it only the outputs of language
 * models are undecided: `NOT_RECOMPUTABLE` for `output_reproduced` of every hand-off that was settled.
 */
export function listExpectations(): Expectation[] {
  const attestation = { subject: 'registration', statement: 'attestation_valid' } as const
  return [
    {
      ...attestation,
      cheat: 'forged-root',
      block: WHEN.registered,
      outcome: 'rejected',
      code: 'REJECTED_NITRO_ROOT',
      fault: 'registry',
    },
    {
      ...attestation,
      cheat: 'forged-signature',
      block: WHEN.registered,
      outcome: 'rejected',
      code: 'REJECTED_NITRO_SIGNATURE',
      fault: 'registry',
    },
    {
      ...attestation,
      cheat: 'unpublished',
      block: WHEN.registered,
      outcome: 'undecided',
      code: 'MEASUREMENT_UNPUBLISHED',
      fault: null,
    },
    {
      cheat: 'forged-heartbeat',
      block: WHEN.forgedHeartbeat,
      subject: 'heartbeat',
      statement: 'heartbeat_signed',
      outcome: 'rejected',
      code: 'REJECTED_SIGNATURE_FORGED',
      fault: 'registry',
    },
    { cheat: 'settled-twice', block: SETTLED_TWICE, ...handOff('REJECTED_DUPLICATE', 'relayer') },
    ...Object.entries(BATCH_CHEATS).map(([block, cheat]) => ({
      cheat,
      block: Number(block),
      ...OF_BATCH[cheat],
    })),
    ...Object.entries(OF_PROVER).flatMap(([cheat, findings]) =>
      findings.map((finding) => ({
        cheat,
        block: PROVER_CHEATS[cheat as keyof typeof PROVER_CHEATS],
        ...finding,
      })),
    ),
  ]
}

function handOff(code: string, fault: Fault | null): Finding {
  return { subject: 'claim', statement: 'hand_off_signed', outcome: 'rejected', code, fault }
}

function settlement(code: string, fault: Fault | null): Finding {
  return { subject: 'settlement', statement: 'settlement_included', outcome: 'rejected', code, fault }
}

function proof(code: string): Finding {
  return { subject: 'claim', statement: 'proof_valid', outcome: 'rejected', code, fault: 'node' }
}

function replay(): Finding {
  const code = 'REJECTED_REPLAY_OUTPUT'
  return { subject: 'claim', statement: 'output_reproduced', outcome: 'rejected', code, fault: 'node' }
}
