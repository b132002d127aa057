import type { Hex } from '../../../src/claim/hex.ts'
import { toHex } from '../../../src/claim/hex.ts'
import type { TestDatabase } from '../postgres.ts'
import { measurementOfImage, TestNode } from './actors.ts'
import { call, emit } from './calls.ts'
import { CHAIN, REGISTRY, RELAY, WatchWorld } from './world.ts'

const OWNER: Hex = `0x${'0e'.repeat(20)}`

/** A world in which one registered node handed off outputs, `claims` in all, `perBlock` in each block, indexed. */
export async function createWorkWorld(
  claims: number,
  { database, perBlock = 1 }: { readonly database?: TestDatabase; readonly perBlock?: number } = {},
): Promise<{ world: WatchWorld; ids: string[] }> {
  const world = await WatchWorld.create(database)
  const alice = new TestNode()
  const attested = alice.attest(world.timeOf(world.next), 1)
  await world.describe({ roots: [attested.root] })
  const log = emit(REGISTRY, 'TEERegistered', { teeId: alice.teeId, owner: OWNER, teeType: 0 })
  const approved = { pcrHash: measurementOfImage(1), teeType: 0, version: 'v1' }
  const args = [toHex(attested.document), toHex(alice.spki), toHex(attested.tls), OWNER, 'https://node', 0]
  world.chain.mine([
    { logs: [emit(REGISTRY, 'PCRApproved', approved)] },
    call(REGISTRY, 'registerTEEWithAttestation', args, [log]),
  ])
  const ids: string[] = []
  while (ids.length < claims) {
    const time = world.timeOf(world.next)
    const logs = Array.from({ length: Math.min(perBlock, claims - ids.length) }, (_, index) => {
      const signed = alice.respond(`${ids.length + index}`, time)
      return emit(RELAY, 'IndividualSettlement', { ...signed, ethAddress: OWNER, walrusBlobId: '0x' })
    })
    const block = world.chain.mine([{ logs }])
    ids.push(...logs.map((_, index) => `${CHAIN}-${block.number}-${index}`))
  }
  await world.index()
  return { world, ids }
}
