import { globSync, readFileSync } from 'node:fs'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { allowApiLogin, applyRoles } from '../../db/roles.ts'
import { migrate } from '../../db/source.ts'
import { createReadPool } from '../../src/api/database.ts'
import { describeLogin } from '../../src/api/login.ts'
import { expectCode } from '../support/codes.ts'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'

let database: TestDatabase
let owner: pg.Client
let reader: pg.Client

beforeAll(async () => {
  database = await createDatabase()
  // A copy of a database has the rights of the original's tables, not those of the database itself.
  await applyRoles(database.url)
  owner = new pg.Client({ connectionString: database.url })
  reader = new pg.Client({ connectionString: database.readerUrl })
  await Promise.all([owner.connect(), reader.connect()])
})

afterAll(async () => {
  await Promise.all([owner.end(), reader.end()])
  await database.drop()
})

const pool = (databaseUrl: string, role = 'assay_api') =>
  createReadPool({ databaseUrl, role, poolSize: 1, statementTimeoutMs: 5000 })

describe('the login of the API', () => {
  test('reads what it serves', async () => {
    const { rows } = await reader.query('select count(*)::int as n from api.claim')
    expect(rows).toEqual([{ n: 0 }])
  })

  test('is a member of nothing, owns nothing and has no attribute that counts', async () => {
    const { rows } = await owner.query(`
      select r.rolsuper, r.rolcreaterole, r.rolcreatedb, r.rolreplication, r.rolbypassrls,
        (select count(*)::int from pg_auth_members where member = r.oid) as memberships,
        (select count(*)::int from pg_shdepend where refclassid = 'pg_authid'::regclass and refobjid = r.oid
          and deptype = 'o') as owned
      from pg_roles r where rolname = 'assay_api'`)
    expect(rows).toEqual([
      {
        rolsuper: false,
        rolcreaterole: false,
        rolcreatedb: false,
        rolreplication: false,
        rolbypassrls: false,
        memberships: 0,
        owned: 0,
      },
    ])
  })

  test.each([
    'select 1 from facts.fee',
    'select 1 from ingest.status',
    'select 1 from archive.blob',
    'select 1 from watch.verdict',
    'select 1 from keeper.price',
    'select 1 from derived.node',
    'select 1 from assay_migration',
    'select 1 from pg_authid',
    'select 1 from pg_hba_file_rules()',
    'insert into api.price select * from api.price',
    'delete from facts.fee',
    'truncate watch.verdict',
    'create table api.mine ()',
    'create table public.mine ()',
    'create temporary table mine ()',
    'create schema mine',
    'create role mine',
    'create database mine',
    `create function api.mine() returns int language sql as 'select 1'`,
    'create extension dblink',
    'alter role assay_api superuser',
    'alter role assay_api createrole',
    'alter system set log_statement = none',
    'drop view api.claim',
    'grant select on facts.fee to assay_api',
    'set role assay',
    'set session authorization assay',
    `select pg_read_file('postgresql.conf')`,
    `select pg_ls_dir('.')`,
    `copy (select 1) to '/tmp/mine'`,
    `copy (select 1) to program 'true'`,
    `select lo_import('/etc/hostname')`,
    'select pg_reload_conf()',
    "load 'dblink'",
  ])('may not: %s', async (statement) => {
    // What a session can change for itself is changed first: only rights count.
    await reader.query('set default_transaction_read_only = off')
    await expect(reader.query(statement)).rejects.toThrow(
      /permission denied|must be (owner|superuser)|no privileges|could not access file|access to library/,
    )
  })

  test('finds nobody behind it when it lets go of its role', async () => {
    const readers = pool(database.readerUrl)
    const client = await readers.connect()
    try {
      await client.query('reset role')
      await client.query('reset session authorization')
      const { rows } = await client.query('select session_user as s, current_user as c')
      expect(rows).toEqual([{ s: 'assay_api', c: 'assay_api' }])
      await expect(client.query('select 1 from facts.fee')).rejects.toThrow(/permission denied/)
    } finally {
      client.release()
      await readers.end()
    }
  })

  test('has limits from the server when it brings none', async () => {
    const { rows } = await owner.query(`select setconfig from pg_db_role_setting
      where setrole = 'assay_api'::regrole and setdatabase = 0`)
    expect(rows[0].setconfig).toEqual([
      'default_transaction_read_only=on',
      'statement_timeout=10min',
      'idle_in_transaction_session_timeout=15s',
    ])
  })

  test('hears news without more rights', async () => {
    const heard = new Promise((done) => reader.once('notification', ({ payload }) => done(payload)))
    await reader.query('listen assay_block')
    await owner.query(`select pg_notify('assay_block', 'new')`)
    expect(await heard).toBe('new')
  })

  test('is told apart from one that could do more', async () => {
    const [weak, strong] = [pool(database.readerUrl), pool(database.url)]
    try {
      expect(await describeLogin(weak)).toBeUndefined()
      expect(await describeLogin(strong)).toBe('database user assay is a superuser')
    } finally {
      await Promise.all([weak.end(), strong.end()])
    }
  })
})

describe('making that login', () => {
  test('refuses a weak password, and sends none that the server could log', async () => {
    for (const password of ['short', 'with a space in it', 'püssword-püssword'])
      await expectCode(() => allowApiLogin(database.url, password), 'API_PASSWORD')
    const { rows } = await owner.query(`select rolpassword from pg_authid where rolname = 'assay_api'`)
    expect(rows[0].rolpassword).toMatch(/^SCRAM-SHA-256\$4096:/)
  })

  test('refuses a role that was given more than reading', async () => {
    const role = `strong_${Date.now()}`
    await owner.query(`create role ${role}`)
    try {
      await owner.query(`grant ${role} to assay_api`)
      await expect(allowApiLogin(database.url, inject('apiPassword'))).rejects.toMatchObject({
        code: 'API_ROLE_STRONG',
        message: expect.stringContaining(`a member of ${role}`),
      })
    } finally {
      await owner.query(`drop role ${role}`)
    }
  })

  test('may be done again, and by several at once', async () => {
    const all = await Promise.all([1, 2, 3].map(() => applyRoles(database.url)))
    expect(all).toEqual([[], [], []])
  })

  test('is not needed to migrate: who may not make roles migrates, is told, and reads as itself', async () => {
    const admin = new URL(database.url)
    const [user, password] = [`plain_${Date.now()}`, 'a-plain-password']
    await owner.query(`create role ${user} login password '${password}'`)
    await owner.query(`create database ${user} owner ${user}`)
    const url = new URL(admin)
    url.pathname = `/${user}`
    url.username = user
    url.password = password
    try {
      expect((await migrate(url.href)).length).toBeGreaterThan(10)
      const warnings = await applyRoles(url.href)
      expect(warnings.join()).toMatch(/may not/)
      const own = pool(url.href, '')
      try {
        expect((await own.query('select count(*)::int as n from api.claim')).rows).toEqual([{ n: 0 }])
        expect(await describeLogin(own)).toBe(`database user ${user} owns the tables`)
      } finally {
        await own.end()
      }
      await expectCode(() => allowApiLogin(url.href, inject('apiPassword')), 'API_ROLE_DENIED')
    } finally {
      await owner.query(`drop database ${user} with (force)`)
      await owner.query(`drop role ${user}`)
    }
  })

  test('is in one place: no migration names the role, which may not be there', () => {
    const named = globSync('db/migrations/*.ts').filter((file) =>
      readFileSync(file, 'utf8').includes('assay_api'),
    )
    expect(named).toEqual([])
  })
})
