import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { refreshDisclosures } from '../../src/keeper/disclosures/refresh.ts'
import { createPool, type Pool } from '../../src/platform/database.ts'
import type { Network } from '../../src/platform/network.ts'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'
import { account, contextOf } from '../unit/events/encode.ts'

const [DAY_ONE, DAY_TWO, DAY_THREE] = [1, 2, 3].map((day) => Date.UTC(2026, 10, 20 + day) / 1000) as [
  number,
  number,
  number,
]
const log = pino({ level: 'silent' })
const never = new AbortController().signal
const word = (value: bigint) => value.toString(16).padStart(64, '0')

let database: TestDatabase
let pool: Pool
let folder: string
let network: Network
let server: Server
let url: string
/** What the chain says by the first four bytes of the call; nothing: it reverts. */
let says: Record<string, string>

beforeEach(async () => {
  database = await createDatabase()
  pool = createPool(database.url, { application: 'test', max: 2 })
  folder = await mkdtemp(join(tmpdir(), 'assay-disclosures-'))
  network = { ...contextOf({}, { name: 'stated', disclosures: 'disclosures.json' }).network, folder }
  says = {}
  server = createServer((request, response) => {
    let text = ''
    request.on('data', (part) => {
      text += part
    })
    request.on('end', () => {
      const { params } = JSON.parse(text)
      const result = says[params[0].data.slice(0, 10)]
      const answer = result ? { result } : { error: { code: 3, message: 'execution reverted' } }
      response.end(JSON.stringify({ jsonrpc: '2.0', id: 1, ...answer }))
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  await pool.query(`insert into ingest.status (network, chain_id, genesis_hash, height, hash, block_time,
      finalized_height, finalized_hash, head, digest, source_set_hash, fence)
    values ('stated', 7, '\\x00', 100, '\\x01', now(), 90, '\\x02', 100, '\\x03', '\\x04', 1)`)
})

afterEach(async () => {
  server.close()
  await pool.end()
  await database.drop()
  await rm(folder, { recursive: true, force: true })
})

const AGE = 'function heartbeatMaxAge() view returns (uint256)'
const AGE_CALL = '0x87267aca'
const read = { chain: 7, address: account('01'), function: AGE }
const rule = (more: object) => ({
  rule: 'heartbeat.max-age',
  question: 'How long may a node be silent?',
  status: 'disclosed',
  value: '1800',
  unit: 'seconds',
  source: 'TEERegistry.sol',
  firstSeen: '2026-11-01',
  read,
  ...more,
})
const state = (...rules: object[]) => writeFile(join(folder, 'disclosures.json'), JSON.stringify(rules))
const refresh = (now: number) => refreshDisclosures({ pool, network, log, signal: never }, () => [url], now)

async function history(): Promise<unknown[]> {
  const { rows } = await pool.query(
    `select extract(epoch from seen_at)::int as seen, status, value, detail, block_number as block
     from keeper.disclosure order by seen_at`,
  )
  return rows
}

describe('a rule that a network states', () => {
  test('is written once, on the day it was first seen, while its chain bears it out', async () => {
    await state(rule({}))
    says[AGE_CALL] = `0x${word(1800n)}`
    expect(await refresh(DAY_ONE)).toEqual({ changes: 1, unread: 0 })
    expect(await refresh(DAY_TWO)).toEqual({ changes: 0, unread: 0 })
    expect(await history()).toEqual([
      { seen: Date.UTC(2026, 10, 1) / 1000, status: 'disclosed', value: '1800', detail: null, block: 90 },
    ])
  })

  test('turns contradicted when its chain says otherwise, and back, and all of that is kept', async () => {
    await state(rule({}))
    says[AGE_CALL] = `0x${word(900n)}`
    await refresh(DAY_ONE)
    says[AGE_CALL] = `0x${word(600n)}`
    await refresh(DAY_TWO)
    says[AGE_CALL] = `0x${word(1800n)}`
    await refresh(DAY_THREE)
    const chain = (value: number) =>
      `the chain says ${value} (eth_call heartbeatMaxAge() of ${account('01')})`
    expect(await history()).toMatchObject([
      { status: 'disclosed', value: '1800', detail: null, block: null },
      { seen: DAY_ONE, status: 'contradicted', value: '1800', detail: chain(900), block: 90 },
      { seen: DAY_TWO, status: 'contradicted', value: '1800', detail: chain(600) },
      { seen: DAY_THREE, status: 'disclosed', value: '1800', detail: null },
    ])
  })

  test('that nobody wrote down is disclosed by its chain; a guess is confirmed by it', async () => {
    await state(
      rule({ status: 'undisclosed', value: null }),
      rule({ rule: 'guessed', status: 'inferred', value: '1800' }),
    )
    says[AGE_CALL] = `0x${word(1800n)}`
    await refresh(DAY_ONE)
    const { rows } = await pool.query(
      `select distinct on (rule) rule, status, value from keeper.disclosure order by rule, seen_at desc`,
    )
    expect(rows).toEqual([
      { rule: 'guessed', status: 'disclosed', value: '1800' },
      { rule: 'heartbeat.max-age', status: 'disclosed', value: '1800' },
    ])
  })

  test('that its chain does not answer stays as it was, and is asked again', async () => {
    await state(rule({}))
    says[AGE_CALL] = `0x${word(900n)}`
    await refresh(DAY_ONE)
    says = {}
    expect(await refresh(DAY_TWO)).toEqual({ changes: 0, unread: 1 })
    expect(await history()).toHaveLength(2)
  })

  test('in a tuple with a precision of its own is a plain decimal', async () => {
    await state(
      rule({
        rule: 'slashing.fraction',
        value: '0.05',
        read: {
          ...read,
          function:
            'function getParams() view returns ((int64 window, (uint256 value, uint8 precision) fraction) params)',
          pick: ['fraction'],
        },
      }),
    )
    says['0x5e615a6b'] = `0x${word(100n)}${word(5n * 10n ** 16n)}${word(18n)}`
    await refresh(DAY_ONE)
    expect(await history()).toMatchObject([{ status: 'disclosed', value: '0.05', detail: null }])
  })
})
