import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Scope } from '../../reference-node/log/bodies.ts'
import { readPopulation } from '../../reference-node/sample/population.ts'
import { Address, Hash32, type Hex, toBytes } from '../../src/claim/hex.ts'
import type { Statement } from '../../src/claim/verdict.ts'
import { createPool } from '../../src/platform/database.ts'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'

const CHAIN = 31_337
const account = (byte: string) => Address(`0x${byte.repeat(20)}`)
const [ONE, TWO, NOBODY] = [account('01'), account('02'), account('03')]
const [VICTIM, OTHER] = [Hash32(`0x${'a1'.repeat(32)}`), Hash32(`0x${'a2'.repeat(32)}`)]
let database: TestDatabase
let pool: pg.Pool

beforeAll(async () => {
  database = await createDatabase()
  pool = createPool(database.url, { application: 'test', max: 1 })
  for (const table of ['settlement', 'settled_claim', 'node_registered'])
    await pool.query(`create table facts.${table}_default partition of facts.${table} default`)
  // By the first relayer a batch of twelve and one of five that nobody has; by the second a batch of three and a forged single that names the victim.
  await settle(10, ONE, 12, 'kept')
  await settle(11, ONE, 5, 'lost')
  await settle(12, TWO, 3, 'kept')
  await settle(13, TWO, null, null)
  await settle(20, ONE, 7, 'late')
  await insert('settled_claim', 13, { node: toBytes(VICTIM), evidence: 'tee_signature', ...HASHES })
  await insert('settled_claim', 14, { node: toBytes(VICTIM), evidence: 'onnx-replay', ...HASHES })
  await insert('settled_claim', 15, { node: toBytes(OTHER), evidence: 'groth16', ...HASHES })
  for (const [block, node] of [
    [1, VICTIM],
    [2, OTHER],
  ] as const)
    await insert('node_registered', block, {
      node: toBytes(node),
      role: 'tee-proxy',
      owner: toBytes(NOBODY),
      tee_type: 0,
    })
})
afterAll(async () => {
  await pool?.end()
  await database?.drop()
})

const HASHES = { input_hash: Buffer.alloc(32, 1), output_hash: Buffer.alloc(32, 2), claimed_at: new Date(0) }

async function insert(table: string, block: number, more: Record<string, unknown>): Promise<void> {
  const row: Record<string, unknown> = {
    network: 'n',
    chain_id: CHAIN,
    block_number: block,
    block_hash: Buffer.alloc(32, block),
    block_time: new Date(block * 1000),
    tx_hash: Buffer.alloc(32, block),
    position: 4,
    contract: Buffer.alloc(20, 9),
    ...more,
  }
  const marks = Object.keys(row).map((_, index) => `$${index + 1}`)
  await pool.query(
    `insert into facts.${table} (${Object.keys(row).join(', ')}) values (${marks.join(', ')})`,
    Object.values(row),
  )
}

function settle(block: number, relayer: Hex, size: number | null, blob: string | null): Promise<void> {
  return insert('settlement', block, {
    kind: size === null ? 'individual' : 'batch',
    relayer: toBytes(relayer),
    merkle_root: size === null ? null : Buffer.alloc(32, block),
    batch_size: size,
    blob_id: blob,
  })
}

/** By block: how many elements it has; and what is outside. Blocks up to 15 are in. */
async function of(statement: Statement, scope: Scope = { kind: 'network' }) {
  const cut = [{ chainId: CHAIN, toBlock: 15 }]
  const { elements, notRecomputable } = await readPopulation(pool, 'n', statement, scope, cut)
  const byBlock = Object.groupBy(elements, ({ block }) => block)
  const sizes = Object.fromEntries(Object.entries(byBlock).map(([block, all]) => [block, all?.length]))
  return { sizes, notRecomputable }
}
const relayer = (address: Address): Scope => ({ kind: 'relayer', relayer: address })
const node = (key: Hash32): Scope => ({ kind: 'node', node: key })

test('what a relayer settled is its population: every leaf by the size of its batch, and a forged one too', async () => {
  expect(await of('hand_off_signed')).toEqual({ sizes: { 10: 12, 11: 5, 12: 3, 13: 1 }, notRecomputable: 0 })
  expect(await of('hand_off_signed', relayer(ONE))).toMatchObject({ sizes: { 10: 12, 11: 5 } })
  expect(await of('hand_off_signed', relayer(TWO))).toMatchObject({ sizes: { 12: 3, 13: 1 } })
  expect(await of('hand_off_signed', relayer(NOBODY))).toMatchObject({ sizes: {} })
  // Each batch and each of its leaves.
  expect(await of('settlement_included', relayer(TWO))).toMatchObject({ sizes: { 12: 4, 13: 1 } })
})

test('of a node there is what it registered and proved, and never what a relayer says that it signed', async () => {
  expect(await of('attestation_valid')).toMatchObject({ sizes: { 1: 1, 2: 1 } })
  expect(await of('attestation_valid', node(VICTIM))).toMatchObject({ sizes: { 1: 1 } })
  expect(await of('proof_valid', node(OTHER))).toMatchObject({ sizes: { 15: 1 } })
  expect(await of('proof_valid', node(VICTIM))).toMatchObject({ sizes: {} })
})

test('what nobody can check again is outside, and how much it is stands beside', async () => {
  expect(await of('output_reproduced')).toEqual({ sizes: { 14: 1, 15: 1 }, notRecomputable: 21 })
  expect(await of('output_reproduced', node(OTHER))).toEqual({ sizes: { 15: 1 }, notRecomputable: 0 })
})
