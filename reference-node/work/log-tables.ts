import type { SubjectKind } from '../../src/claim/verdict.ts'

/** Where the log of each kind of subject stands. A leaf's log is its settlement's. */
export const LOG_TABLES: { readonly [K in SubjectKind]: string } = {
  registration: 'facts.node_registered',
  heartbeat: 'facts.heartbeat',
  settlement: 'facts.settlement',
  claim: 'facts.settled_claim',
}
