import type { ChainLook } from '../look.ts'
import {
  listUntoldRegistrations,
  type Registration,
  recordWord,
  recordWordMiss,
} from '../store/registrations.ts'
import type { Tracer } from '../traces/tracer.ts'
import type { Told } from './contract.ts'
import { findStateWord } from './state.ts'
import { findTraceWord } from './trace-word.ts'

/** So many at one look: a first look at a long history takes several. */
const AT_ONCE = 100

/** What was kept at one look. */
export interface ContactsKept {
  /** Registrations whose endpoint and payment address the endpoints told. */
  readonly told: number
  /** Of those asked, how many have a trace that differs from the state or from what was read of the input. */
  readonly differing: number
}

/**
 * Asks the endpoints where nodes are reached and paid, and what code they run, whose registration went through another contract, so that no call proves it: the
 * registry's state at the block, and a trace of the transaction where traces are offered. Nothing proves either: what more than
 * half of the endpoints say is kept as their word. Where state and trace differ, nothing is.
 */
export async function refreshContacts(look: ChainLook, tracer: Tracer): Promise<ContactsKept> {
  const { pool, network, chain, log } = look
  let [told, differing] = [0, 0]
  for (const registration of await listUntoldRegistrations(pool, network.name, chain, AT_ONCE)) {
    const { word, difference } = await ask(look, tracer, registration)
    const at = { network: network.name, chain, registration, difference }
    if ('reason' in word) await recordWordMiss(pool, { ...at, reason: word.reason })
    else await recordWord(pool, { ...at, ...word })
    if (!('reason' in word)) told++
    if (difference === null) continue
    differing++
    const { node, txHash } = registration
    log.warn(
      { chain, node, txHash, difference },
      'a trace differs from what was read of the same registration',
    )
  }
  return { told, differing }
}

interface Asked {
  readonly word:
    | (Told & { readonly saidBy: string; readonly vouchedBy: string })
    | { readonly reason: string }
  /** What a trace says otherwise; null: nothing, or there is none. */
  readonly difference: string | null
}

async function ask(look: ChainLook, tracer: Tracer, registration: Registration): Promise<Asked> {
  const state = await findStateWord(look, registration)
  const trace = await findTraceWord(look, tracer, registration)
  const stated = 'told' in state ? state : undefined
  const traced = trace?.seen
  if (stated && traced && !isSame(stated.told, traced))
    return { word: { reason: 'WORDS_DIFFER' }, difference: trace.difference ?? 'state' }
  const told = stated?.told ?? traced
  const difference = trace?.difference ?? (told && contradicts(told, registration) ? 'measurement' : null)
  if (stated) {
    const saidBy = traced ? 'state and trace' : 'state'
    return { word: { ...stated.told, saidBy, vouchedBy: stated.vouchedBy }, difference }
  }
  if (trace?.seen && trace.vouchedBy !== undefined)
    return { word: { ...trace.seen, saidBy: 'trace', vouchedBy: trace.vouchedBy }, difference }
  return { word: { reason: 'reason' in state ? state.reason : 'STATE_UNAVAILABLE' }, difference }
}

function isSame(stated: Told, traced: Told): boolean {
  return (
    stated.paymentAddress === traced.paymentAddress &&
    stated.endpoint === traced.endpoint &&
    (traced.measurement === null || traced.measurement === stated.measurement)
  )
}

/** The document in the input proves one measurement, and the endpoints say that the registry holds another. */
function contradicts(told: Told, { measurement }: Registration): boolean {
  return measurement !== null && told.measurement !== null && told.measurement !== measurement
}
