import type pg from 'pg'

export interface Said {
  readonly outcome: string
  readonly code: string
  readonly fault: string | null
  readonly transient: boolean
  /** Whether it counts in the record of the node that the subject names. */
  readonly inNodeRecord: boolean
}

/** What stands about a subject and statement now: `outcome code fault`, or undefined. */
export async function findVerdict(pool: pg.Pool, id: string, statement: string): Promise<string | undefined> {
  const said = await findSaid(pool, id, statement)
  return said && [said.outcome, said.code, said.fault].filter((part) => part !== null).join(' ')
}

export async function findSaid(pool: pg.Pool, id: string, statement: string): Promise<Said | undefined> {
  const { rows } = await pool.query<Said>(
    `select outcome, code, fault, transient, node is not null as "inNodeRecord" from watch.latest_verdict
     where subject_id = $1 and statement = $2`,
    [id, statement],
  )
  return rows[0]
}
