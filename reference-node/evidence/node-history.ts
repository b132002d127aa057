import type { Address, Hash32 } from '../../src/claim/hex.ts'
import type { RegistrationRecord } from './records.ts'

/** Where an event stands on its chain. */
export interface ChainPosition {
  readonly block: number
  readonly position: number
  /** Unix seconds of the block. */
  readonly time: number
}

export type RegistryEvent = ChainPosition &
  (
    | {
        readonly kind: 'registered'
        readonly record: RegistrationRecord
        readonly measurement: Hash32 | undefined
      }
    | { readonly kind: 'enabled' | 'disabled'; readonly registry: Address; readonly teeId: Hash32 }
    | {
        readonly kind: 'approved' | 'revoked'
        readonly registry: Address
        readonly measurement: Hash32
        /** Null in the generation that approved for all types at once. */
        readonly teeType: number | null
      }
    /** A verifier takes the nodes of this registry from now on. */
    | {
        readonly kind: 'named'
        readonly verifier: Address
        readonly before: Address
        readonly registry: Address
      }
    /** network.json lists the registry up to the block before. */
    | { readonly kind: 'ended'; readonly registry: Address }
  )

/** A node at one moment. */
export interface NodeState {
  readonly registration: RegistrationRecord
  readonly registered: ChainPosition
  /** Undefined when the registered document is no attestation that names one, and where another contract registered the node. */
  readonly measurement: Hash32 | undefined
  readonly enabled: boolean
  readonly approved: boolean
  /** Whether the network takes nodes of the registry: false once it took another one in its place. */
  readonly speaks: boolean
}

/** Which events count as having happened: up to a place on the chain, or up to a second of its time. */
export type Moment = { readonly block: number; readonly position: number } | { readonly time: bigint }

/** The key that stands in a call which registered the node; its name is the key's hash, so every registration has the same one. */
export function findKey(events: readonly RegistryEvent[], teeId: Hash32): Uint8Array | undefined {
  return listRegistrations(events, teeId).find(({ record }) => record.signingKey)?.record.signingKey
}

/** In the order of the chain. */
export function listRegistrations(events: readonly RegistryEvent[], teeId: Hash32) {
  return events.flatMap((event) =>
    event.kind === 'registered' && event.record.teeId === teeId ? [event] : [],
  )
}

/**
 * The node's state after the events that had happened, in the registry of its newest registration among those that speak for the
 * network, else of the newest of all; undefined when it was not registered by then.
 */
export function findNodeState(
  events: readonly RegistryEvent[],
  teeId: Hash32,
  moment: Moment,
): NodeState | undefined {
  const past = events.filter((event) => hadHappened(event, moment))
  const registrations = listRegistrations(past, teeId)
  const speaking = registrations.filter((event) => speaks(past, event.record.registry))
  const last = speaking.at(-1) ?? registrations.at(-1)
  if (!last) return undefined
  const { record, measurement } = last
  let enabled = true
  for (const event of past.slice(past.indexOf(last)))
    if (
      (event.kind === 'enabled' || event.kind === 'disabled') &&
      event.teeId === teeId &&
      event.registry === record.registry
    )
      enabled = event.kind === 'enabled'
  const approved = listApproved(events, record.registry, record.teeType, moment)
  return {
    registration: record,
    registered: { block: last.block, position: last.position, time: last.time },
    measurement,
    enabled,
    approved: measurement !== undefined && approved.has(measurement),
    speaks: speaking.length > 0,
  }
}

/**
 * Whether a registry speaks for the network after these events: the network's file does not end it, and where a verifier ever
 * named it, one still does. Source: og-evm TEEInferenceVerifier.setRegistry.
 */
function speaks(past: readonly RegistryEvent[], registry: Address): boolean {
  const named = new Map<Address, Address>()
  let wasNamed = false
  for (const event of past) {
    if (event.kind === 'ended' && event.registry === registry) return false
    if (event.kind !== 'named') continue
    named.set(event.verifier, event.registry)
    wasNamed ||= event.registry === registry || event.before === registry
  }
  return !wasNamed || [...named.values()].includes(registry)
}

/** The measurements that a registry approved for this type of node, as of the moment. */
export function listApproved(
  events: readonly RegistryEvent[],
  registry: Address,
  teeType: number,
  moment: Moment,
): ReadonlySet<Hash32> {
  const approved = new Set<Hash32>()
  for (const event of events) {
    if (event.kind !== 'approved' && event.kind !== 'revoked') continue
    if (event.registry !== registry || !hadHappened(event, moment)) continue
    if (event.teeType !== null && event.teeType !== teeType) continue
    if (event.kind === 'approved') approved.add(event.measurement)
    else approved.delete(event.measurement)
  }
  return approved
}

// A time names a whole second: what a block of that very second did counts as done.
function hadHappened(event: ChainPosition, moment: Moment): boolean {
  if ('time' in moment) return event.time <= Number(moment.time)
  return event.block < moment.block || (event.block === moment.block && event.position < moment.position)
}
