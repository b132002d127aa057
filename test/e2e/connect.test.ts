import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readTrust } from '../../reference-node/evidence/trust.ts'
import { findFreePort } from '../../src/platform/embedded.ts'
import { getNetwork } from '../../src/platform/network.ts'
import { LAUNCHER } from '../support/assay-cli.ts'
import { blocksOf, readDocument, type ShellCommand, toCommand } from '../support/documents.ts'
import { MockChain } from '../support/mockchain/chain.ts'
import { type MockEndpoint, serveChain } from '../support/mockchain/server.ts'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'
import { type AssayProcess, spawnProcess } from '../support/processes.ts'
import { findSystemNode } from '../support/system-node.ts'
import { account, encodeLog, hash } from '../unit/events/encode.ts'

// A newcomer's way through docs/connect.md: its files, then its commands, as they stand there. What differs are the addresses of
// the database and of the chain, and the ports.
const PAGE = readDocument('docs/connect.md')
const [NETWORK = '', KEYS = ''] = blocksOf(PAGE, 'json')
const [MAPPING = ''] = blocksOf(PAGE, 'ts')
const [PRICES = ''] = blocksOf(PAGE, 'csv')
const [TRY = '', RUN = '', LOOK = ''] = blocksOf(PAGE, 'sh')
const NODE = findSystemNode()
const HEAD = 30

let folder: string
let database: TestDatabase
let endpoint: MockEndpoint
let env: Record<string, string>
const ports = new Map<string, string>()
const processes: AssayProcess[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-connect-'))
  const own = join(folder, 'networks/made-up')
  await mkdir(join(own, 'mappings/made-up'), { recursive: true })
  await mkdir(join(own, 'prices'))
  await writeFile(join(own, 'network.json'), NETWORK)
  await writeFile(join(own, 'mappings/made-up/work-v1.ts'), MAPPING)
  await writeFile(join(own, 'prices/SVN.csv'), PRICES)
  await writeFile(join(own, 'verification-keys.json'), KEYS)
  database = await createDatabase('empty')
  const chain = new MockChain({ chainId: 7 })
  while (chain.head.number < HEAD)
    chain.mine([{ logs: [{ address: account('aa'), ...encodeLog(PAID, { worker, payer, amount: 5n }) }] }])
  endpoint = await serveChain(chain)
  env = {
    DATABASE_URL: database.url,
    RPC_7: endpoint.url,
    PATH: '/usr/bin:/bin',
    HOME: process.env.HOME ?? '',
  }
})

afterAll(async () => {
  await Promise.all(processes.map((each) => each.kill()))
  await endpoint?.close()
  await database?.drop()
  await rm(folder, { recursive: true, force: true })
})

const PAID = 'event Paid(bytes32 indexed worker, address indexed payer, uint256 amount)'
const [worker, payer] = [hash('01'), account('02')]

/** Commands of a block, in order; its exports are taken into the environment, where our own addresses stay. */
function commandsIn(block: string): ShellCommand[] {
  return block.split('\n').flatMap((line) => {
    for (const [, key = '', value = ''] of line.startsWith('export ')
      ? line.matchAll(/([A-Z_0-9]+)=(\S+)/g)
      : [])
      env[key] ??= value
    return toCommand(line)
  })
}

function run(words: readonly string[]): Promise<{ exit: number; stdout: string; stderr: string }> {
  return new Promise((done) =>
    execFile(NODE, [LAUNCHER, ...words.slice(1)], { cwd: folder, env }, (error, stdout, stderr) =>
      done({ exit: error ? Number(error.code) : 0, stdout, stderr }),
    ),
  )
}

async function get(port: string | undefined, path: string): Promise<string> {
  return (await fetch(`http://127.0.0.1:${port}${path}`)).text()
}

describe(`docs/connect.md, as it is written, on ${NODE}`, () => {
  test('its files are a network with what it trusts', async () => {
    const network = await getNetwork(join(folder, 'networks'), 'made-up')
    const trust = await readTrust({
      ...network,
      trust: { ...network.trust, verificationKeys: 'verification-keys.json' },
    })
    expect([...trust.keys.values()]).toMatchObject([{ system: 'groth16' }])
  })

  test('it is listed, and its endpoint is examined', async () => {
    const [networks, doctor] = commandsIn(TRY)
    expect(await run(networks?.words ?? [])).toMatchObject({
      exit: 0,
      stdout: expect.stringMatching(
        /made-up — A made-up network\n {2}chain 7 \(devnet\): 2 contracts, 1 endpoints/,
      ),
    })
    const examined = await run(doctor?.words ?? [])
    expect(examined.stdout).toContain(
      'everything else is proved against it, no matter which endpoint gave it',
    )
  })

  test('the commands under "Run it" start everything, and all of it becomes ready', async () => {
    const [migrate, ...lines] = commandsIn(RUN)
    expect(lines.map(({ words }) => words[1])).toEqual([
      'indexer',
      'archiver',
      'reference-node',
      'keeper',
      'api',
    ])
    expect(migrate?.words).toEqual(['assay', 'migrate'])
    expect(await run(migrate?.words ?? [])).toMatchObject({
      exit: 0,
      stdout: expect.stringContaining('applied'),
    })
    for (const { env: own, words } of lines) {
      const port = String(await findFreePort())
      ports.set(words[1] ?? '', port)
      const settings = Object.fromEntries(Object.keys(own).map((key) => [key, port]))
      processes.push(spawnProcess(words.slice(1), { ...env, ...settings }, { node: NODE, cwd: folder }))
    }
    for (const [name, port] of ports)
      await expect
        .poll(() => get(port, '/ready').catch(String), { timeout: 60_000, message: name })
        .toContain('"ready":true')
  }, 180_000)

  test('what it promises to see is there', async () => {
    const [status, archive] = commandsIn(LOOK)
    expect(await run(status?.words ?? [])).toMatchObject({
      exit: 0,
      stdout: expect.stringContaining(`made-up, chain 7: indexed up to block ${HEAD}`),
    })
    expect(await run(archive?.words ?? [])).toMatchObject({ exit: 0 })
    const query = encodeURIComponent(
      '{ fees(limit: 1) { amount { value token { symbol class } } } _meta { network } }',
    )
    expect(JSON.parse(await get(ports.get('api'), `/graphql?query=${query}`))).toEqual({
      data: {
        fees: [{ amount: { value: '5', token: { symbol: 'SVN', class: 'synthetic' } } }],
        _meta: [{ network: 'made-up' }],
      },
    })
    const client = new pg.Client({ connectionString: database.url })
    await client.connect()
    try {
      await expect
        .poll(
          async () => (await client.query("select price from keeper.price where series = 'SVN'")).rowCount,
          {
            timeout: 20_000,
          },
        )
        .toBe(1)
    } finally {
      await client.end()
    }
  })

  test('each process ends in order on SIGTERM', async () => {
    expect(await Promise.all(processes.map((each) => each.stop()))).toEqual(processes.map(() => 0))
  })
})
