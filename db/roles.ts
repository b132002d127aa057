import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import pg from 'pg'
import { Misconfigured } from '../src/claim/errors.ts'
import { transact } from '../src/platform/transaction.ts'

const ROLE = 'assay_api'
const ITERATIONS = 4096
const INSUFFICIENT_PRIVILEGE = '42501'

// What would make the API's login more than a reader: rights that no grant shows, other roles, things of its own.
const STRENGTHS = `
  select 'it is a superuser' as what from pg_roles where rolname = $1 and rolsuper
  union all select 'it may create roles' from pg_roles where rolname = $1 and rolcreaterole
  union all select 'it may create databases' from pg_roles where rolname = $1 and rolcreatedb
  union all select 'it may replicate' from pg_roles where rolname = $1 and rolreplication
  union all select 'it is not held by row security' from pg_roles where rolname = $1 and rolbypassrls
  union all select 'it is a member of ' || roleid::regrole from pg_auth_members where member = $1::regrole
  union all select 'it owns ' || count(*) || ' objects' from pg_shdepend
    where refclassid = 'pg_authid'::regclass and refobjid = $1::regrole and deptype = 'o' having count(*) > 0`

/**
 * Makes the API's role and gives it what it reads, as db/roles.sql says. Returns what this user was not allowed to do, in
 * words; the API can still read as the user that it logs in as.
 */
export async function applyRoles(url: string): Promise<string[]> {
  const warnings: string[] = []
  const client = new pg.Client({ connectionString: url, application_name: 'assay-migrate' })
  client.on('notice', ({ severity, message }) => {
    if (severity === 'WARNING' && message !== undefined) warnings.push(message)
  })
  await client.connect()
  try {
    await transact(client, async () => {
      // Two at once would change the same rows of the catalogue, which Postgres refuses.
      await client.query(`select pg_advisory_xact_lock(hashtextextended('assay-roles', 0))`)
      await client.query(await readFile(new URL('roles.sql', import.meta.url), 'utf8'))
    })
  } finally {
    await client.end()
  }
  return warnings
}

/**
 * Lets the API log in as `assay_api`, with this password. The password itself is not sent, so it stands in no log of the
 * server.
 * @throws Misconfigured `API_ROLE_MISSING`, `API_ROLE_STRONG`, `API_ROLE_DENIED`, `API_PASSWORD`
 */
export async function allowApiLogin(url: string, password: string): Promise<void> {
  // Other characters are normalised before they are hashed, by rules that server and client must share.
  if (!/^[\x21-\x7e]{12,}$/.test(password))
    throw new Misconfigured(
      'API_PASSWORD',
      'ASSAY_API_DB_PASS must have at least 12 characters, all of them printable ASCII without spaces',
    )
  const client = new pg.Client({ connectionString: url, application_name: 'assay-migrate' })
  await client.connect()
  try {
    const { rowCount } = await client.query('select from pg_roles where rolname = $1', [ROLE])
    if (rowCount === 0)
      throw new Misconfigured(
        'API_ROLE_MISSING',
        `there is no role ${ROLE}, and this user may not create it: let a superuser run db/roles.sql, then migrate again`,
      )
    const { rows } = await client.query<{ what: string }>(STRENGTHS, [ROLE])
    if (rows.length > 0)
      throw new Misconfigured(
        'API_ROLE_STRONG',
        `role ${ROLE} must only read, but ${rows.map(({ what }) => what).join(', ')}: take that away, then migrate again`,
      )
    await client
      .query(`alter role ${ROLE} login password ${client.escapeLiteral(toVerifier(password))}`)
      .catch((cause: unknown) => {
        if ((cause as { code?: string }).code !== INSUFFICIENT_PRIVILEGE) throw cause
        throw new Misconfigured(
          'API_ROLE_DENIED',
          `this user may not give role ${ROLE} a password: let a superuser migrate once with ASSAY_API_DB_PASS set`,
          { cause },
        )
      })
  } finally {
    await client.end()
  }
}

/** What Postgres keeps of a password (RFC 5803). */
function toVerifier(password: string): string {
  const salt = randomBytes(16)
  const salted = pbkdf2Sync(password, salt, ITERATIONS, 32, 'sha256')
  const keyed = (text: string) => createHmac('sha256', salted).update(text).digest()
  const stored = createHash('sha256').update(keyed('Client Key')).digest('base64')
  const server = keyed('Server Key').toString('base64')
  return `SCRAM-SHA-256$${ITERATIONS}:${salt.toString('base64')}$${stored}:${server}`
}
