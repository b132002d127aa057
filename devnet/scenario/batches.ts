import { createHash } from 'node:crypto'
import { StandardMerkleTree } from '@openzeppelin/merkle-tree'
import { keccak256 } from '../../src/claim/hash.ts'
import { type Hash32, Hash32 as toHash32, toHex } from '../../src/claim/hex.ts'
import { LEAF_ENCODING } from '../../src/claim/merkle.ts'
import { HONEST, type TeeName } from '../actors/keys.ts'
import { Choices } from '../actors/random.ts'
import type { Response } from '../actors/tee-node.ts'
import { timeOf } from '../chain/chain.ts'
import type { Call } from '../chain/journal.ts'
import { serves } from './nodes.ts'
import { type Scene, through } from './operators.ts'
import { call, isQuiet, type World } from './world.ts'

/** What the relayer does to one batch. */
export type BatchCheat =
  | 'forged-leaf'
  | 'altered-leaf'
  | 'stranger-leaf'
  | 'repeated-leaf'
  | 'signed-again-leaf'
  | 'revoked-leaf'
  | 'disabled-leaf'
  | 'stale-leaf'
  | 'lost-blob'
  | 'other-root'
  | 'other-size'

/** The cheats of the first forty blocks; each batch has at most one, so that each verdict has one cause. */
export const BATCH_CHEATS: Readonly<Record<number, BatchCheat>> = {
  15: 'forged-leaf',
  17: 'altered-leaf',
  19: 'stranger-leaf',
  21: 'revoked-leaf',
  23: 'repeated-leaf',
  25: 'lost-blob',
  27: 'other-root',
  29: 'other-size',
  31: 'signed-again-leaf',
  33: 'disabled-leaf',
  35: 'stale-leaf',
}
const STEADY = ['tee-1', 'tee-2', 'tee-3', 'tee-4'] as const
/** The block whose first leaf is settled again by `repeated-leaf` and `signed-again-leaf`. */
const REPEATED = { 'repeated-leaf': 5, 'signed-again-leaf': 7 } as const

/** Later on the relayer cheats now and then, as the seed has it. */
function cheatIn(world: World, block: number): BatchCheat | undefined {
  if (block <= 40) return BATCH_CHEATS[block]
  const choices = new Choices(world.seed, `cheat/${block}`)
  return choices.chance(5) ? choices.pick(['forged-leaf', 'altered-leaf', 'lost-blob'] as const) : undefined
}

/** In every odd block from the fifth: a batch of responses. */
export async function settleBatch(world: Scene, block: number): Promise<Call[]> {
  if (block % 2 === 0 || block < 5 || isQuiet(block)) return []
  const cheat = cheatIn(world, block)
  const responses = await cheatWith(world, block, cheat, respond(world, block))
  await world.outbox.put(block, responses)
  const rows = responses.map(({ teeId, inputHash, outputHash, signature, timestamp }) => [
    teeId,
    inputHash,
    outputHash,
    signature,
    String(timestamp),
  ])
  const tree = StandardMerkleTree.of(rows, [...LEAF_ENCODING])
  const blob = Buffer.from(JSON.stringify(tree.dump()))
  const id = blobIdOf(blob)
  if (cheat !== 'lost-blob') await world.blobs.put(id, blob)
  const root = cheat === 'other-root' ? keccak256(Buffer.from(tree.root)) : toHash32(tree.root)
  const size = rows.length + (cheat === 'other-size' ? 1 : 0)
  const args = [root, size, toHex(Buffer.from(id))]
  const settles = call(world, 'relayer', 'InferenceSettlementRelay', 'batchSettle', args)
  if (block % 28 !== 9) return [settles]
  // Now and then the relayer settles by its Safe, whose order its account brings.
  return [
    await through(world, [world.operators['relayer-account'], world.operators['relayer-safe']], [settles]),
  ]
}

/** A blob is named as on Walrus: 43 characters of base64url. Here: its SHA-256. */
export function blobIdOf(blob: Uint8Array): string {
  return createHash('sha256').update(blob).digest('base64url')
}

/** Hash of what was asked, and of what came back: what the relayer gets to see of a conversation. */
function conversation(choices: Choices): { inputHash: Hash32; outputHash: Hash32 } {
  return { inputHash: keccak256(choices.bytes(32)), outputHash: keccak256(choices.bytes(32)) }
}

function respond(world: World, block: number): Response[] {
  const choices = new Choices(world.seed, `batch/${block}`)
  const servers = ([...HONEST, 'revoked', 'silent'] as const).filter((name) => serves(name, block))
  const count = choices.integer(6, 9)
  return Array.from({ length: count }, (_, index) => {
    const { inputHash, outputHash } = conversation(choices)
    const timestamp = timeOf(block) - choices.integer(60, 840)
    // The first leaf may be settled again later, so its node is one whose state never changes.
    const name = choices.pick(index === 0 ? STEADY : servers)
    return world.keys.tee[name].respond(inputHash, outputHash, timestamp)
  })
}

async function cheatWith(
  world: World,
  block: number,
  cheat: BatchCheat | undefined,
  honest: Response[],
): Promise<Response[]> {
  const { tee } = world.keys
  const choices = new Choices(world.seed, `cheat/${block}`)
  const made = (signer: TeeName, inTheNameOf: TeeName = signer, signedIn = block) => {
    const { inputHash, outputHash } = conversation(choices)
    return tee[signer].respond(inputHash, outputHash, timeOf(signedIn) - 120, tee[inTheNameOf])
  }
  switch (cheat) {
    case 'forged-leaf':
      return [...honest, made('stranger', 'tee-2')]
    case 'altered-leaf':
      return [...honest, { ...made('tee-3'), outputHash: keccak256(choices.bytes(32)) }]
    case 'stranger-leaf':
      return [...honest, made('stranger')]
    case 'revoked-leaf':
      return [...honest, made('revoked')]
    case 'disabled-leaf':
      return [...honest, made('forged-signature')]
    case 'stale-leaf':
      return [...honest, made('tee-4', 'tee-4', 6)]
    case 'repeated-leaf':
      return [...honest, await firstOf(world, REPEATED[cheat])]
    case 'signed-again-leaf': {
      const { teeId, inputHash, outputHash, timestamp } = await firstOf(world, REPEATED[cheat])
      const signer = Object.values(tee).find((each) => each.teeId === teeId)
      return signer ? [...honest, signer.respond(inputHash, outputHash, Number(timestamp))] : honest
    }
    default:
      return honest
  }
}

async function firstOf(world: World, block: number): Promise<Response> {
  const [first] = await world.outbox.get(block)
  if (!first) throw new RangeError(`nothing was settled in block ${block}`)
  return first
}
