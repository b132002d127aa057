import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CHAIN_ID } from '../../devnet/chain/anvil.ts'
import { callRpc } from '../../devnet/chain/rpc.ts'
import { STOPPED_AT } from '../../devnet/market/plan.ts'
import { ACCOUNTS } from '../../devnet/market/world.ts'
import { type Api, startApi } from '../../src/api/api.ts'
import type { Hex } from '../../src/claim/hex.ts'
import { readRecording } from '../../src/indexer/replay/file.ts'
import { REPLAY_SUMS, type ReplayRow, replay } from '../../src/indexer/replay/replay.ts'
import { createPool, type Pool } from '../../src/platform/database.ts'
import { getNetwork } from '../../src/platform/network.ts'
import { type Answer, testConfig } from '../support/api/server.ts'
import { playDevnet, removeDevnet } from '../support/devnet.ts'
import { askBalance, expectApiBalances, sumMoved } from '../support/market/api-balances.ts'
import { balanceOf } from '../support/market/balance.ts'
import { recordChain } from '../support/market/chain-recording.ts'
import { COIN } from '../support/market/requests.ts'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'

/** One epoch of work is over, and the next one open; with seed 1 three are over. */
const blocksOf = (seed: number) => (seed === 1 ? 80 : 44)
const epochsOf = (seed: number) => (seed === 1 ? [0, 1, WITHDRAWN_IN] : [0])
/** The epoch in which one prover begins to take its stake out. */
const WITHDRAWN_IN = 2
let folder: string
let networks: string
let database: TestDatabase
let pool: Pool

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-devnet-market-'))
  networks = join(folder, 'networks')
  database = await createDatabase()
  pool = createPool(database.url, { application: 'test', max: 2 })
})
afterAll(async () => {
  await pool.end()
  await database.drop()
  await rm(folder, { recursive: true, force: true })
})

interface Figure {
  readonly value: string
}

async function askApi<T>(api: Api, query: string): Promise<T> {
  const response = await fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  })
  const { data, errors } = (await response.json()) as Answer
  expect(errors).toBeUndefined()
  return data as T
}

const heldBy = ({ rows, held }: Pick<Played, 'rows' | 'held'>, account: string, token: string) =>
  held[rows.findIndex((row) => row.account === account && row.token === token)]

interface Played {
  readonly rows: readonly ReplayRow[]
  /** What the contract holds for each row. */
  readonly held: readonly bigint[]
  /** What was burned, by the token's own account of it. */
  readonly burned: bigint
  /** What every account put in less what it took out, by the market's logs as the chain has them; key: account and token. */
  readonly moved: ReadonlyMap<string, bigint>
  readonly staker: string
  /** It takes its stake out in the third epoch. */
  readonly withdrawer: string
}

/** Plays a market on the chain, and puts it through the indexer; its network's folder is left for an API. */
async function play(seed: number): Promise<Played> {
  const devnet = await playDevnet({ seed, blocks: blocksOf(seed), world: 'boundless' })
  try {
    const { rpcUrl, networks: played } = devnet.ready
    const network = await getNetwork(played, 'boundless-devnet')
    const market = network.contracts.find((each) => each.collateral !== undefined)
    if (!market?.address || !market.collateral) throw new Error('no market')
    const contracts = { market: market.address, collateral: market.collateral }
    const name = `market-${seed}`
    await cp(join(played, 'boundless-devnet'), join(networks, name), { recursive: true })
    const file = join(networks, name, 'network.json')
    await writeFile(file, (await readFile(file, 'utf8')).replace('"boundless-devnet"', `"${name}"`))
    const recording = join(folder, `${seed}.json`)
    await writeFile(recording, JSON.stringify(await recordChain(rpcUrl, contracts)))
    const replayed = await replay({ ...network, name }, await readRecording(recording), database.url)
    expect(replayed.unknownLogs).toEqual([])
    const { rows } = replayed
    const held = await Promise.all(
      rows.map(({ account, token }) => askBalance(rpcUrl, contracts, account, token)),
    )
    const accounts = await callRpc<Hex[]>(rpcUrl, 'eth_accounts', [])
    return {
      rows,
      held,
      burned: await askBurned(rpcUrl, contracts.collateral),
      moved: await sumMoved(rpcUrl, contracts),
      staker: accounts[ACCOUNTS.indexOf('prover-1')]?.slice(2) ?? '',
      withdrawer: accounts[ACCOUNTS.indexOf('prover-2')]?.slice(2) ?? '',
    }
  } finally {
    await devnet.stop()
    await removeDevnet(devnet.dataDir)
  }
}

/** What a token says that was burned: it lies where nobody can take it. */
async function askBurned(rpcUrl: string, collateral: Hex): Promise<bigint> {
  const data = `0x70a08231${'dead'.padStart(64, '0')}`
  return BigInt(await callRpc<Hex>(rpcUrl, 'eth_call', [{ to: collateral, data }, 'latest']))
}

function expectBalances({ rows, held, burned }: Played): void {
  expect(rows.map((row) => `${row.account} ${row.token} ${balanceOf(row)} ${row.unknown}`)).toEqual(
    rows.map(({ account, token }, index) => `${account} ${token} ${held[index]} 0`),
  )
  expect(rows.reduce((sum, row) => sum + BigInt(row.burned), 0n)).toBe(burned)
}

// `ASSAY_PLAYED_MARKETS=500` plays more of them, `ASSAY_PLAYED_FROM=120` goes on where a run was ended.
const MORE = Number(process.env.ASSAY_PLAYED_MARKETS ?? 2) - 2
const FROM = Number(process.env.ASSAY_PLAYED_FROM ?? 3)
test.each(Array.from({ length: MORE }, (_, index) => index + FROM))(
  'balances of the market of seed %i are the derived money, to the last unit',
  async (seed) => expectBalances(await play(seed)),
)

interface Proving {
  readonly locksDue: number
  readonly fillRate: Figure
  readonly secondary: Figure
  readonly workShare: { readonly value: string | null; readonly reason: string | null }
  readonly reportedCycles: string
  readonly pricePerCycle: { readonly value: null; readonly reason: string }
}

/** Figures of proving are of the whole played time: they are what the totals of provers say. */
async function expectProving(api: Api, seed: number): Promise<void> {
  const proving =
    'class proving { locksDue fillRate { value } secondary { value } workShare { value reason } reportedCycles pricePerCycle { value reason } }'
  const found = await askApi<{
    networks: { economics: { class: string; proving: Proving }[] }[]
    nodes: { key: string; economics: { proving: Proving }[] }[]
    provers: { nodeKey: string; dueLocks: number; inTime: number; secondary: number }[]
    reports: { nodeKey: string; work: string }[]
  }>(
    api,
    `{ networks(where: {network_eq: "market-${seed}"}) { economics(days: 30) { ${proving} } }
       nodes(where: {network_eq: "market-${seed}"}, limit: 20) { key economics(days: 30) { ${proving} } }
       provers: marketProvers(where: {network_eq: "market-${seed}"}) { nodeKey dueLocks inTime secondary }
       reports: workReports(where: {network_eq: "market-${seed}"}, limit: 1000) { nodeKey work } }`,
  )
  const [whole] = found.networks[0]?.economics ?? []
  expect(whole?.class).toBe('synthetic')
  const all = (list: typeof found.provers, field: 'dueLocks' | 'inTime' | 'secondary') =>
    list.reduce((sum, prover) => sum + prover[field], 0)
  const rate = (list: typeof found.provers) => (all(list, 'inTime') / all(list, 'dueLocks')).toFixed(8)
  const worked = (key?: string) =>
    found.reports
      .filter(({ nodeKey }) => key === undefined || nodeKey === key)
      .reduce((sum, { work }) => sum + BigInt(work), 0n)
  expect(whole?.proving).toEqual({
    locksDue: all(found.provers, 'dueLocks'),
    fillRate: { value: rate(found.provers) },
    secondary: { value: String(all(found.provers, 'secondary')) },
    workShare: { value: null, reason: 'NOT_APPLICABLE' },
    reportedCycles: String(worked()),
    pricePerCycle: { value: null, reason: 'NOT_OBSERVED' },
  })
  for (const prover of found.provers) {
    const own = found.nodes.find(({ key }) => key === prover.nodeKey)?.economics[0]?.proving
    expect(own).toMatchObject({
      locksDue: prover.dueLocks,
      fillRate: { value: rate([prover]) },
      secondary: { value: String(prover.secondary) },
      reportedCycles: String(worked(prover.nodeKey)),
      workShare: { value: (Number(worked(prover.nodeKey)) / Number(worked())).toFixed(8) },
    })
  }
  expect(found.provers.some(({ nodeKey }) => worked(nodeKey) > 0n)).toBe(true)
}

describe.each([1, 2])('the market world of seed %i', (seed) => {
  let played: Played
  let rows: readonly ReplayRow[]
  let staker: Buffer

  beforeAll(async () => {
    played = await play(seed)
    rows = played.rows
    staker = Buffer.from(played.staker, 'hex')
  })

  test('balances of its contracts are the derived money, to the last unit', () => expectBalances(played))

  test('the figures of the API are the chain’s balances, to the last unit', async () => {
    const api = await startApi(testConfig(database.readerUrl, { networks }), pino({ level: 'silent' }))
    try {
      const { burned } = await expectApiBalances((query) => askApi(api, query), `market-${seed}`, {
        moved: played.moved,
        held: async (account, token) => heldBy(played, account, token),
      })
      expect(burned).toBe(played.burned)
      await expectProving(api, seed)
    } finally {
      await api.close()
    }
  })

  test('what work and stake of each epoch are entitled to is what the admin minted for it', async () => {
    const { rows: rewards } = await pool.query<{ source: string; amount: string }>(
      `select source, sum(amount)::text as amount from facts.work_reward
       where network = $1 and state = 'entitled' and (source = 'work' or node = $2) group by source, period order by source, period`,
      [`market-${seed}`, staker],
    )
    // One call mints for one epoch; its log names none.
    const { rows: minted } = await pool.query<{ kind: string; amount: string }>(
      `select kind, sum(amount)::text as amount from facts.movement where network = $1 and kind in ('povw_minted', 'staking_minted')
       group by kind, block_number order by kind, block_number`,
      [`market-${seed}`],
    )
    const of = (list: readonly { amount: string }[]) => list.map(({ amount }) => amount)
    const mintedOf = (kind: string) => of(minted.filter((each) => each.kind === kind))
    expect(mintedOf('povw_minted')).toEqual(of(rewards.filter(({ source }) => source === 'work')))
    expect(mintedOf('staking_minted')).toEqual(of(rewards.filter(({ source }) => source === 'stake')))
    expect(mintedOf('povw_minted')).toHaveLength(epochsOf(seed).length)
  })

  test('a reward is income of its epoch, and what is minted is none', async () => {
    const { rows } = await pool.query<{ reason: string; period: string }>(
      `select distinct reason, period::date::text as period from facts.emission
       where network = $1 and reason in ('povw', 'staking') order by 1, 2`,
      [`market-${seed}`],
    )
    const starts = epochsOf(seed).map((epoch) => `2026-01-0${1 + 2 * epoch}`)
    expect(rows).toEqual(
      ['povw', 'staking'].flatMap((reason) => starts.map((period) => ({ reason, period }))),
    )
    const open = epochsOf(seed).length
    const { rows: capped } = await pool.query<{ capped: boolean; free: boolean; open: boolean }>(
      `select bool_or(amount < uncapped) as capped, bool_or(amount = uncapped and amount > 0) as free,
         bool_or(state = 'estimated' and epoch = $2) as open
       from api.work_reward where network = $1 and source = 'work'`,
      [`market-${seed}`, open],
    )
    expect(capped[0]).toEqual({ capped: true, free: true, open: true })
    const { rows: left } = await pool.query(
      `select 1 from api.work_reward where network = $1 and state = 'estimated' and epoch < $2`,
      [`market-${seed}`, open],
    )
    expect(left).toEqual([])
  })

  test('stake that waits to be taken out rewards no work of the epoch, and its own no more', async () => {
    const { rows: withdrawing } = await pool.query<{
      epoch: string
      source: string
      amount: string
      uncapped: string
    }>(
      `select epoch::text, source, sum(amount)::text as amount, sum(uncapped)::text as uncapped from api.work_reward
       where network = $1 and node_key = $2 and state = 'entitled' group by 1, 2 order by 1, 2`,
      [`market-${seed}`, Buffer.from(played.withdrawer, 'hex')],
    )
    const of = (epoch: number, source: string) =>
      withdrawing.find((row) => row.epoch === String(epoch) && row.source === source)
    expect(BigInt(of(0, 'work')?.amount ?? 0)).toBeGreaterThan(0n)
    expect(BigInt(of(0, 'stake')?.amount ?? 0)).toBeGreaterThan(0n)
    if (!epochsOf(seed).includes(WITHDRAWN_IN)) return
    expect(of(WITHDRAWN_IN, 'work')?.amount).toBe('0')
    expect(BigInt(of(WITHDRAWN_IN, 'work')?.uncapped ?? 0)).toBeGreaterThan(0n)
    expect(of(WITHDRAWN_IN, 'stake')).toBeUndefined()
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

  test('a verdict on a proof of a version that was stopped later says so', async () => {
    const verdict = (number: number, conditions: object) =>
      pool.query(
        `insert into watch.verdict (network, chain_id, watchdog, subject_kind, subject_id, block_number, block_hash, node, statement,
           outcome, code, detail, transient, conditions, subject_time, checked_at)
         values ($1, $2, 'test', 'claim', $3, 1, '\\x00', '\\x00', 'proof_valid', 'verified', 'VERIFIED', '', false, $4, now(), now())`,
        [`market-${seed}`, CHAIN_ID, `1-${number}-0`, conditions],
      )
    await verdict(1, { verifiers: [{ kind: 'groth16', version: '2.2.0', selector: '0xbb001d44' }] })
    await verdict(2, { verifiers: [{ kind: 'groth16', version: '3.0.0', selector: '0x73c457ba' }] })
    await verdict(3, {})
    const { rows: marked } = await pool.query(
      `select verifier_stopped, stopped_verifiers from api.verdict where network = $1 order by subject_id`,
      [`market-${seed}`],
    )
    expect(marked).toEqual([
      {
        verifier_stopped: true,
        stopped_verifiers: [
          expect.objectContaining({ selector: '0xbb001d44', version: '2.2.0', blockNumber: STOPPED_AT }),
        ],
      },
      { verifier_stopped: false, stopped_verifiers: [] },
      { verifier_stopped: null, stopped_verifiers: null },
    ])
  })

  test('every kind of money moved', () => {
    const moved = (field: keyof ReplayRow) => rows.some((row) => row[field] !== '0')
    for (const field of REPLAY_SUMS) expect([field, moved(field)]).toEqual([field, true])
  })
})
