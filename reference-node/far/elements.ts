import type { Hash32, Hex } from '../../src/claim/hex.ts'
import type { Statement, SubjectKind } from '../../src/claim/verdict.ts'
import type { EvidenceBlock } from '../evidence/block.ts'
import type { Contracts } from '../evidence/contracts.ts'
import { findEvent, topicsOf } from '../evidence/events.ts'
import { type ChainRecord, findRecord } from '../evidence/records.ts'
import type { ListName } from '../repeat/sources.ts'

/** What elements come from. */
export type Source = 'registration' | 'heartbeat' | 'settlement' | 'proof'

/** A log that elements of a population stand for. */
export interface ElementLog {
  readonly source: Source
  readonly kind: SubjectKind
  readonly block: number
  readonly blockHash: Hash32
  /** Unix seconds. */
  readonly blockTime: number
  readonly position: number
  /** Leaves of a batch, as its event states them; null of what is no batch. */
  readonly leaves: bigint | null
  /** Word for the evidence of a claim; null of what is none. */
  readonly evidence: string | null
  /** The node that the log names. */
  readonly node: Hex | null
}

const EVENTS: Readonly<Record<Source, RegExp>> = {
  registration: /^TEERegistered$/,
  heartbeat: /^HeartbeatReceived$/,
  settlement: /^(Batch|Individual)Settlement$/,
  proof: /^Proof(Submitted|Delivered)$/,
}

/** First topics of a source's events. */
export function topicsOfSource(source: Source): readonly Hash32[] {
  return topicsOf(EVENTS[source])
}

/** Lists of an API that name the blocks of a source. */
export const LISTS: Readonly<Record<Source, readonly ListName[]>> = {
  registration: [['registrations']],
  heartbeat: [['heartbeats']],
  settlement: [['settlements']],
  proof: [['claims', 'evidence_not_eq: "tee_signature"']],
}

/** Which sources a statement is about; what nobody can check again is counted in the last. */
export const SOURCES_OF: Readonly<Record<Statement, readonly Source[]>> = {
  attestation_valid: ['registration'],
  heartbeat_signed: ['heartbeat'],
  hand_off_signed: ['settlement'],
  settlement_included: ['settlement'],
  proof_valid: ['proof'],
  claim_shown: ['proof'],
  predicate_met: ['proof'],
  output_reproduced: ['proof', 'settlement'],
}

/** The logs of a source in a block, as the network's contracts emitted them. */
export function listElementLogs(block: EvidenceBlock, source: Source, contracts: Contracts): ElementLog[] {
  const found: ElementLog[] = []
  for (const log of block.logs) {
    const event = findEvent(log)
    if (!event || !EVENTS[source].test(event.eventName)) continue
    if (!contracts.mayEmit(log.address, event.eventName, block.number)) continue
    const record = findRecord(log)
    if (!record) continue
    found.push({
      source,
      ...describe(record),
      block: block.number,
      blockHash: block.hash,
      blockTime: block.timestamp,
      position: log.logIndex,
    })
  }
  return found
}

function describe(record: ChainRecord): Pick<ElementLog, 'kind' | 'leaves' | 'evidence' | 'node'> {
  const none = { leaves: null, evidence: null, node: null }
  switch (record.kind) {
    case 'registration':
    case 'heartbeat':
      return { ...none, kind: record.kind, node: record.teeId }
    case 'batch':
      return { ...none, kind: 'claim', leaves: record.size, evidence: 'tee_signature' }
    case 'individual':
      return { ...none, kind: 'claim', evidence: 'tee_signature', node: record.handOff.teeId }
    case 'proof':
      return { ...none, kind: 'claim', evidence: record.system, node: record.node }
    case 'seal':
      return { ...none, kind: 'claim', evidence: 'risc0', node: record.prover }
  }
}

/** The node that a record of the chain names; null of a batch, whose leaves name theirs. */
export function nodeOf(record: ChainRecord): Hex | null {
  return describe(record).node
}
