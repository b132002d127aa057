import { describe, expect, test } from 'vitest'
import {
  type ChainPosition,
  findNodeState,
  listApproved,
  type RegistryEvent,
} from '../../../reference-node/evidence/node-history.ts'
import type { RegistrationRecord } from '../../../reference-node/evidence/records.ts'
import { Address, Hash32 } from '../../../src/claim/hex.ts'

const REGISTRY = Address(`0x${'a1'.repeat(20)}`)
const NEWER = Address(`0x${'a2'.repeat(20)}`)
const NODE = Hash32(`0x${'11'.repeat(32)}`)
const CODE = Hash32(`0x${'22'.repeat(32)}`)
const at = (block: number, position = 0): ChainPosition => ({ block, position, time: block * 10 })

const registered = (place: ChainPosition, registry = REGISTRY, teeType = 0): RegistryEvent => {
  const call = { direct: true, signingKey: undefined, calls: [] }
  const record: RegistrationRecord = { kind: 'registration', registry, teeId: NODE, teeType, ...call }
  return { ...place, kind: 'registered', record, measurement: CODE }
}
const status = (place: ChainPosition, kind: 'enabled' | 'disabled', registry = REGISTRY): RegistryEvent => ({
  ...place,
  kind,
  registry,
  teeId: NODE,
})
const code = (
  place: ChainPosition,
  kind: 'approved' | 'revoked',
  teeType: number | null = 0,
  registry = REGISTRY,
) => ({ ...place, kind, registry, measurement: CODE, teeType }) satisfies RegistryEvent

describe('a node as of a moment', () => {
  const story = [
    code(at(1), 'approved'),
    registered(at(2)),
    status(at(4), 'disabled'),
    status(at(6), 'enabled'),
    code(at(8), 'revoked'),
  ]

  test('follows the seconds of its chain', () => {
    const states = [10, 19, 20, 39, 40, 60, 79, 80].map((time) => {
      const state = findNodeState(story, NODE, { time: BigInt(time) })
      return state && [state.enabled, state.approved]
    })
    const [up, down, revoked] = [
      [true, true],
      [false, true],
      [true, false],
    ]
    expect(states).toEqual([undefined, undefined, up, up, down, up, up, revoked])
  })

  test('follows the order within a block', () => {
    const events = [code(at(5, 3), 'approved'), code(at(5, 7), 'revoked')]
    const approvedAt = (position: number) =>
      listApproved(events, REGISTRY, 0, { block: 5, position }).has(CODE)
    expect([3, 4, 7, 8].map(approvedAt)).toEqual([false, true, true, false])
  })

  test('what one registry says of another’s nodes does not count', () => {
    const events = [...story.slice(0, 2), status(at(3), 'disabled', NEWER), code(at(3), 'revoked', 0, NEWER)]
    expect(findNodeState(events, NODE, { time: 100n })).toMatchObject({ enabled: true, approved: true })
  })

  test('an approval is for one type of node, or in the older generation for all', () => {
    expect(listApproved([code(at(1), 'approved', 1)], REGISTRY, 0, { time: 99n }).size).toBe(0)
    expect(listApproved([code(at(1), 'approved', null)], REGISTRY, 0, { time: 99n }).size).toBe(1)
  })

  test('registering again enables', () => {
    const events = [code(at(1), 'approved'), registered(at(2)), status(at(3), 'disabled'), registered(at(4))]
    expect(findNodeState(events, NODE, { time: 40n })?.enabled).toBe(true)
  })

  test('a registry that no verifier names any more does not speak', () => {
    const VERIFIER = Address(`0x${'a3'.repeat(20)}`)
    const named = (place: ChainPosition, before: Address, registry: Address): RegistryEvent => ({
      ...place,
      kind: 'named',
      verifier: VERIFIER,
      before,
      registry,
    })
    const events = [code(at(1), 'approved'), registered(at(2)), named(at(4), REGISTRY, NEWER)]
    const saying = (more: readonly RegistryEvent[], time: bigint) => {
      const state = findNodeState([...events, ...more], NODE, { time })
      return state && [state.registration.registry, state.speaks, state.approved]
    }
    expect(saying([], 39n)).toEqual([REGISTRY, true, true])
    expect(saying([], 40n)).toEqual([REGISTRY, false, true])
    const moved = [registered(at(5), NEWER), code(at(6), 'approved', 0, NEWER)]
    expect(saying(moved, 60n)).toEqual([NEWER, true, true])
    expect(saying([...moved, named(at(7), NEWER, REGISTRY)], 70n)).toEqual([REGISTRY, true, true])
    const ended: RegistryEvent = { ...at(3, -1), kind: 'ended', registry: REGISTRY }
    expect(findNodeState([registered(at(2)), ended], NODE, { time: 30n })?.speaks).toBe(false)
  })
})
