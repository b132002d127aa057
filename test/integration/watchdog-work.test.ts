import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { findCheckCost } from '../../reference-node/watch/check-cost.ts'
import { Budget } from '../../reference-node/work/budget.ts'
import { listDueSubjects, listRetryBlocks } from '../../reference-node/work/pick.ts'
import { addWork, type Lease, WorkQueue } from '../../reference-node/work/queue.ts'
import { recordAnswers } from '../../reference-node/work/record.ts'
import { restartSweep, sweepOn } from '../../reference-node/work/sweep.ts'
import { eventually } from '../support/indexer.ts'
import { createWorkWorld } from '../support/watch/work-world.ts'
import { CHAIN, type WatchWorld } from '../support/watch/world.ts'

const OWNER = { network: 'world', watchdog: 'test' }
const CLAIMS = 40
const DONE = `select not exists (select from watch.pending) and exists (select from watch.verdict)
  and not exists (select from watch.work)`
/** Every lease as old as can be: what the clock would do. */
const RUN_OUT = `update watch.work set leased_until = now() - interval '1 day' where fence is not null`

let world: WatchWorld
let one: WorkQueue
let other: WorkQueue
beforeAll(async () => {
  world = (await createWorkWorld(CLAIMS)).world
  one = new WorkQueue(world.pool, OWNER, 'one', 60)
  other = new WorkQueue(world.pool, OWNER, 'other', 60)
}, 120_000)
afterAll(() => world?.close())
// A worker that goes on would hold rows of tables that the next test empties.
afterEach(() => world.stopAll())
beforeEach(() =>
  world.pool.query('truncate watch.work, watch.sweep, watch.spent, watch.verdict, watch.retry cascade'),
)

const add = (...numbers: number[]) => addWork(world.pool, OWNER, { chainId: CHAIN, numbers })
const blocksOf = (leases: readonly Lease[]) => leases.map(({ block }) => block).sort((a, b) => a - b)
async function leaseOne(queue: WorkQueue): Promise<Lease> {
  const [lease] = await queue.lease(1)
  if (!lease) throw new Error('nothing to lease')
  return lease
}

describe('the list of work', () => {
  test('a block stands in it once, and belongs to one worker at a time', async () => {
    await add(2, 3, 4)
    await add(3, 5)
    const [mine, yours] = await Promise.all([one.lease(2), other.lease(9)])
    expect(blocksOf([...mine, ...yours])).toEqual([2, 3, 4, 5])
    expect(await one.lease(9)).toEqual([])
  })

  test('a lease that ran out is another worker’s, under a greater number, after a pause that doubles', async () => {
    await add(2)
    const first = await leaseOne(one)
    expect(await other.lease(1)).toEqual([])
    await world.pool.query(RUN_OUT)
    const second = await leaseOne(other)
    expect([second.attempts, second.fence > first.fence]).toEqual([2, true])
    // Two seconds after the second one ran out, not before.
    const out = (ago: string) =>
      world.pool.query(`update watch.work set leased_until = now() - interval '${ago}'`)
    await out('1.5 seconds')
    expect(await one.lease(1)).toEqual([])
    await out('2.5 seconds')
    expect((await leaseOne(one)).attempts).toBe(3)
  })

  test('what is renewed does not run out; what is ended or given back by a worker that lost it stays', async () => {
    await add(2)
    const lost = await leaseOne(one)
    await world.pool.query(RUN_OUT)
    await one.renew([lost])
    expect(await other.lease(1)).toEqual([])
    await world.pool.query(RUN_OUT)
    const held = await leaseOne(other)
    await one.renew([lost])
    await one.end([lost])
    await one.giveBack([lost])
    await one.fail([lost])
    const { rows } = await world.pool.query('select fence, worker from watch.work')
    expect(rows).toEqual([{ fence: held.fence, worker: 'other' }])
    await other.end([held])
    expect(await one.countFree()).toBe(0)
  })

  test('a block that is put into it while a worker has it is looked at once more', async () => {
    await add(2)
    const held = await leaseOne(one)
    await add(2)
    expect([await other.lease(9), await one.countFree()]).toEqual([[], 0])
    await one.end([held])
    const again = await leaseOne(other)
    expect([again.block, again.attempts]).toEqual([2, 1])
    await other.end([again])
    expect(await one.lease(9)).toEqual([])
  })

  test('what a worker gives back waits behind the rest; what failed waits for a pause', async () => {
    await add(2, 3)
    const given = await leaseOne(one)
    await one.giveBack([given])
    const next = [await leaseOne(one), await leaseOne(one)]
    expect(next.map(({ block, attempts }) => [block, attempts])).toEqual([
      [3, 1],
      [2, 1],
    ])
    await one.fail(next)
    expect(await other.lease(2)).toEqual([])
  })
})

describe('a verdict is written only under the newest lease of its block', () => {
  const verdict = {
    outcome: 'verified',
    code: 'VERIFIED',
    fault: null,
    detail: '',
    transient: false,
  } as const

  async function answersOf({ block, fence }: Lease, nextTryAt: Date | null = null) {
    const numbers = { chainId: CHAIN, numbers: [block] }
    const subjects = await listDueSubjects(world.pool, { ...OWNER, repeatGraceSeconds: 0 }, numbers)
    return subjects.flatMap((subject) =>
      subject.due.map(({ statement }) => ({ subject, statement, verdict, conditions: {}, nextTryAt, fence })),
    )
  }
  const retries = async () => (await world.pool.query('select from watch.retry')).rows.length

  test('the worker that lost it writes neither verdict nor time of another try', async () => {
    await add(2)
    const lost = await leaseOne(one)
    const late = await answersOf(lost, new Date())
    expect(late.length).toBeGreaterThan(0)
    await world.pool.query(RUN_OUT)
    const held = await leaseOne(other)
    expect([await recordAnswers(world.pool, OWNER, late), await retries()]).toEqual([[], 0])
    const good = await answersOf(held)
    expect(await recordAnswers(world.pool, OWNER, good)).toHaveLength(good.length)
    // Nor does it say again what the other said.
    await other.end([held])
    expect(await recordAnswers(world.pool, OWNER, late)).toEqual([])
  })

  test('a lease is not given away between the check of it and the end of the transaction', async () => {
    await add(2)
    const held = await leaseOne(one)
    await world.pool.query(RUN_OUT)
    const client = await world.pool.connect()
    try {
      await client.query('begin')
      await client.query('select from watch.work where fence = $1 for share', [held.fence])
      expect(await other.lease(1)).toEqual([])
      await client.query('commit')
    } finally {
      client.release()
    }
    expect(await other.lease(1)).toHaveLength(1)
  })

  test('blocks are locked in their order, whichever was leased first', async () => {
    await add(3)
    const first = await leaseOne(one)
    await add(2)
    const second = await leaseOne(one)
    const answers = [...(await answersOf(first)), ...(await answersOf(second))]
    const client = new pg.Client({ connectionString: world.pool.options.connectionString })
    await client.connect()
    try {
      await client.query('begin')
      await client.query('select from watch.work where block_number = 2 for update')
      const written = recordAnswers(world.pool, OWNER, answers)
      const waiting = async () =>
        (await world.pool.query(`select from pg_locks where not granted`)).rows.length
      await expect.poll(waiting, { timeout: 10_000 }).toBeGreaterThan(0)
      // Who waits for a block has no later one: whoever has this one may take the next.
      await client.query('select from watch.work where block_number = 3 for update nowait')
      await client.query('commit')
      expect(await written).toHaveLength(answers.length)
    } finally {
      await client.end()
    }
  })
})

describe('a time to ask again', () => {
  const retry = async (hash: string) => {
    await world.pool.query(
      `insert into watch.retry select network, 'test', kind, id, chain_id, block_number, ${hash}, statement, 1,
         now() - interval '1 hour', now() - interval '1 minute' from watch.subject
       where kind = 'claim' order by block_number limit 1`,
    )
  }
  const listed = async () =>
    (await listRetryBlocks(world.pool, { ...OWNER, repeatGraceSeconds: 0 }, 9)).flatMap(
      ({ numbers }) => numbers,
    )

  test('of a block that is gone is forgotten; above the last final one it waits', async () => {
    await retry('block_hash')
    expect(await listed()).toHaveLength(1)
    await world.pool.query('truncate watch.retry')
    await retry(`decode(repeat('07', 32), 'hex')`)
    expect([await listed(), (await world.pool.query('select from watch.retry')).rows]).toEqual([[], []])
    await retry('block_hash')
    await world.pool.query('update ingest.status set finalized_height = finalized_height - 1000')
    expect(await listed()).toEqual([])
    await world.pool.query('update ingest.status set finalized_height = finalized_height + 1000')
    expect(await listed()).toHaveLength(1)
  })
})

describe('the walk over final blocks', () => {
  const on = (everySeconds = 3600) => sweepOn(world.pool, OWNER, CHAIN, { everySeconds, limit: 16 })
  const take = async () => one.end(await one.lease(1000))

  test('goes on where it stood, whoever goes, and ends', async () => {
    await restartSweep(world.pool, OWNER, CHAIN)
    const found = [await on(), await on(), await on(), await on()]
    // The registration stands in a block of its own.
    expect([found, await one.countFree()]).toEqual([[16, 16, CLAIMS + 1 - 32, 0], CLAIMS + 1])
  })

  test('begins anew when it is old, but not before its end; and where the index began anew', async () => {
    await restartSweep(world.pool, OWNER, CHAIN)
    expect([await on(0), await on(0), await on(0)]).toEqual([16, 16, CLAIMS + 1 - 32])
    await take()
    expect([await on(3600), await on(0), await one.countFree()]).toEqual([0, 16, 16])
    await take()
    const { rows } = await world.pool.query(
      'select finalized_height from ingest.status where network = $1 and chain_id = $2',
      ['world', CHAIN],
    )
    const height = (to: number) => world.pool.query('update ingest.status set finalized_height = $1', [to])
    await height(3)
    expect([await on(), await one.countFree()]).toEqual([3, 3])
    await height(rows[0].finalized_height)
    expect(await on()).toBe(16)
  })
})

test('the day’s budget is shared, survives a start, and ends with the day', async () => {
  let calls = 7
  const budgetOf = (limits: { checks: number; calls: number }) =>
    new Budget(world.pool, OWNER, limits, () => calls)
  const first = budgetOf({ checks: 10, calls: 0 })
  await first.spend(9)
  calls = 12
  // Some time on a processor, which the next call adds to the day.
  const until = process.cpuUsage().user + 20_000
  while (process.cpuUsage().user < until) Math.sqrt(2)
  await first.spend(0)
  const used = await world.pool.query('select cpu_ms from api.watchdog_day')
  expect(Number(used.rows[0]?.cpu_ms)).toBeGreaterThanOrEqual(20)
  expect([await first.spent(), await budgetOf({ checks: 9, calls: 0 }).spent()]).toEqual([null, 'checks'])
  const cost = await findCheckCost(world.pool, OWNER.network, OWNER.watchdog)
  // Postgres divides by a thousand and by nine in turn, which may differ from one division in the last bit.
  expect(cost).toEqual({
    calls: 12 / 9,
    cpuSeconds: expect.closeTo(Number(used.rows[0]?.cpu_ms) / 9000, 12),
    checks: 9,
  })
  expect(await findCheckCost(world.pool, OWNER.network, 'idle')).toBeNull()
  const byCalls = async (most: number) => budgetOf({ checks: 0, calls: most }).spent()
  expect([await byCalls(13), await byCalls(12)]).toEqual([null, 'calls'])
  await world.pool.query('update watch.spent set day = day - 1')
  expect(await byCalls(12)).toBeNull()
})

test('several workers share the work: every question has one lasting verdict, and nothing is left', async () => {
  for (let count = 0; count < 3; count++) world.startWatchdog({ ASSAY_CHECKS: '1' })
  await eventually(world.pool, DONE)
  const { rows } = await world.pool.query(
    `select count(*)::integer as said, count(distinct (subject_id, statement))::integer as about,
       (select count(*)::integer from watch.subject) as asked from watch.verdict where not transient`,
  )
  expect(rows[0]).toEqual({ said: rows[0].asked, about: rows[0].asked, asked: rows[0].asked })
  const spent = await world.pool.query('select checks, calls from watch.spent')
  expect(spent.rows[0].checks).toBeGreaterThanOrEqual(rows[0].asked)
  expect(spent.rows[0].calls).toBeGreaterThan(CLAIMS)
})

test('the first verdicts of a worker wait for those of no other block', async () => {
  world.startWatchdog()
  await eventually(world.pool, DONE)
  const { rows } = await world.pool.query(
    'select distinct block_number from watch.verdict where checked_at = (select min(checked_at) from watch.verdict)',
  )
  expect(rows).toHaveLength(1)
})

test('a worker with nothing that is due takes no lease again and again', async () => {
  const { world: calm } = await createWorkWorld(4)
  try {
    calm.startWatchdog({ ASSAY_POLL_SECONDS: '3600' })
    await eventually(calm.pool, DONE)
    const leases = async () =>
      (await calm.pool.query('select last_value from watch.fence')).rows[0].last_value
    const before = await leases()
    await addWork(calm.pool, OWNER, { chainId: CHAIN, numbers: [2, 3] })
    await calm.pool.query(`select pg_notify('assay_block', '{}')`)
    await eventually(calm.pool, 'select not exists (select from watch.work)')
    expect((await leases()) - before).toBe(2)
  } finally {
    await calm.close()
  }
})
