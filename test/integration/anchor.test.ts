import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Anvil, CHAIN_ID, startAnvil } from '../../devnet/chain/anvil.ts'
import { callRpc } from '../../devnet/chain/rpc.ts'
import { readAnchor } from '../../reference-node/anchor/read.ts'
import { listAnchored } from '../../reference-node/anchor/store.ts'
import { auditLog } from '../../reference-node/audit/audit.ts'
import { recordSamples } from '../../reference-node/audit/record.ts'
import { trustOf } from '../../reference-node/audit/trust.ts'
import { ChainView } from '../../reference-node/evidence/chain.ts'
import { type Anchor, parseBody } from '../../reference-node/log/bodies.ts'
import { openBundle } from '../../reference-node/log/bundle.ts'
import { createKeys, readKeys, type WatchdogKeys } from '../../reference-node/log/keys.ts'
import { publishLog } from '../../reference-node/log/publish.ts'
import { openLogPlace, readLog } from '../../reference-node/log/read.ts'
import { LogStore } from '../../reference-node/log/store.ts'
import { beginLog, handOverLog, logVerdicts } from '../../reference-node/sample/run.ts'
import type { LoggingWatchdog } from '../../reference-node/sample/watchdog.ts'
import { anchorLog } from '../../reference-node/watch/anchor.ts'
import { createPool } from '../../src/platform/database.ts'
import { findFreePort } from '../../src/platform/embedded.ts'
import { GuardedHttp } from '../../src/platform/http.ts'
import { getNetwork, type NetworkChain } from '../../src/platform/network.ts'
import { codeOf } from '../support/codes.ts'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'
import { TestIndex } from '../support/sampled-index.ts'

const CHAIN: NetworkChain = {
  id: CHAIN_ID,
  name: 'anvil',
  class: 'devnet',
  family: 'ethereum',
  finality: { tag: 'finalized' },
  integrity: { policy: 'full', quorum: 1, auditShare: 1 },
  endpoints: [],
}
let folder: string
let anvil: Anvil
let database: TestDatabase
let pool: pg.Pool
let keys: WatchdogKeys
let watchdog: LoggingWatchdog
const said: string[] = []
const view = () => new ChainView(CHAIN, [anvil.url])
const mine = async (blocks: number) => {
  for (let at = 0; at < blocks; at++) await callRpc(anvil.url, 'evm_mine', [])
}
const log = () => new LogStore(pool, keys.origin)
const listAnchors = async (): Promise<Anchor[]> =>
  Promise.all(
    (await log().listBundles('anchor')).map(async ({ bundle }) =>
      parseBody('anchor', (await openBundle(bundle)).body),
    ),
  )

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-anchor-'))
  anvil = await startAnvil(await findFreePort(), join(folder, 'anvil'))
  database = await createDatabase()
  pool = createPool(database.url, { application: 'test', max: 2 })
  keys = await createKeys(join(folder, 'keys.json'), 'watchdog.example/a')
  await cp('networks/opengradient-testnet', join(folder, 'networks', 'opengradient-testnet'), {
    recursive: true,
  })
  const network = await getNetwork(join(folder, 'networks'), 'opengradient-testnet')
  watchdog = {
    pool,
    index: new TestIndex(),
    network: { ...network, watch: { ...network.watch, witnesses: [] } },
    name: 'test',
    keys,
    endpoints: new Map(),
    now: () => 1_790_000_000,
    say: (text) => said.push(text),
  }
  await callRpc(anvil.url, 'anvil_setBalance', [keys.address, '0xde0b6b3a7640000'])
  await mine(1)
  await beginLog(watchdog)
})
afterAll(async () => {
  await pool?.end()
  await database?.drop()
  await anvil?.stop()
  await rm(folder, { recursive: true, force: true })
})

test('a checkpoint is anchored by one cheap transaction, and stands in the log once that is final', async () => {
  const { sent, anchored } = await anchorLog(watchdog, view())
  expect([sent?.size, anchored]).toEqual([1, []])
  expect(await anchorLog(watchdog, view())).toEqual({ anchored: [], sent: null })
  await mine(1)
  expect(await anchorLog(watchdog, view())).toEqual({ anchored: [], sent: null })
  await mine(3)
  expect(await anchorLog(watchdog, view())).toEqual({ anchored: [1], sent: null })
  const [anchor] = await listAnchors()
  expect(anchor?.transaction).toBe(sent?.transaction)
  const receipt = await callRpc<{ gasUsed: string }>(anvil.url, 'eth_getTransactionReceipt', [
    sent?.transaction,
  ])
  expect(Number(receipt.gasUsed)).toBeLessThan(23_000)
  const time = await readAnchor(view(), anchor as Anchor)
  expect(await listAnchored(pool, keys.origin, [CHAIN_ID])).toEqual([{ size: 1, chainId: CHAIN_ID, time }])
  expect(await listAnchored(pool, keys.origin, [1])).toEqual([])
})

test('an anchor alone is no news, and a run that was killed before it took note logs it once', async () => {
  expect(await anchorLog(watchdog, view())).toEqual({ anchored: [], sent: null })
  await pool.query('update watch.log_anchor set anchored_at = null')
  expect((await anchorLog(watchdog, view())).anchored).toEqual([1])
  expect(await listAnchors()).toHaveLength(1)
})

test('what the chain lost is sent again', async () => {
  await pool.query(
    `update watch.log_anchor set anchored_at = null, raw = '\\x00', transaction = sha256('none') where size = 1`,
  )
  expect(await anchorLog(watchdog, view())).toEqual({ anchored: [], sent: null })
  expect(said.at(-1)).toContain('the anchor of 1 entries is not mined yet')
})

test('a log goes on under the keys that it was handed over to, and takes nothing more of the old ones', async () => {
  const file = join(folder, 'next.json')
  const next = await createKeys(file, keys.origin, 'a passphrase')
  await handOverLog(watchdog, next)
  const rotated = { ...watchdog, keys: await readKeys(file, 'a passphrase') }
  expect(await codeOf(() => handOverLog(watchdog, next))).toBe('WATCHDOG_KEYS')
  await logVerdicts(rotated)
  const signed = await log().findCheckpoint()
  // A process that still runs with the old keys has nothing to log, and signs nothing over.
  expect(await codeOf(() => logVerdicts(watchdog))).toBe('WATCHDOG_KEYS')
  expect(await log().findCheckpoint()).toBe(signed)
  await recordSamples(rotated)
  await publishLog(log(), (await log().findCheckpoint()) ?? '', join(folder, 'log'))
  const http = new GuardedHttp([])
  const served = await readLog(openLogPlace(join(folder, 'log'), http))
  await http.close()
  const trust = trustOf(watchdog.network, keys.origin, keys.logKey, watchdog.now(), new Map())
  const { findings, watchdog: first } = await auditLog(served, trust)
  expect([findings, first]).toEqual([[], keys.address])
  const { rows } = await pool.query('select key from watch.log')
  expect(rows).toEqual([{ key: next.logKey }])
  const other = await createKeys(join(folder, 'other.json'), 'watchdog.example/b')
  expect(await codeOf(() => handOverLog(rotated, other))).toBe('WATCHDOG_KEYS')
})

test('an anchor is not read from another transaction, another block or a block that is not final', async () => {
  const [anchor] = (await listAnchors()) as [Anchor]
  const wrong = { ...anchor, transaction: anchor.blockHash }
  expect(await codeOf(() => readAnchor(view(), wrong))).toBe('LOG_ANCHOR')
  expect(await codeOf(() => readAnchor(view(), { ...anchor, block: anchor.block + 1 }))).toBe('LOG_ANCHOR')
  expect(await codeOf(() => readAnchor(view(), { ...anchor, block: anchor.block + 100 }))).toBe(
    'BLOCK_NOT_FINAL',
  )
})
