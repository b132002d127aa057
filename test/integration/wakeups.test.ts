import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { CHANNELS, Wakeups } from '../../src/platform/notifications.ts'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'

const HOUR_MS = 3_600_000
let database: TestDatabase
let speaker: pg.Client
beforeAll(async () => {
  database = await createDatabase('empty')
  speaker = new pg.Client({ connectionString: database.url })
  await speaker.connect()
})
afterAll(async () => {
  await speaker.end()
  await database.drop()
})

test('what was said before it listened is looked for at once, and what is said after wakes it', async () => {
  const wakeups = new Wakeups(database.url, 'test', [CHANNELS.block])
  const { signal } = new AbortController()
  try {
    // Said while the first round of a process is on, before it waits for the first time.
    await speaker.query(`notify ${CHANNELS.block}`)
    await wakeups.next(HOUR_MS, signal)
    // Said while the second round is on.
    await speaker.query(`notify ${CHANNELS.block}`)
    await wakeups.next(HOUR_MS, signal)
    const waiting = wakeups.next(HOUR_MS, signal)
    await speaker.query(`notify ${CHANNELS.block}`)
    await waiting
    // The connection is lost, and with it whatever is said until there is another.
    await speaker.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'assay-test-listen'`,
    )
    await speaker.query(`notify ${CHANNELS.block}`)
    await wakeups.next(HOUR_MS, signal)
  } finally {
    await wakeups.close()
  }
})

test('where no database answers it is the interval that wakes it', async () => {
  const wakeups = new Wakeups('postgres://nobody@127.0.0.1:1/none', 'test', [CHANNELS.block])
  const began = performance.now()
  await wakeups.next(50, new AbortController().signal)
  expect(performance.now() - began).toBeGreaterThanOrEqual(49)
})
