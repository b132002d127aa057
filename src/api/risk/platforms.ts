import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { KnownLinks } from '../../claim/nitro-chain.ts'
import { type FoundPlatform, findPlatform } from '../../claim/tee-platform.ts'
import type { Window } from '../../economics/figure.ts'
import { readAwsRoots, readRoots } from '../../platform/attestation-roots.ts'
import type { Network } from '../../platform/network.ts'
import { bounded, MAX_ROWS } from '../economics/rows/ledger.ts'
import type { Snapshot } from '../execute/snapshot.ts'

/** Registrations whose platform is remembered: each costs five signatures to find, and none ever changes. */
const REMEMBERED = 50_000
/** Documents are some kilobytes each: so many are read at once. */
const AT_ONCE = 500

const PLACES = `select chain_id, '0x' || encode(node_key, 'hex'), block_number, '0x' || encode(block_hash, 'hex'), phase, position
  from api.registration where network = $1 and block_time < to_timestamp($2) and attestation_size is not null
  order by block_number, phase, position limit ${MAX_ROWS + 1}`
const DOCUMENTS = `select r.attestation, r.signing_key, extract(epoch from r.block_time)::double precision, w.index
  from unnest($2::bigint[], $3::integer[], $4::integer[], $5::integer[]) with ordinality w (chain_id, block_number, phase, position, index)
  join api.registration r on r.network = $1 and r.chain_id = w.chain_id and r.block_number = w.block_number
    and r.phase = w.phase and r.position = w.position`

/** What a registration's document says of its machine, and the key that it registered. */
export interface RegisteredPlatform {
  readonly found: FoundPlatform
  /** SHA-256 of the key in hex; null: the registration names none. */
  readonly key: string | null
}

/** Platforms by registration. */
export type PlatformsFound = ReadonlyMap<string, RegisteredPlatform>

/** The name of a node's registration in a block, as `PlatformsFound` has it. */
export function registrationName(chain: number, node: string, block: number): string {
  return `${chain} ${node} ${block}`
}

/** What machines registered attestation documents prove. */
export class Platforms {
  readonly #found = new LRUCache<string, RegisteredPlatform>({ max: REMEMBERED })
  readonly #roots = new Map<string, Promise<readonly Uint8Array[]>>()
  readonly #awsRoots = readAwsRoots()
  readonly #links = new KnownLinks()

  /**
   * Of every registration of a network with a document, up to a window's end.
   * @throws `TOO_MANY_ROWS`; Misconfigured `TRUST_UNREADABLE`, `ROOT_UNREADABLE`
   */
  async listOf(snapshot: Snapshot, network: Network, window: Window): Promise<PlatformsFound> {
    const rows = bounded(await snapshot.rows(PLACES, [network.name, window.to]), 0, window)
    const unread = rows.filter((row) => !this.#found.has(nameOf(network, row)))
    const read = new Map<string, RegisteredPlatform>()
    for (let from = 0; from < unread.length; from += AT_ONCE)
      for (const [name, found] of await this.#read(snapshot, network, unread.slice(from, from + AT_ONCE)))
        read.set(name, found)
    // Of several in one block the last one holds.
    return new Map(
      rows.flatMap((row) => {
        const name = nameOf(network, row)
        const found = read.get(name) ?? this.#found.get(name)
        const place = registrationName(Number(row[0]), String(row[1]), Number(row[2]))
        return found ? [[place, found] as const] : []
      }),
    )
  }

  async #read(snapshot: Snapshot, network: Network, rows: readonly unknown[][]) {
    const roots = this.#roots.get(network.name) ?? readRoots(network)
    this.#roots.set(network.name, roots)
    const trust = { roots: await roots, awsRoots: this.#awsRoots, links: this.#links }
    const column = (index: number) => rows.map((row) => row[index])
    const values = [network.name, column(0), column(2), column(4), column(5)]
    const documents = await snapshot.rows(DOCUMENTS, values)
    return documents.map(([document, signingKey, at, index]): [string, RegisteredPlatform] => {
      const key = signingKey instanceof Uint8Array ? signingKey : null
      // The view leaves out what is longer than any registration's.
      const found = findPlatform(document instanceof Uint8Array ? document : null, {
        ...trust,
        at: new Date(Number(at) * 1000),
        signingKey: key,
      })
      const registered = { found, key: key && createHash('sha256').update(key).digest('hex') }
      const name = nameOf(network, rows[Number(index) - 1] ?? [])
      this.#found.set(name, registered)
      return [name, registered]
    })
  }
}

/** A registration by the hash of its block: after a reorg another one may stand in its place. */
function nameOf({ name }: Network, row: readonly unknown[]): string {
  return [name, ...row].join(' ')
}
