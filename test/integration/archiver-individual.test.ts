import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startApi } from '../../src/api/api.ts'
import { readConfig } from '../../src/api/config.ts'
import { listArchiveStatus } from '../../src/archiver/store/status.ts'
import { keccak256 } from '../../src/claim/hash.ts'
import type { Hash32, Hex } from '../../src/claim/hex.ts'
import { sha256 } from '../../src/platform/content-store.ts'
import { testConfig } from '../support/api/server.ts'
import { emit } from '../support/watch/calls.ts'
import { RELAY, WatchWorld } from '../support/watch/world.ts'

const PROMPT = 'where does it hurt, Ludmila?'
const ANSWER = 'in the left knee'
const SETTLED = `select count(*) > 0 and bool_and(status <> 'pending') from archive.blob`
const hash = (text: string): Hash32 => keccak256(Buffer.from(text))

let world: WatchWorld
beforeEach(async () => {
  world = await WatchWorld.create()
  await world.describe({ roots: [] })
})
afterEach(() => world.close())

function settle(blobId: string, inputHash: Hash32, outputHash: Hash32): void {
  const teeId = hash('node')
  const walrusBlobId: Hex = `0x${Buffer.from(blobId).toString('hex')}`
  const args = {
    teeId,
    ethAddress: RELAY,
    inputHash,
    outputHash,
    timestamp: 1n,
    walrusBlobId,
    signature: '0xabcd',
  }
  world.chain.mine([{ logs: [emit(RELAY, 'IndividualSettlement', args)] }])
}

const put = (id: string, text: string) => {
  const bytes = Buffer.from(text)
  world.store.blobs.set(id, bytes)
  return bytes
}
const say = (input: unknown, output: unknown) =>
  JSON.stringify({
    input,
    output,
    teeSignature: '0xabcd',
    teeId: hash('node'),
    timestamp: 1,
    ethAddress: RELAY,
  })

async function archive(): Promise<void> {
  await world.index()
  world.startArchiver()
  await world.until(SETTLED)
}

/** Every row that the database holds outside its catalogue, as text. */
async function dump(): Promise<string> {
  const { rows: tables } = await world.pool.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema in ('facts', 'archive', 'watch', 'ingest', 'derived', 'keeper')`,
  )
  const texts = await Promise.all(
    tables.map(async ({ name }) => {
      const { rows } = await world.pool.query<{ row: string }>(`select t::text as row from ${name} t`)
      return rows.map(({ row }) => row).join('\n')
    }),
  )
  return texts.join('\n')
}

describe('blobs of individual settlements', () => {
  test('are kept by their SHA-256; whether the settled hashes follow from them is marked', async () => {
    const canonical = '{"messages": [], "temperature": 0.0}'
    const said = put('said', say(PROMPT, ANSWER))
    put('canonical', say('{"temperature":0.0,"messages":[]}', ANSWER))
    put('object', `{"output": [{"id": 1}], "input": {"temperature":0.0,"messages":[]}}`)
    put('other', say(PROMPT, 'something else'))
    put('crossed', say(ANSWER, PROMPT))
    settle('said', hash(PROMPT), hash(ANSWER))
    settle('canonical', hash(canonical), hash(ANSWER))
    settle('object', hash(canonical), hash('[{"id": 1}]'))
    settle('other', hash(PROMPT), hash(ANSWER))
    settle('crossed', hash(PROMPT), hash(ANSWER))
    await archive()
    const { rows } = await world.pool.query(
      'select blob_id, status, agrees from archive.individual order by 1',
    )
    expect(rows).toEqual([
      { blob_id: 'canonical', status: 'kept', agrees: true },
      { blob_id: 'crossed', status: 'kept', agrees: false },
      { blob_id: 'object', status: 'kept', agrees: true },
      { blob_id: 'other', status: 'kept', agrees: false },
      { blob_id: 'said', status: 'kept', agrees: true },
    ])
    const codes = await world.pool.query(
      'select blob_id, code from archive.blob where code is not null order by 1',
    )
    expect(codes.rows).toEqual(['crossed', 'other'].map((id) => ({ blob_id: id, code: 'CONTENT_MISMATCH' })))
    const name = sha256(said).slice(2)
    const kept = await readFile(join(world.folder, 'archive/sha256', name.slice(0, 2), name))
    expect(kept.equals(said)).toBe(true)
  })

  test('are counted apart from batches; those that name none are no loss', async () => {
    put('good', say(PROMPT, ANSWER))
    put('junk', 'no conversation')
    put('half', '{"input": "only a question"}')
    put('deep', `{"output": "x", "input": ${'['.repeat(80)}${']'.repeat(80)}}`)
    for (const id of ['good', 'good', 'junk', 'half', 'deep', 'gone', ''])
      settle(id, hash(PROMPT), hash(ANSWER))
    await archive()
    expect(await listArchiveStatus(world.pool)).toEqual([
      {
        network: 'world',
        kind: 'individual',
        settlements: 7,
        unnamed: 1,
        kept: 2,
        mismatched: 3,
        pending: 0,
        lost: 1,
        leaves: 0,
        bytes: [...world.store.blobs.values()].reduce((sum, bytes) => sum + bytes.length, 0),
        repeats: 6,
      },
    ])
    const { rows } = await world.pool.query(
      `select blob_id, code from archive.blob where status = 'refused' order by 1`,
    )
    expect(rows).toEqual([
      { blob_id: 'deep', code: 'UNKNOWN_JSON_DEPTH' },
      { blob_id: 'half', code: 'REJECTED_CONVERSATION_SHAPE' },
      { blob_id: 'junk', code: 'REJECTED_JSON_SYNTAX' },
    ])
  })

  test('nothing that was said stands in the database, whatever is wrong with the blob', async () => {
    put('good', say(PROMPT, ANSWER))
    put('other', say(PROMPT, 'Ludmila again'))
    put('twice', `{"input": {"Ludmila": 1, "Ludmila": 2}, "output": "x"}`)
    put('junk', `Ludmila { "input"`)
    put('batch', `{"format": "Ludmila", "input": 1, "output": 2}`)
    for (const id of ['good', 'other', 'twice', 'junk', 'batch']) settle(id, hash(PROMPT), hash(ANSWER))
    // The same blob as a batch: then another decoder reads it.
    const named = ['twice', 'batch'].map((id) => `0x${Buffer.from(`${id}-settled`).toString('hex')}` as Hex)
    for (const walrusBlobId of named)
      world.chain.mine([
        { logs: [emit(RELAY, 'BatchSettlement', { merkleRoot: hash('root'), batchSize: 1n, walrusBlobId })] },
      ])
    put('twice-settled', `{"Ludmila": 1, "Ludmila": 2}`)
    put('batch-settled', `{"format": "Ludmila"}`)
    await archive()
    const everything = await dump()
    expect(everything).toContain('CONTENT_MISMATCH')
    expect(everything).not.toMatch(/Ludmila|hurt|knee/)
    expect(everything).not.toContain(Buffer.from('Ludmila').toString('hex'))
  })

  test('the API serves hashes only, unless its operator turned contents on', async () => {
    put('said', say(PROMPT, ANSWER))
    settle('said', hash(PROMPT), hash(ANSWER))
    await archive()
    const env = world.env()
    expect(readConfig(env).contents).toBeUndefined()
    expect(readConfig({ ...env, ASSAY_API_SHOW_CONTENT: 'no' }).contents).toBeUndefined()
    const { contents = '' } = readConfig({ ...env, ASSAY_API_SHOW_CONTENT: 'yes' })
    const networks = join(world.folder, 'networks')
    const logged: string[] = []
    const log = pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) })
    const ask = async (more: { contents?: string }) => {
      const api = await startApi(testConfig(env.DATABASE_URL ?? '', { networks, ...more }), log)
      try {
        const content = await fetch(`${api.url}/content/world/said`)
        const other = await fetch(`${api.url}/content/world/..%2Fsaid`)
        const query = '{ claims { inputHash outputHash } blobs { id status code detail sha256 } }'
        const all = await fetch(`${api.url}/graphql?query=${encodeURIComponent(query)}`)
        return {
          status: content.status,
          said: await content.text(),
          other: other.status,
          all: await all.text(),
        }
      } finally {
        await api.close()
      }
    }
    const off = await ask({})
    expect(off.status).toBe(404)
    expect(off.all).toContain(hash(PROMPT))
    expect(off.said + off.all).not.toMatch(/hurt|knee/)
    const on = await ask({ contents })
    expect([on.status, on.other]).toEqual([200, 404])
    expect(JSON.parse(on.said)).toMatchObject({
      network: 'world',
      blobId: 'said',
      input: PROMPT,
      output: ANSWER,
    })
    expect(on.all).not.toMatch(/hurt|knee/)
    expect(logged.join('')).not.toMatch(/hurt|knee/)
    // A folder that holds no such bytes: nothing is made up.
    const empty = await mkdtemp(join(tmpdir(), 'assay-empty-'))
    expect((await ask({ contents: empty })).status).toBe(404)
    await rm(empty, { recursive: true })
  })
})
