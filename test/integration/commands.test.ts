import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { listNext } from '../../src/cli/demo/doors.ts'
import { LOADERS } from '../../src/cli/load.ts'
import { DEMO_FILE } from '../../src/platform/demo-place.ts'
import { findFreePort } from '../../src/platform/embedded.ts'
import { startTime } from '../../src/platform/process-identity.ts'
import { LAUNCHER, runAssay } from '../support/assay-cli.ts'
import { CHAIN_ID, makeNetwork } from '../support/indexer.ts'
import { MockChain } from '../support/mockchain/chain.ts'
import { type MockEndpoint, serveChain } from '../support/mockchain/server.ts'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'
import { type AssayProcess, spawnIndexer, spawnProcess } from '../support/processes.ts'
import { transaction, work } from '../support/traffic.ts'

const ROOT = join(import.meta.dirname, '../..')
const NAMES = (
  JSON.parse(readFileSync(join(ROOT, 'src/cli/commands.json'), 'utf8')) as { name: string }[]
).map(({ name }) => name)

let folder: string
let database: TestDatabase
let endpoint: MockEndpoint
let indexer: AssayProcess
let statusPort: number
/** A folder as that of a running demo: this process is what runs. */
let demo: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-commands-'))
  demo = join(folder, 'demo')
  database = await createDatabase()
  const chain = new MockChain()
  while (chain.head.number < 20) chain.mine([transaction(work.fee(BigInt(chain.head.number)))])
  endpoint = await serveChain(chain)
  statusPort = await findFreePort()
  indexer = await startIndexer({ ASSAY_METRICS_PORT: String(statusPort) })
  await vi.waitFor(async () => expect((await status()).height).toBe(20), { timeout: 40_000 })
  await mkdir(demo)
  const env = {
    DATABASE_URL: database.url,
    ASSAY_NETWORKS: join(folder, 'networks'),
    ASSAY_NETWORK: 'commands',
    ASSAY_CHAIN: String(CHAIN_ID),
    [`RPC_${CHAIN_ID}`]: endpoint.url,
    ASSAY_SEGMENTS: join(folder, 'segments/commands'),
  }
  const file = { pid: process.pid, startedAt: startTime(process.pid), env }
  await writeFile(join(demo, DEMO_FILE), JSON.stringify(file))
}, 90_000)

afterAll(async () => {
  await indexer?.kill()
  await endpoint?.close()
  await database?.drop()
  await rm(folder, { recursive: true, force: true })
})

const startIndexer = (env: Record<string, string> = {}) =>
  spawnIndexer({
    database: database.url,
    folder,
    network: makeNetwork('commands'),
    urls: [endpoint.url],
    env,
  })

async function status(): Promise<{ height?: number }> {
  const answer = await fetch(`http://127.0.0.1:${statusPort}/status`).catch(() => undefined)
  return answer?.ok ? ((await answer.json()) as { height: number }) : {}
}

const inDemo = (...words: string[]) => runAssay(words, { ASSAY_DEMO: demo })

describe('every command', () => {
  test('of the list is one that can be loaded, and the other way round', () => {
    expect([...NAMES].sort()).toEqual(Object.keys(LOADERS).sort())
  })

  test.each(NAMES)(
    'assay %s has a help with an example, and says what each of its settings means',
    async (name) => {
      const { exit, stdout, stderr } = await runAssay([name, '--help'], {})
      expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' })
      expect(stdout).toContain(`Usage: assay ${name}`)
      expect(stdout).toMatch(new RegExp(`Examples?:\n  .*assay ${name}`))
      const settings = stdout.split('\n').filter((line) => /^ {2}[A-Z_]+[A-Z] /.test(line))
      for (const line of settings) expect(line).toMatch(/^ {2}[A-Z_]+ +\S.* \((required|default: .+)\)?/)
    },
  )

  test('that does not exist is refused, with a near one', async () => {
    expect(await runAssay(['statsu'], {})).toEqual({
      exit: 64,
      stdout: '',
      stderr: `error: unknown command 'statsu'\n(Did you mean status?)\n(assay --help shows what there is)\n`,
    })
    expect(await runAssay(['--verson'], {})).toMatchObject({ exit: 64 })
  })
})

describe('settings that are missing', () => {
  test('are all named at once, each with what it means', async () => {
    for (const name of ['status', 'digest', 'rewind --to 1', 'indexer']) {
      const { exit, stdout, stderr } = await runAssay(name.split(' '), {})
      expect({ name, exit, stdout }).toEqual({ name, exit: 78, stdout: '' })
      for (const setting of ['DATABASE_URL', 'ASSAY_NETWORK', 'ASSAY_CHAIN'])
        expect(stderr).toMatch(new RegExp(`${setting} is not set \\(`))
      expect(stderr).toContain('opengradient-testnet')
      expect(stderr).toContain('CONFIG_MISSING')
    }
    const archive = await runAssay(['archive', 'status'], {})
    expect(archive).toMatchObject({ exit: 78, stderr: expect.stringMatching(/DATABASE_URL is not set \(/) })
    const doctor = await runAssay(['doctor'], {})
    expect(doctor).toMatchObject({ exit: 78, stderr: expect.stringMatching(/ASSAY_NETWORK is not set \(/) })
  })

  test('a chain is asked for where the network has several, and is the only one where it has one', async () => {
    const several = await runAssay(['status', '--network', 'opengradient-testnet'], {})
    expect(several.stderr).toMatch(/ASSAY_CHAIN is not set \(.*has 10740, 8453.*DATABASE_URL is not set/s)
    const one = await runAssay(['status', '--json'], {
      DATABASE_URL: database.url,
      ASSAY_NETWORKS: join(folder, 'networks'),
      ASSAY_NETWORK: 'commands',
    })
    expect(one.exit, one.stderr).toBe(0)
    expect(JSON.parse(one.stdout)).toMatchObject({ chain: CHAIN_ID, height: 20 })
  })

  test('a database that does not answer is unavailable, without its password and without a stack', async () => {
    const { exit, stderr } = await runAssay(['status', '--network', 'commands'], {
      DATABASE_URL: `postgres://someone:secret@127.0.0.1:${await findFreePort()}/x`,
      ASSAY_NETWORKS: join(folder, 'networks'),
    })
    expect(exit).toBe(69)
    expect(stderr).toMatch(/^the database does not answer: .*ECONNREFUSED.* \(UNAVAILABLE_DATABASE\)\n$/)
    expect(stderr).not.toContain('secret')
  })
})

describe('a demo that runs here', () => {
  test('is found by every command that looks when nothing is set, and that is said', async () => {
    const said = `using the demo at ${demo}\n`
    const run = async (...words: string[]) => {
      const ran = await inDemo(...words)
      expect({ words, exit: ran.exit, stderr: ran.stderr }).toEqual({ words, exit: 0, stderr: said })
      return ran.stdout
    }
    expect(JSON.parse(await run('status', '--json'))).toMatchObject({ network: 'commands', height: 20 })
    expect(await run('status')).toContain(`commands, chain ${CHAIN_ID}: indexed up to block 20`)
    const { digest } = JSON.parse(await run('digest', '--json')) as { digest: string }
    expect(await run('digest')).toMatch(new RegExp(`^${digest} `))
    expect(JSON.parse(await run('archive', 'status', '--json'))).toEqual([])
    expect(await run('archive', 'status')).toBe('nothing has been settled\n')
    // The mock endpoint lacks a method or two, which is what its exit code says.
    const doctor = await inDemo('doctor', '--json')
    expect(doctor.stderr).toBe(said)
    expect(JSON.parse(doctor.stdout)).toMatchObject([{ chainId: CHAIN_ID, head: 20 }])
    const url = `http://127.0.0.1:${statusPort}`
    expect(JSON.parse(await run('compare', url, '--json'))).toEqual({ equal: true })
    expect(await run('compare', url)).toBe('the two are equal up to the lower of their heights\n')
  }, 120_000)

  test('is listed beside the networks that come with Assay', async () => {
    const { exit, stdout } = await inDemo('networks')
    expect(exit).toBe(0)
    expect(stdout).toContain('opengradient-testnet')
    expect(stdout).toContain(`networks of the demo at ${demo}`)
  })

  test('does not count when a setting is set, or when it ended', async () => {
    const other = await runAssay(['status'], { ASSAY_DEMO: demo, ASSAY_NETWORK: 'opengradient-testnet' })
    expect(other).toMatchObject({ exit: 78, stderr: expect.stringContaining('DATABASE_URL is not set') })
    const ended = join(folder, 'ended')
    await mkdir(ended)
    const text = readFileSync(join(demo, DEMO_FILE), 'utf8').replace(/"startedAt":"\d+"/, '"startedAt":"1"')
    await writeFile(join(ended, DEMO_FILE), text)
    expect(await runAssay(['status'], { ASSAY_DEMO: ended })).toMatchObject({ exit: 78 })
  })

  test('the commands that the demo prints are commands, and name its folder when it is not the usual one', () => {
    expect(listNext('.assay/demo', 'npm run assay --')[0]).toBe('npm run assay -- status')
    expect(listNext('/a b', 'assay')[0]).toBe(`ASSAY_DEMO='/a b' assay status`)
    for (const line of listNext('.assay/demo', 'assay')) expect(NAMES).toContain(line.split(' ')[1])
  })
})

describe('a folder of networks', () => {
  test('with a file that cannot be used is told, and the exit code says so', async () => {
    const networks = join(folder, 'faulty')
    await mkdir(join(networks, 'broken'), { recursive: true })
    await writeFile(join(networks, 'broken/network.json'), '{"name": 7}')
    const words = await runAssay(['networks'], { ASSAY_NETWORKS: networks })
    expect(words).toMatchObject({ exit: 78, stdout: expect.stringContaining('  invalid: ') })
    const json = await runAssay(['networks', '--json'], { ASSAY_NETWORKS: networks })
    expect(JSON.parse(json.stdout)).toMatchObject([
      { name: 'broken', disabled: null, invalid: expect.stringContaining('NETWORK_INVALID') },
    ])
  })
})

describe('assay network check', () => {
  const check = (...words: string[]) => runAssay(['network', 'check', ...words], {})

  test.each(['opengradient-testnet', 'opengradient-mainnet', 'opengradient-alpha'])(
    'finds nothing wrong with the folder of %s',
    async (name) => {
      const found = await check(`networks/${name}`, '--offline')
      expect(found).toMatchObject({ exit: 0, stdout: `${name}: nothing is wrong with this folder\n` })
    },
  )

  test('says in words what each file has that the others do not bear out', async () => {
    const copy = join(folder, 'checked/opengradient-testnet')
    await cp(join(ROOT, 'networks/opengradient-testnet'), copy, { recursive: true })
    const file = JSON.parse(readFileSync(join(copy, 'network.json'), 'utf8'))
    const [first] = file.contracts
    file.contracts[0] = { ...first, address: `0x${'12'.repeat(20)}`, fromBlock: 9, toBlock: 3 }
    file.contracts.push(
      { ...file.contracts[1], chain: 77 },
      { ...file.contracts[1], interface: 'made/up' },
      file.contracts[1],
    )
    const rules = JSON.parse(readFileSync(join(copy, file.disclosures), 'utf8'))
    rules[0].read.address = `0x${'34'.repeat(20)}`
    await writeFile(join(copy, file.disclosures), JSON.stringify(rules))
    file.trust.measurements = 'elsewhere.json'
    file.name = 'another-name'
    await writeFile(join(copy, 'network.json'), JSON.stringify(file))
    const { exit, stdout } = await check(copy, '--offline', '--json')
    expect(exit).toBe(78)
    const codes = (JSON.parse(stdout) as { faults: { code: string }[] }).faults.map(({ code }) => code)
    expect(new Set(codes)).toEqual(
      new Set([
        'INTERFACE_UNKNOWN',
        'NETWORK_NAME',
        'NETWORK_CHAIN_UNKNOWN',
        'CONTRACT_RANGE',
        'CONTRACT_TWICE',
        'DISCLOSURE_ADDRESS',
        'TRUST_FILE',
      ]),
    )
    expect((await check(copy, '--offline')).stdout).toMatch(/\d+ faults\n {2}network\.json: /)
    expect(await check(join(folder, 'nowhere'))).toMatchObject({
      exit: 78,
      stderr: expect.stringContaining('no network at'),
    })
  })
})

describe('assay network check with endpoints', () => {
  test('asks the chain whether there is code, and says which chain does not answer', async () => {
    const path = join(folder, 'online/commands')
    await mkdir(path, { recursive: true })
    const file = makeNetwork('commands')
    await writeFile(join(path, 'network.json'), JSON.stringify({ ...file, folder: undefined }))
    const asked = await runAssay(['network', 'check', path], { [`RPC_${CHAIN_ID}`]: endpoint.url })
    expect(asked).toMatchObject({ exit: 0, stdout: 'commands: nothing is wrong with this folder\n' })
    const silent = { [`RPC_${CHAIN_ID}`]: `http://127.0.0.1:${await findFreePort()}` }
    const found = await runAssay(['network', 'check', path, '--json'], silent)
    expect(found.exit).toBe(78)
    expect(JSON.parse(found.stdout)).toMatchObject({
      faults: [{ code: expect.stringMatching(/^UNAVAILABLE_/) }],
    })
  }, 60_000)
})

describe('output', () => {
  /** Of the first program of the pipe. */
  const STATUS = `echo "\${PIPESTATUS[0]}"`
  const shell = (script: string, env: Record<string, string>) =>
    new Promise<{ exit: number; stdout: string; stderr: string }>((done) => {
      const node = process.execPath
      const options = {
        env: { PATH: process.env.PATH, HOME: process.env.HOME, NODE: node, LAUNCHER, ...env },
        maxBuffer: 1 << 26,
      }
      execFile('bash', ['-c', script], options, (error, stdout, stderr) =>
        done({ exit: error ? Number(error.code) : 0, stdout, stderr }),
      )
    })

  test('far beyond what a pipe holds comes out whole, and a reader who leaves is no fault', async () => {
    const networks = join(folder, 'many')
    for (let index = 0; index < 300; index++) {
      const { folder: _, ...file } = makeNetwork(`network-${index}`)
      await mkdir(join(networks, file.name), { recursive: true })
      const title = 'a title that is long, so that the list is '.repeat(40)
      await writeFile(join(networks, file.name, 'network.json'), JSON.stringify({ ...file, title }))
    }
    const env = { ASSAY_NETWORKS: networks, ASSAY_DEMO: '/nowhere' }
    const whole = await shell('"$NODE" "$LAUNCHER" networks --json | cat', env)
    expect(whole.stdout.length).toBeGreaterThan(4 * 65_536)
    expect(JSON.parse(whole.stdout)).toHaveLength(300)
    for (const flag of ['--json', '']) {
      const script = `"$NODE" "$LAUNCHER" networks ${flag} | head -c 10; ${STATUS}`
      expect(await shell(script, env)).toMatchObject({
        stdout: expect.stringMatching(/^.{10}0\n$/s),
        stderr: '',
      })
    }
    const help = await shell(`"$NODE" "$LAUNCHER" --help | head -c 5; ${STATUS}`, env)
    expect(help).toMatchObject({ stdout: 'Usage0\n', stderr: '' })
  })

  test('of a rejection keeps its exit code when nobody reads it', async () => {
    const document = 'test/fixtures/nitro/veracruz_bad_sig.cbor'
    const script = `"$NODE" "$LAUNCHER" verify nitro ${document} --at 2021-05-01 | true; ${STATUS}`
    expect(await shell(`cd "${ROOT}" && ${script}`, {})).toMatchObject({ stdout: '1\n', stderr: '' })
  })
})

describe('a chain that another one writes', () => {
  test('is waited for, and the wait says for whom', async () => {
    const holder = `assay-indexer ${indexer.child.pid}@${hostname()}`
    const second = await startIndexer()
    const rewind = spawnProcess(['rewind', '--to', '10'], { ASSAY_DEMO: demo })
    await expect.poll(() => rewind.log(), { timeout: 40_000 }).toContain(`waiting: ${holder}`)
    await expect
      .poll(() => second.log(), { timeout: 40_000 })
      .toContain(`another indexer writes this chain (${holder}`)
    await second.kill()
    await indexer.stop()
    expect(await rewind.ended).toBe(0)
    expect(JSON.parse((await inDemo('status', '--json')).stdout)).toMatchObject({ height: 10 })
  }, 90_000)
})
