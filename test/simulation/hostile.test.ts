import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Api, startApi } from '../../src/api/api.ts'
import { readConfig } from '../../src/api/config.ts'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'
import { seed } from '../support/seed.ts'
import { ATTACKS } from './hostile/attacks.ts'
import { attack } from './hostile/crowd.ts'
import { askAlong } from './hostile/innocent.ts'
import { addMoney, keepConversations } from './hostile/scene.ts'

const SECONDS = 3

let database: TestDatabase
let folder: string
let api: Api
let conversations: readonly string[]
const faults: string[] = []

beforeAll(async () => {
  database = await createDatabase()
  folder = await mkdtemp(join(tmpdir(), 'assay-hostile-'))
  const [networks, archive] = [join(folder, 'networks'), join(folder, 'archive')]
  for (const kind of ['api', 'economics'])
    await cp(`test/fixtures/${kind}/networks`, networks, { recursive: true })
  await seed(database.url)
  await addMoney(database.url, networks)
  conversations = await keepConversations(database.url, archive)
  const config = readConfig({
    DATABASE_URL: database.readerUrl,
    ASSAY_NETWORKS: networks,
    ASSAY_ARCHIVE: archive,
    ASSAY_API_PORT: '0',
    ASSAY_API_SHOW_CONTENT: 'yes',
    ASSAY_API_TRUST_PROXY: 'yes',
  })
  const log = pino({ level: 'error' }, { write: (line: string) => void faults.push(line) })
  api = await startApi(config, log)
  await api.begun
})

afterAll(async () => {
  await api.close()
  await database.drop()
  await rm(folder, { recursive: true, force: true })
})

// How long the innocent caller waits is measured by `npm run soak -- --hostile`, on a machine that does nothing else.
test('with every attack at once, each attack is answered and another caller gets 200 each time', async () => {
  const end = new AbortController()
  const attacks = Object.keys(ATTACKS)
  const crowd = attack({ url: api.url, attacks, callers: 1, conversations }, end.signal)
  const { asked, failures } = await askAlong(api.url, AbortSignal.timeout(SECONDS * 1000))
  end.abort()
  const answered = await crowd
  expect(failures).toEqual({})
  expect(asked).toBeGreaterThan(1)
  expect(faults).toEqual([])
  expect(Object.keys(answered)).toEqual(attacks)
  for (const [name, statuses] of Object.entries(answered)) {
    expect(statuses, name).not.toEqual([])
    expect(
      statuses.filter(([status]) => status === 500),
      name,
    ).toEqual([])
  }
})
