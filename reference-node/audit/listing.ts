import type { Pool } from '../../src/platform/database.ts'
import type { FreshNetwork } from '../../src/platform/fresh-network.ts'
import type { Network } from '../../src/platform/network.ts'

const KEEP = `insert into watch.listing as l (network, origin, key, address, url, since, abandoned, compromised_at)
  select $1, origin, key, decode(address, 'hex'), url, since, abandoned, compromised
  from jsonb_to_recordset($2::jsonb) as each(origin text, key text, address text, url text, since timestamptz, abandoned text,
    compromised timestamptz)
  on conflict (network, origin, key) do update set address = excluded.address, url = excluded.url, since = excluded.since,
    abandoned = excluded.abandoned, compromised_at = excluded.compromised_at, unlisted_at = null
  where (l.address, l.url, l.since, l.abandoned, l.compromised_at, l.unlisted_at) is distinct from
    (excluded.address, excluded.url, excluded.since, excluded.abandoned, excluded.compromised_at, null::timestamptz)`
const GONE = `update watch.listing set unlisted_at = now() where network = $1 and unlisted_at is null
  and (origin, key) not in (select origin, key from jsonb_to_recordset($2::jsonb) as each(origin text, key text))`

/** Keeps which logs a network's folder lists, for the API. One that is gone from it stays, with when that was seen. */
export async function keepListing(pool: Pool, { name, watch }: Network): Promise<void> {
  const rows = watch.watchdogs.map((each) => ({ ...each, address: each.address.slice(2) }))
  const values = [name, JSON.stringify(rows)]
  await pool.query(KEEP, values)
  await pool.query(GONE, values)
}

/** Keeps the listing of a network's folder for the API while a process runs. */
export class ListingKeeper {
  readonly #pool: Pool
  readonly #fresh: FreshNetwork
  #kept: Network['watch'] | undefined

  constructor(pool: Pool, fresh: FreshNetwork) {
    this.#pool = pool
    this.#fresh = fresh
  }

  /** Reads the folder, and keeps what it lists when that is not what it was. */
  async keep(): Promise<void> {
    const network = await this.#fresh.refresh()
    if (network.watch === this.#kept) return
    await keepListing(this.#pool, network)
    this.#kept = network.watch
  }
}
