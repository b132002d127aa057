import type { GraphQLAnswer } from './answer.ts'
import type { Snapshot } from './snapshot.ts'

/** Where a chain stood when an answer was read. */
interface Mark {
  readonly network: string
  readonly chain: string
  readonly height: number
  readonly hash: Buffer
}

/** What an answer was read at. */
export interface Marks {
  readonly chains: readonly Mark[]
  /** Which transactions of the database it sees, as the database writes it: whatever is written later makes it another one. */
  readonly seen: string
}

/** An answer with what it was read at. `began`: when its turn came; milliseconds of the process's clock. */
export interface Worked {
  readonly answer: GraphQLAnswer
  readonly marks: Marks
  readonly began: number
}

/** How an answer is worked out, on behalf of whom. */
export type Work = (caller: string) => Promise<Worked>

const MARKS = `select network, chain_id::text, height, hash, pg_current_snapshot()::text
  from (values (1)) one left join api.chain on true order by 1, 2`
/** Where every chain stands, as the snapshot of an answer sees it. */
export async function listMarks(snapshot: Snapshot): Promise<Marks> {
  const rows = await snapshot.rows(MARKS, [])
  const chains = rows.flatMap(([network, chain, height, hash]) =>
    network === null
      ? []
      : [{ network: String(network), chain: String(chain), height: Number(height), hash: hash as Buffer }],
  )
  return { chains, seen: String(rows[0]?.[4]) }
}
