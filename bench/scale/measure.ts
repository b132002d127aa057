import { type Running, type Sent, startServer } from '../api/servers.ts'
import { watchConditions } from '../conditions.ts'
import { findPostmaster } from '../ingest/measure.ts'
import { type Answered, askBoth, type Way } from './ask.ts'
import { listQuestions, type Question, type Subject } from './explorer.ts'
import { COMPARISONS, type Comparison } from './investor.ts'
import type { ScaleRun } from './record.ts'
import { countRowsRead } from './rows-read.ts'
import { OwnMemory, withChildren } from './usage.ts'
import type { BothWorlds } from './world.ts'

/** How often and how long a question is asked, of each engine. */
export interface Limits {
  readonly times: number
  readonly seconds: number
}

/** Asks a world all questions, of Postgres alone and with ClickHouse. */
export async function measureWorld(world: BothWorlds, limits: Limits): Promise<ScaleRun> {
  const endOf = watchConditions()
  const postmaster = await findPostmaster(world.url)
  const watch = (pids: () => number[]) => () => {
    const memory = new OwnMemory(pids)
    return () => memory.stop()
  }
  const watches = {
    postgres: watch(() => withChildren(postmaster)),
    clickhouse: watch(() => [world.engine.pid]),
  }
  const answered: Answered[] = []
  const alone = await startServer('assay', world.url)
  const routed = await startServer('assay', world.url, undefined, { CLICKHOUSE_URL: world.engine.url })
  try {
    for (const question of listQuestions(await findSubject(alone)))
      answered.push(
        await askBoth(
          {
            postgres: wayOfApi(world, alone, question, watches.postgres),
            clickhouse: wayOfApi(world, routed, question, watches.clickhouse),
          },
          { name: question.name, who: 'explorer' },
          limits,
        ),
      )
  } finally {
    await alone.stop()
    await routed.stop()
  }
  const scope = await findScope(world)
  for (const comparison of COMPARISONS)
    answered.push(
      await askBoth(
        waysOf(world, comparison, scope, watches),
        { name: comparison.name, who: 'investor' },
        limits,
      ),
    )
  const { facts, sizes, exported, loaded } = world
  return {
    conditions: endOf(),
    facts,
    sizes,
    exported,
    loaded,
    answered,
  }
}

async function askApi(server: Running, query: string): Promise<Record<string, unknown>> {
  const response = await fetch(server.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  })
  const { data, errors } = (await response.json()) as { data?: Record<string, unknown>; errors?: unknown }
  if (!data || errors) throw new Error(`${query}: ${JSON.stringify(errors)}`)
  return data
}

/** A claim of the busiest node there is, and a payer: what has least work to find would flatter. */
async function findSubject(server: Running): Promise<Subject> {
  const { claims, fees, _meta } = (await askApi(
    server,
    `{ claims(limit: 1, where: { network_eq: "alpha", evidence_eq: "groth16" }) { id nodeKey node { id } }
       fees(limit: 1, where: { network_eq: "alpha" }) { payer }
       _meta(network: "alpha") { block { timestamp } } }`,
  )) as {
    claims: { id: string; nodeKey: string; node: { id: string } }[]
    fees: { payer: string }[]
    _meta: { block: { timestamp: string } }[]
  }
  const [claim] = claims
  if (!claim) throw new Error('the world has no claim')
  return {
    claim: claim.id,
    node: claim.node.id,
    nodeKey: claim.nodeKey,
    payer: fees[0]?.payer ?? '',
    today: _meta[0]?.block.timestamp.slice(0, 10) ?? '',
  }
}

function wayOfApi(
  { pool, engine }: BothWorlds,
  server: Running,
  { query }: Question,
  watch: Way['watch'],
): Way {
  const ask = () => askApi(server, query)
  return {
    ask,
    watch,
    async rowsRead() {
      await server.sent()
      const before = await engine.rowsRead()
      await ask()
      const sent: readonly Sent[] = (await server.sent()).filter(({ text }) =>
        /^\s*(select|with)\b/i.test(text),
      )
      let rows = (await engine.rowsRead()) - before
      for (const each of sent) rows += await countRowsRead(pool, each)
      return rows
    },
  }
}

interface AskedOver {
  readonly day: string
  readonly loads: readonly string[]
}

/** What both have of all chains: the loads, and the first day that is not whole in one of them. */
async function findScope({ pool }: BothWorlds): Promise<AskedOver> {
  const { rows } = await pool.query<{ loads: string[]; day: string }>(
    `select loads, to_char(before, 'YYYY-MM-DD') as day from lake.pointer where network = 'alpha' order by before`,
  )
  return { day: rows[0]?.day ?? '', loads: rows.flatMap(({ loads }) => loads) }
}

function waysOf(
  { pool, server, engine }: BothWorlds,
  { postgres, clickhouse }: Comparison,
  { day, loads }: AskedOver,
  watches: Readonly<Record<'postgres' | 'clickhouse', Way['watch']>>,
): Readonly<Record<'postgres' | 'clickhouse', Way>> {
  const askClickHouse = async () =>
    (await server.rows(clickhouse, { day, loads })).rows.map((row) => row.map(String))
  return {
    postgres: {
      async ask() {
        const { rows } = await pool.query({ text: postgres, values: [day], rowMode: 'array' })
        return rows.map((row: unknown[]) => row.map(String))
      },
      rowsRead: () => countRowsRead(pool, { text: postgres, values: [day] }),
      watch: watches.postgres,
    },
    clickhouse: {
      ask: askClickHouse,
      async rowsRead() {
        const before = await engine.rowsRead()
        await askClickHouse()
        return (await engine.rowsRead()) - before
      },
      watch: watches.clickhouse,
    },
  }
}
