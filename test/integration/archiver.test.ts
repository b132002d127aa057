import { randomBytes } from 'node:crypto'
import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { listArchiveStatus } from '../../src/archiver/store/status.ts'
import { keccak256 } from '../../src/claim/hash.ts'
import type { Hash32, Hex } from '../../src/claim/hex.ts'
import type { BatchLeaf } from '../../src/claim/merkle.ts'
import { sha256 } from '../../src/platform/content-store.ts'
import { makeBatch } from '../support/watch/blobs.ts'
import { emit } from '../support/watch/calls.ts'
import { RELAY, WatchWorld } from '../support/watch/world.ts'

let world: WatchWorld
beforeEach(async () => {
  world = await WatchWorld.create()
  await world.describe({ roots: [] })
})
afterEach(() => world.close())

const leaf = (text: string, timestamp = 1n): BatchLeaf => {
  const hash = keccak256(Buffer.from(text))
  return { teeId: hash, inputHash: hash, outputHash: hash, signature: '0xabcd', timestamp }
}
const settle = (root: Hex, size: number, blobId: string | Buffer) => {
  const walrusBlobId: Hex = `0x${Buffer.from(blobId).toString('hex')}`
  world.chain.mine([
    { logs: [emit(RELAY, 'BatchSettlement', { merkleRoot: root, batchSize: BigInt(size), walrusBlobId })] },
  ])
}
const blob = async (id: string) =>
  (await world.pool.query('select * from archive.blob where blob_id = $1', [id])).rows[0]
const NONE_PENDING = `select count(*) > 0 and bool_and(status <> 'pending') from archive.blob`

describe('the archiver', () => {
  test('keeps a blob by its hash and writes its leaves in order', async () => {
    const { root, blob: bytes } = makeBatch([leaf('a'), leaf('b'), leaf('c', 1n << 200n)])
    world.store.blobs.set('one', bytes)
    settle(root, 3, 'one')
    await world.index()
    world.startArchiver()
    await world.until(NONE_PENDING)
    expect(await blob('one')).toMatchObject({ status: 'kept', code: null, leaf_count: 3, size: bytes.length })
    const hash = sha256(bytes).slice(2)
    const kept = await readFile(join(world.folder, 'archive/sha256', hash.slice(0, 2), hash))
    expect(kept.equals(bytes)).toBe(true)
    const { rows } = await world.pool.query(
      'select leaf_index, input_hash, claimed_at, claimed_at_seconds from archive.leaf order by 1',
    )
    expect(rows.map((row) => `0x${row.input_hash.toString('hex')}`)).toEqual(
      ['a', 'b', 'c'].map((text) => keccak256(Buffer.from(text))),
    )
    // A time that no calendar holds is not made up, and what was stated is kept.
    expect(rows.map((row) => [row.claimed_at?.getTime() ?? null, row.claimed_at_seconds])).toEqual([
      [1000, null],
      [1000, null],
      [null, String(1n << 200n)],
    ])
    const claims = await world.pool.query('select id from facts.claim order by id')
    expect(claims.rows.map((row) => row.id)).toEqual(['31337-1-0-0', '31337-1-0-1', '31337-1-0-2'])
  })

  test('keeps ids apart that are no text, and ids of any length hold up nobody', async () => {
    const good = makeBatch([leaf('a')])
    world.store.blobs.set('good', good.blob)
    const noText = [
      Buffer.of(0xff, 0xfe, 0),
      Buffer.of(0xff, 0xfe, 1),
      Buffer.of(0),
      Buffer.from('bytes:0x00'),
    ]
    for (const id of noText) settle(good.root, 1, id)
    settle(good.root, 1, randomBytes(40_000).toString('hex'))
    settle(good.root, 1, randomBytes(20_000))
    settle(good.root, 1, 'good')
    await world.index()
    world.startArchiver()
    await world.until(NONE_PENDING)
    expect(await blob('good')).toMatchObject({ status: 'kept' })
    const { rows } = await world.pool.query('select distinct blob_id, status, code from archive.blob')
    expect(rows).toHaveLength(7)
    const refused = rows.filter(({ blob_id }) => blob_id !== 'good')
    expect(refused).toEqual(
      refused.map(({ blob_id }) => ({ blob_id, status: 'refused', code: 'BLOB_ID_MALFORMED' })),
    )
  })

  test('says of each settlement what became of its blob', async () => {
    const good = makeBatch([leaf('a')])
    world.store.blobs.set('good', good.blob)
    settle(good.root, 1, 'good')
    settle(makeBatch([leaf('b')]).root, 1, 'gone')
    world.store.blobs.set('other', good.blob)
    settle(makeBatch([leaf('c')]).root, 1, 'other')
    world.store.blobs.set('junk', Buffer.from('no batch'))
    settle(makeBatch([leaf('d')]).root, 1, 'junk')
    settle(makeBatch([leaf('e')]).root, 1, '../../etc/passwd')
    await world.index()
    world.startArchiver()
    await world.until(NONE_PENDING)
    expect(await blob('gone')).toMatchObject({ status: 'lost', code: 'BLOB_MISSING', tries: 2 })
    expect(await blob('other')).toMatchObject({ status: 'kept', code: 'ROOT_MISMATCH' })
    expect(await blob('junk')).toMatchObject({ status: 'refused', code: 'REJECTED_JSON_SYNTAX' })
    expect(await blob('../../etc/passwd')).toMatchObject({ status: 'refused', code: 'BLOB_ID_MALFORMED' })
    expect(await listArchiveStatus(world.pool)).toMatchObject([
      {
        network: 'world',
        kind: 'batch',
        settlements: 5,
        kept: 1,
        mismatched: 3,
        pending: 0,
        lost: 1,
        leaves: 2,
      },
    ])
    // Leaves of a blob that does not rebuild the settled root are no claims of that settlement.
    const claims = await world.pool.query('select id from facts.claim')
    expect(claims.rows).toEqual([{ id: '31337-1-0-0' }])
  })

  test('asks for the newest settlement first, for each blob once', async () => {
    for (const name of ['old', 'middle', 'new']) {
      const { root, blob: bytes } = makeBatch([leaf(name)])
      world.store.blobs.set(name, bytes)
      settle(root, 1, name)
    }
    await world.index()
    world.startArchiver({ ASSAY_BLOB_CONCURRENCY: '1' })
    await world.until(NONE_PENDING)
    expect(world.store.asked).toEqual(['new', 'middle', 'old'])
  })

  test('a store that is down makes nothing lost; the blob is kept once it is up again', async () => {
    const { root, blob: bytes } = makeBatch([leaf('a')])
    world.store.blobs.set('late', bytes)
    world.store.broken = 503
    settle(root, 1, 'late')
    await world.index()
    world.startArchiver()
    const asked = new Promise<void>((resolve) => {
      const push = world.store.asked.push.bind(world.store.asked)
      world.store.asked.push = (id) => {
        if (world.store.asked.length === 4) resolve()
        return push(id)
      }
    })
    await asked
    expect(await blob('late')).toMatchObject({ status: 'pending', code: 'BLOB_STORE_UNAVAILABLE' })
    world.store.broken = undefined
    await world.until(NONE_PENDING)
    expect(await blob('late')).toMatchObject({ status: 'kept', code: null })
  })

  test('marks the same hand-off where it was settled again', async () => {
    const one = makeBatch([leaf('a'), leaf('b')])
    const two = makeBatch([leaf('c'), leaf('a')])
    world.store.blobs.set('one', one.blob)
    world.store.blobs.set('two', two.blob)
    settle(one.root, 2, 'one')
    settle(two.root, 2, 'two')
    const { teeId, inputHash, outputHash, timestamp, signature } = leaf('b')
    const individual = {
      teeId,
      ethAddress: RELAY,
      inputHash,
      outputHash,
      timestamp,
      walrusBlobId: '0x',
      signature,
    }
    world.chain.mine([{ logs: [emit(RELAY, 'IndividualSettlement', individual)] }])
    await world.index()
    world.startArchiver()
    await world.until(NONE_PENDING)
    const { rows } = await world.pool.query(
      'select id, repeat, copies from archive.repeat order by input_hash, repeat',
    )
    const byHash = [keccak256(Buffer.from('a')), keccak256(Buffer.from('b'))] as Hash32[]
    const expected = {
      [byHash[0] as string]: [
        { id: '31337-1-0-0', repeat: 0, copies: 2 },
        { id: '31337-2-0-1', repeat: 1, copies: 2 },
      ],
      [byHash[1] as string]: [
        { id: '31337-1-0-1', repeat: 0, copies: 2 },
        { id: '31337-3-0', repeat: 1, copies: 2 },
      ],
    }
    expect(rows).toEqual(byHash.toSorted().flatMap((hash) => expected[hash]))
  })

  test('what is on disk is never half a blob', async () => {
    const { root, blob: bytes } = makeBatch([leaf('a')])
    world.store.blobs.set('one', bytes)
    settle(root, 1, 'one')
    await world.index()
    const folder = join(world.folder, 'archive/sha256', sha256(bytes).slice(2, 4))
    await mkdir(folder, { recursive: true })
    world.startArchiver()
    await world.until(NONE_PENDING)
    expect(await readdir(folder)).toEqual([sha256(bytes).slice(2)])
  })
})
