import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig as readWatchdog } from '../../../reference-node/config.ts'
import { readConfig as readApi } from '../../../src/api/config.ts'
import { readConfig as readArchiver } from '../../../src/archiver/config.ts'
import { readConfig as readIndexer } from '../../../src/indexer/config.ts'
import { readConfig as readKeeper } from '../../../src/keeper/config.ts'
import { Environment } from '../../../src/platform/environment.ts'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-settings-'))
})

afterAll(() => rm(folder, { recursive: true }))

async function file(name: string, content: string): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, content)
  return path
}

function read(env: NodeJS.ProcessEnv): { url: string; fault: string } {
  const settings = new Environment(env)
  const url = settings.databaseUrl()
  try {
    settings.check()
    return { url, fault: '' }
  } catch (error) {
    return { url, fault: (error as Error).message }
  }
}

/** What the driver makes of it: the text that counts is the one it sends. */
function driven(url: string) {
  const { user, password, host, port, database, ssl } = new pg.Client({ connectionString: url })
  return { user, password, host, port, database, ssl }
}

const PARTS = { DB_HOST: 'db', DB_PORT: '6432', DB_NAME: 'assay', DB_USER: 'someone' }

describe('where the database is', () => {
  test('is said by one URL, or by parts with any character in the password', () => {
    expect(read({ DATABASE_URL: 'postgres://a:b@c:1/d' }).url).toBe('postgres://a:b@c:1/d')
    for (const password of ['p@ss/w#rd?', ':%25&=+', 'ü ~"\'`', 'http://x@y/'])
      expect(driven(read({ ...PARTS, DB_PASS: password }).url)).toEqual({
        user: 'someone',
        password,
        host: 'db',
        port: 6432,
        database: 'assay',
        ssl: false,
      })
  })

  test('one URL wins over the parts, and ours over the hosted service’s', () => {
    const both = { ...PARTS, DB_URL: 'postgres://a:b@c:1/d' }
    expect(read(both).url).toBe('postgres://a:b@c:1/d')
    expect(read({ ...both, DATABASE_URL: 'postgres://e:f@g:2/h' }).url).toBe('postgres://e:f@g:2/h')
    const lacking = read({ DB_URL: 'postgres://c:1/d', DB_USER: 'u', DB_PASS: '@' }).url
    expect(driven(lacking)).toMatchObject({ user: 'u', password: '@', host: 'c' })
  })

  test('TLS is asked for with the certificate checked, unless it is said not to be', () => {
    const ssl = (more: NodeJS.ProcessEnv) => driven(read({ ...PARTS, ...more }).url).ssl
    expect(ssl({ DB_SSL: 'false' })).toBe(false)
    expect(ssl({ DB_SSL: 'true' })).toEqual({})
    expect(ssl({ DB_SSL: 'true', DB_SSL_REJECT_UNAUTHORIZED: 'false' })).toEqual({
      rejectUnauthorized: false,
    })
    expect(ssl({ DB_URL: 'postgres://a:b@c/d?sslmode=no-verify', DB_SSL: 'true' })).toEqual({
      rejectUnauthorized: false,
    })
  })

  test('every fault is named at once, and never the password', () => {
    const { fault } = read({ DB_HOST: 'a b', DB_PORT: 'x', DB_PASS: 'secret', DB_SSL: 'maybe' })
    for (const named of ['DB_HOST', 'DB_PORT', 'DB_NAME', 'DB_USER', 'DB_SSL']) expect(fault).toContain(named)
    expect(fault).not.toContain('secret')
    const whole = read({ DATABASE_URL: 'postgres://a:se#cret@c/d' })
    expect(whole.fault).toContain('DB_PASS')
    expect(whole.fault).not.toContain('cret')
    expect(read({ DATABASE_URL: 'mysql://a:b@c/d' }).fault).toContain('postgres://')
    expect(read({}).fault).toMatch(/DATABASE_URL is not set.*DB_HOST/)
  })

  test('is read the same way by every process', () => {
    const env = { ...PARTS, DB_PASS: 'a@b', ASSAY_NETWORK: 'n', ASSAY_CHAIN: '1' }
    const { url } = read(env)
    for (const readConfig of [readApi, readArchiver, readIndexer, readKeeper, readWatchdog])
      expect(readConfig(env).databaseUrl).toBe(url)
  })
})

describe('a setting in a file', () => {
  test('is read without its last line break, for every kind of setting', async () => {
    const password = await file('password', 'two words \n')
    expect(driven(read({ ...PARTS, DB_PASS_FILE: password }).url).password).toBe('two words ')
    const number = await file('number', '12\r\n')
    const list = await file('list', 'https://one.example,https://two.example\n')
    const settings = new Environment({ N_FILE: number, L_FILE: list })
    expect(settings.integer('N', 0)).toBe(12)
    expect(settings.list('L')).toEqual(['https://one.example', 'https://two.example'])
    settings.check()
    const watchdog = readWatchdog({ ...PARTS, ASSAY_NETWORK: 'n', RPC_7_FILE: list })
    expect(watchdog.endpoints.get(7)).toHaveLength(2)
  })

  test('that cannot be read, or is given twice, is a fault by its name', async () => {
    const secret = await file('secret', 'content')
    expect(read({ ...PARTS, DB_PASS_FILE: join(folder, 'none') }).fault).toMatch(/DB_PASS_FILE.*ENOENT/)
    expect(read({ ...PARTS, DB_PASS: 'x', DB_PASS_FILE: secret }).fault).toMatch(/DB_PASS and DB_PASS_FILE/)
  })
})
