import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { callRpc } from '../../devnet/chain/rpc.ts'
import { ACCOUNTS } from '../../devnet/market/world.ts'
import { Address, type Hex } from '../../src/claim/hex.ts'
import { readRecording } from '../../src/indexer/replay/file.ts'
import { REPLAY_SUMS, type ReplayRow, replay } from '../../src/indexer/replay/replay.ts'
import { createPool, type Pool } from '../../src/platform/database.ts'
import { getNetwork } from '../../src/platform/network.ts'
import { playDevnet, removeDevnet } from '../support/devnet.ts'
import { balanceOf } from '../support/market/balance.ts'
import { recordChain } from '../support/market/chain-recording.ts'
import { COIN } from '../support/market/requests.ts'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'

const BLOCKS = 44
let folder: string
let database: TestDatabase
let pool: Pool

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-devnet-market-'))
  database = await createDatabase()
  pool = createPool(database.url, { application: 'test', max: 2 })
})
afterAll(async () => {
  await pool.end()
  await database.drop()
  await rm(folder, { recursive: true, force: true })
})

const BALANCE_OF = { coin: '0x70a08231', collateral: '0xb09c980b' }

describe.each([1, 2])('the market world of seed %i', (seed) => {
  let rows: readonly ReplayRow[]
  let held: readonly bigint[]
  let burned: bigint
  let staker: Buffer

  beforeAll(async () => {
    const devnet = await playDevnet({ seed, blocks: BLOCKS, world: 'boundless' })
    try {
      const { rpcUrl, networks } = devnet.ready
      const network = await getNetwork(networks, 'boundless-devnet')
      const market = network.contracts.find((each) => each.collateral !== undefined)
      if (!market?.address || !market.collateral) throw new Error('no market')
      const contracts = { market: market.address, collateral: market.collateral }
      const file = join(folder, `${seed}.json`)
      await writeFile(file, JSON.stringify(await recordChain(rpcUrl, contracts)))
      const replayed = await replay(
        { ...network, name: `market-${seed}` },
        await readRecording(file),
        database.url,
      )
      expect(replayed.unknownLogs).toEqual([])
      rows = replayed.rows
      const ask = async (to: Hex, selector: string, account: string) =>
        BigInt(
          await callRpc<Hex>(rpcUrl, 'eth_call', [
            { to, data: `${selector}${account.slice(2).padStart(64, '0')}` },
            'latest',
          ]),
        )
      held = await Promise.all(
        rows.map(({ account, token }) =>
          ask(contracts.market, token === COIN ? BALANCE_OF.coin : BALANCE_OF.collateral, account),
        ),
      )
      staker = Buffer.from(
        (await callRpc<Hex[]>(rpcUrl, 'eth_accounts', []))[ACCOUNTS.indexOf('prover-1')]?.slice(2) ?? '',
        'hex',
      )
      burned = await ask(contracts.collateral, BALANCE_OF.coin, Address(`0x${'0'.repeat(36)}dead`))
    } finally {
      await devnet.stop()
      await removeDevnet(devnet.dataDir)
    }
  })

  test('balances of its contracts are the derived money, to the last unit', () => {
    expect(rows.map((row) => `${row.account} ${row.token} ${balanceOf(row)} ${row.unknown}`)).toEqual(
      rows.map(({ account, token }, index) => `${account} ${token} ${held[index]} 0`),
    )
    expect(rows.reduce((sum, row) => sum + BigInt(row.burned), 0n)).toBe(burned)
  })

  test('what work and stake are entitled to is what the admin minted for them', async () => {
    const { rows: rewards } = await pool.query<{ source: string; amount: string }>(
      `select source, sum(amount)::text as amount from facts.work_reward
       where network = $1 and state = 'entitled' and (source = 'work' or node = $2) group by 1 order by 1`,
      [`market-${seed}`, staker],
    )
    const { rows: minted } = await pool.query<{ kind: string; amount: string }>(
      'select kind, sum(amount)::text as amount from facts.movement where network = $1 group by 1 order by 1',
      [`market-${seed}`],
    )
    expect(minted.map(({ kind }) => kind)).toEqual(['povw_minted', 'staking_minted'])
    expect(minted.map(({ amount }) => amount)).toEqual([rewards[1]?.amount, rewards[0]?.amount])
  })

  test('a reward is income of its epoch, and what is minted is none', async () => {
    const { rows } = await pool.query(
      `select reason, min(period)::text as period, sum(amount)::text as amount from facts.emission
       where network = $1 and reason in ('povw', 'staking') group by 1 order by 1`,
      [`market-${seed}`],
    )
    expect(rows.map(({ reason }) => reason)).toEqual(['povw', 'staking'])
    expect(new Set(rows.map(({ period }) => period))).toEqual(new Set(['2026-01-01 00:00:00+00']))
    const { rows: capped } = await pool.query<{ capped: boolean; free: boolean; open: boolean }>(
      `select bool_or(amount < uncapped) as capped, bool_or(amount = uncapped and amount > 0) as free,
         bool_or(state = 'estimated' and epoch = 1) as open
       from api.work_reward where network = $1 and source = 'work'`,
      [`market-${seed}`],
    )
    expect(capped[0]).toEqual({ capped: true, free: true, open: true })
    const { rows: left } = await pool.query(
      `select 1 from api.work_reward where network = $1 and state = 'estimated' and epoch = 0`,
      [`market-${seed}`],
    )
    expect(left).toEqual([])
  })

  test('locks and their provers come to the same money', async () => {
    const { rows: sums } = await pool.query<Record<string, string>>(
      `select '0x' || encode(node_key, 'hex') as account, locked::text, slashable::text, (burned + transferred)::text as slashed, burned::text,
         slashable_locks, slashable_since, due_locks, in_time, secondary
       from api.market_prover where network = $1 order by 1`,
      [`market-${seed}`],
    )
    const pledges = rows.filter(
      (row) => row.token !== COIN && sums.some(({ account }) => account === row.account),
    )
    expect(
      sums.map(({ account, locked, slashable, slashed, burned }) => ({
        account,
        locked,
        slashable,
        slashed,
        burned,
      })),
    ).toEqual(
      pledges.map(({ account, locked, slashable, slashed, burned }) => ({
        account,
        locked,
        slashable,
        slashed,
        burned,
      })),
    )
    for (const sum of sums) {
      expect(sum.slashable_since === null).toBe(Number(sum.slashable_locks) === 0)
      expect(Number(sum.in_time)).toBeLessThanOrEqual(Number(sum.due_locks))
    }
    expect(sums.some(({ in_time, due_locks }) => Number(in_time) < Number(due_locks))).toBe(true)
    expect(sums.some(({ secondary }) => Number(secondary) > 0)).toBe(true)
    const { rows: outcomes } = await pool.query<{ outcome: string }>(
      'select distinct outcome from api.market_lock where network = $1 order by 1',
      [`market-${seed}`],
    )
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['in_time', 'open', 'slashable', 'slashed'])
    const { rows: late } = await pool.query(
      `select 1 from api.market_lock where network = $1 and late_by is not null and outcome = 'slashed' and recipient = late_by`,
      [`market-${seed}`],
    )
    expect(late.length).toBeGreaterThan(0)
  })

  test('every kind of money moved', () => {
    const moved = (field: keyof ReplayRow) => rows.some((row) => row[field] !== '0')
    for (const field of REPLAY_SUMS) expect([field, moved(field)]).toEqual([field, true])
  })
})
