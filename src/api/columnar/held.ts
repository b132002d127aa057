import type { Snapshot } from '../execute/snapshot.ts'

/** What ClickHouse holds of a chain, as the process that loads it says. */
export interface HeldRows {
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
          readonly sums?: readonly string[]
          /** Columns of times that a stranger states: they stand there in microseconds since 1970. */
          readonly stated?: readonly string[]
        }
      | undefined
    >
  >
  readonly covered: number
  /** `YYYY-MM-DD`: all rows of earlier days are there, but for days of `except`. */
  readonly before: string
  /** Null: more than are worth looking for. */
  readonly except: readonly string[] | null
  /** Whether it is of the facts that this index has. */
  readonly holds: boolean
}

export interface ChainHeld {
  readonly network: string
  readonly chainId: number
  readonly held: HeldRows | undefined
}

const heldBy = (pointer: string, own: readonly string[]) =>
  `select c.network, c.chain_id, ${own.join(', ')}, p.rows, p.views, to_char(p.before, 'YYYY-MM-DD'), p.holds
  from api.chain c left join api.${pointer} p on p.network = c.network and p.chain_id = c.chain_id order by 1, 2`
const OF_FACTS = heldBy('lake_pointer', ['p.loads', 'p.covered', `'{}'::text[]`])
const OF_VERDICTS = heldBy('late_pointer', ['array[p.load]', 'p.block', 'p.days'])
/** Views of what arrives later than its block. */
const LATE_VIEWS: ReadonlySet<string> = new Set(['verification_day'])

/** Every chain with what ClickHouse holds of it, as of the moment of everything else that the request reads; of what `view` is made of. */
export function listHeld(snapshot: Snapshot, view?: string): Promise<ChainHeld[]> {
  return snapshot.once(`columnar.held ${isLate(view)}`, () =>
    readHeld((text) => snapshot.rows(text, []), view),
  )
}

/** As {@link listHeld}, in the order of network and chain. `ask`: gives the rows of a statement as arrays. */
export async function readHeld(
  ask: (text: string) => Promise<unknown[][]>,
  view?: string,
): Promise<ChainHeld[]> {
  const rows = await ask(isLate(view) ? OF_VERDICTS : OF_FACTS)
  return rows.map((row) => {
    const [network, chainId, loads, covered, except, counts, views, before, holds] = row
    const held = counts === null ? undefined : { loads, rows: counts, views, covered, except, before, holds }
    return { network: String(network), chainId: Number(chainId), held: held as HeldRows | undefined }
  })
}

function isLate(view = ''): boolean {
  return LATE_VIEWS.has(view)
}
