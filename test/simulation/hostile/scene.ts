import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { openWorld } from '../../../bench/api/world.ts'
import { recordTokens } from '../../../src/keeper/store/tokens.ts'
import { openContents, sha256 } from '../../../src/platform/content-store.ts'
import { createPool } from '../../../src/platform/database.ts'
import { getNetwork } from '../../../src/platform/network.ts'
import { seedMoney } from '../../support/money-world.ts'

export interface Place {
  readonly databaseUrl: string
  readonly networks: string
  readonly archive: string
  /** Paths of conversations, each of about 8 MiB. */
  readonly conversations: readonly string[]
  close(): Promise<void>
}

// As many values as fit: what a parser would spend most on. And one long text.
const SHAPES: Readonly<Record<string, (size: number) => string>> = {
  numbers: (size) => `[${'1,'.repeat(size / 2)}1]`,
  lists: (size) => `[${'[],'.repeat(size / 3)}1]`,
  text: (size) => `"${'x'.repeat(size)}"`,
}
const SIZE = 8_300_000

/** A database with claims, fees, verdicts, a ledger that payback can be asked of, and an archive with long conversations. */
export async function openPlace(facts: number): Promise<Place> {
  const world = await openWorld(facts)
  const folder = await mkdtemp(join(tmpdir(), 'assay-hostile-'))
  const close = async () => {
    await world.close()
    await rm(folder, { recursive: true, force: true })
  }
  try {
    const networks = join(folder, 'networks')
    for (const kind of ['api', 'economics'])
      await cp(`test/fixtures/${kind}/networks`, networks, { recursive: true })
    await addMoney(world.url, networks)
    const archive = join(folder, 'archive')
    const conversations = await keepConversations(world.url, archive)
    return { databaseUrl: world.url, networks, archive, conversations, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** The ledger worked by hand, so that payback has something to simulate. */
export async function addMoney(databaseUrl: string, networks: string): Promise<void> {
  await seedMoney(databaseUrl)
  const pool = createPool(databaseUrl, { application: 'hostile', max: 1 })
  await recordTokens(pool, await getNetwork(networks, 'money'))
  await pool.end()
}

/** Keeps long conversations as the archiver would; gives the paths that they are served under. */
export async function keepConversations(databaseUrl: string, archive: string): Promise<string[]> {
  const contents = openContents(archive, undefined)
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const paths: string[] = []
    for (const [name, shape] of Object.entries(SHAPES)) {
      const bytes = Buffer.from(`{"output":1,"input":${shape(SIZE)}}`)
      await contents.keep(bytes)
      const id = `long-${name}`
      await client.query(
        `insert into archive.blob (network, blob_id, status, sha256, size, tries, first_seen_at, kept_at)
          values ('alpha', $1, 'kept', $2, $3, 1, now(), now())`,
        [id, Buffer.from(sha256(bytes).slice(2), 'hex'), bytes.length],
      )
      await client.query(
        `insert into archive.conversation (network, blob_id, input_hashes, output_hashes) values ('alpha', $1, '{}', '{}')`,
        [id],
      )
      paths.push(`/content/alpha/${id}`)
    }
    return paths
  } finally {
    await client.end()
  }
}
