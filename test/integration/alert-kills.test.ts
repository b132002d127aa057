import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seedMoney } from '../support/money-world.ts'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'
import { type AssayProcess, spawnProcess } from '../support/processes.ts'
import { TrustWorld } from '../support/trust-world.ts'

// A life that is killed tells at least one alert, and of every two one tells two.
const ALERTS = 10
const KILLS = 4

let database: TestDatabase
let folder: string

beforeAll(async () => {
  database = await createDatabase()
  folder = await mkdtemp(join(tmpdir(), 'assay-alerts-'))
  await seedMoney(database.url)
  const world = await TrustWorld.open(database.url)
  for (let day = 1; day <= ALERTS; day++)
    await world.fact('role_change', day, {
      role: Buffer.alloc(32),
      account: Buffer.alloc(20, day),
      change: 'granted',
    })
  await world.close()
})
afterAll(async () => {
  await rm(folder, { recursive: true })
  await database.drop()
})

test('a keeper that is ended by SIGKILL while it delivers loses no alert, and sends none before one that is older', async () => {
  const heard: number[] = []
  const all = Promise.withResolvers<void>()
  let keeper: AssayProcess | undefined
  let [lives, inThisLife] = [0, 0]
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    heard.push(Number((JSON.parse(Buffer.concat(parts).toString('utf8')) as { number: string }).number))
    const dying = lives <= KILLS && ++inThisLife === 2 ? keeper : undefined
    const isAnswered = lives % 2 === 1
    // Of every two, one dies with its alert on the way, the other with the answer on the way back.
    if (!isAnswered) await dying?.kill()
    response.writeHead(204).end()
    if (isAnswered) await dying?.kill()
    if (new Set(heard).size === ALERTS) all.resolve()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const receivers = join(folder, 'receivers.json')
  const secret = `whsec_${Buffer.alloc(24, 7).toString('base64')}`
  await writeFile(
    receivers,
    JSON.stringify([
      { name: 'one', url: `http://127.0.0.1:${port}/hook`, secret, rules: ['role_changed'], after: 0 },
    ]),
  )
  const live = () => {
    lives++
    inThisLife = 0
    keeper = spawnProcess('keeper', {
      DATABASE_URL: database.url,
      ASSAY_NETWORKS: 'test/fixtures/economics/networks',
      ASSAY_NETWORK: 'money',
      ASSAY_PRICES: folder,
      ASSAY_ALERT_RECEIVERS: receivers,
      ASSAY_ALERT_SECONDS: '1',
      ASSAY_PRIVATE_HOSTS: `127.0.0.1:${port}`,
    })
    return keeper
  }
  while (lives < KILLS) {
    const { ended, log } = live()
    expect(await ended, log()).toBe('SIGKILL')
  }
  const last = live()
  await all.promise
  expect(await last.stop(), last.log()).toBe(0)
  await new Promise((resolve) => server.close(resolve))
  expect(heard).toEqual(heard.toSorted((one, other) => one - other))
  expect(new Set(heard).size).toBe(ALERTS)
})
