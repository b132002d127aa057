import { Snapshot } from '../../src/api/execute/snapshot.ts'
import type { Pool } from '../../src/platform/database.ts'

/** A node of a plan, as Postgres tells it after it has run. */
export interface Plan {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly 'Actual Loops': number
  readonly 'Actual Rows': number
  readonly 'Rows Removed by Filter'?: number
  readonly 'Rows Removed by Join Filter'?: number
  readonly Plans?: readonly Plan[]
}

/** Every node of the plan by which a statement ran. */
export async function explain(
  pool: Pool,
  text: string,
  values: readonly unknown[],
): Promise<readonly Plan[]> {
  const { rows } = await pool.query(`explain (analyze, format json) ${text}`, [...values])
  const nodes: Plan[] = [rows[0]['QUERY PLAN'][0].Plan]
  for (const node of nodes) nodes.push(...(node.Plans ?? []))
  return nodes
}

/** A figure of each loop, over all loops of all nodes. */
export const total = (nodes: readonly Plan[], of: (node: Plan) => number) =>
  nodes.reduce((sum, node) => sum + of(node) * node['Actual Loops'], 0)

/** Every statement of a snapshot, with its plan. */
export class Explained extends Snapshot {
  readonly plans: Plan[][] = []
  readonly #pool: Pool

  constructor(pool: Pool) {
    super(pool, false)
    this.#pool = pool
  }

  override async rows(text: string, values: readonly unknown[]): Promise<unknown[][]> {
    this.plans.push([...(await explain(this.#pool, text, values))])
    return super.rows(text, values)
  }
}
