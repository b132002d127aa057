import type { Snapshot } from '../execute/snapshot.ts'

/** What ClickHouse holds of a chain, as the process that loads it says. */
interface HeldRows {
  readonly loads: readonly string[]
  /** Rows of these loads by table. */
  readonly rows: Readonly<Record<string, number>>
  readonly views: Readonly<
    Record<
      string,
      | {
          readonly table: string
          readonly columns: readonly string[]
          readonly fixed?: Readonly<Record<string, string>>
        }
      | undefined
    >
  >
  readonly covered: number
  /** `YYYY-MM-DD`: all rows of earlier days are there. */
  readonly before: string
  /** Whether it is of the facts that this index has. */
  readonly holds: boolean
}

export interface ChainHeld {
  readonly network: string
  readonly chainId: number
  readonly held: HeldRows | undefined
}

const HELD = `select c.network, c.chain_id, p.loads, p.rows, p.views, p.covered, to_char(p.before, 'YYYY-MM-DD'), p.holds
  from api.chain c left join api.lake_pointer p on p.network = c.network and p.chain_id = c.chain_id order by 1, 2`

/** Every chain with what ClickHouse holds of it, as of the moment of everything else that the request reads. */
export function listHeld(snapshot: Snapshot): Promise<ChainHeld[]> {
  return snapshot.once('columnar.held', async () => {
    const rows = await snapshot.rows(HELD, [])
    return rows.map((row) => {
      const [network, chainId, loads, counts, views, covered, before, holds] = row
      const held = loads === null ? undefined : { loads, rows: counts, views, covered, before, holds }
      return { network: String(network), chainId: Number(chainId), held: held as HeldRows | undefined }
    })
  })
}

/** Whether it holds something, and of the facts that this index has. */
export function isUsable({ held }: ChainHeld): boolean {
  return held?.holds === true
}
