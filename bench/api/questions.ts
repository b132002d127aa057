import { cpus, loadavg } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { parse, print } from 'graphql'
import pg from 'pg'
import * as generated from '../../dashboard/data/generated/graphql.ts'
import { findPostmaster, readProcessSeconds, readServerSeconds } from '../ingest/measure.ts'
import { type Asked, PAGES, type PagesRun, type Percentiles, renderPages } from './record.ts'
import { type Running, startServer } from './servers.ts'
import type { World } from './world.ts'

const DAYS = 30
const DAY_MS = 86_400_000
/** All questions are asked once in so long while blocks come in. */
const ROUND_MS = 5000
const BLOCK_MS = 1000
/** Variables that are of one node or claim. */
const OF_ONE = new Set(['id', 'node', 'key', 'keys', 'nodes', 'input', 'output', 'root', 'text'])

interface Row {
  readonly id: string
  readonly txHash: string
  readonly nodeKey: string
  readonly inputHash: string
  readonly outputHash: string
  readonly node: { readonly id: string; readonly owner: string | null } | null
}

/** A document of the pages, with the names of its variables. */
interface Listed {
  readonly name: string
  readonly text: string
  readonly given: readonly string[]
}

/**
 * Times each question that a page of the dashboard asks, as many readers ask it: for the first time, then the same again, of which it
 * prints percentiles; and of a question about one node or claim those of another each time, for the first time each; at last all of them in
 * rounds, while something is written each second. Beside the clock stands the processor time of the API and of Postgres. `isRecorded`: the
 * figures are kept, and shown in docs/performance.md.
 */
export async function measurePages(world: World, times: number, isRecorded = false): Promise<void> {
  const server = await startServer('assay', world.url, undefined, { ASSAY_API_KEPT_MB: '64' })
  try {
    const run = await askAll(world, server, times)
    process.stdout.write(`\n${renderPages(run)}\n`)
    if (isRecorded) PAGES.keep([run])
  } finally {
    await server.stop()
  }
}

async function askAll(world: World, server: Running, times: number): Promise<PagesRun> {
  const postmaster = await findPostmaster(world.url)
  const spent = () => ({ api: readProcessSeconds(server.pid), postgres: readServerSeconds(postmaster) })
  const ask = async (query: string, variables: object = {}) => {
    const response = await fetch(server.url, {
      method: 'POST',
      // As the pages ask.
      headers: { 'content-type': 'application/json', 'cache-control': 'max-stale=300' },
      body: JSON.stringify({ query, variables }),
    })
    return (await response.json()) as {
      data?: Record<string, unknown>
      errors?: { extensions: { code: string } }[]
    }
  }
  const { data, errors } = await ask(`{
    claims(limit: 200, offset: 1000, where: { network_eq: "alpha" }) { id txHash nodeKey inputHash outputHash node { id owner } }
    _meta(network: "alpha") { block { timestamp } } }`)
  if (!data) throw new Error(JSON.stringify(errors))
  const rows = data.claims as Row[]
  const newest = (data._meta as { block: { timestamp: string | null } }[])
    .map(({ block }) => block.timestamp ?? '')
    .sort()
    .at(-1)
  const values = (row: Row | undefined) => {
    if (!row) throw new Error('the world has no claim')
    return valuesOf(row, newest ?? '')
  }
  const timed = async ({ text, given, name }: Listed, row: Row | undefined) => {
    const of = values(row)
    const variables = Object.fromEntries(given.map((each) => [each, pick(of, each, name)]))
    const began = performance.now()
    const { errors = [] } = await ask(text, variables)
    return { ms: performance.now() - began, codes: errors.map(({ extensions }) => extensions.code) }
  }
  const before = loadavg()[0] ?? 0
  const found: { question: Listed; measured: Omit<Asked, 'movingMs'>; moving: number[] }[] = []
  for (const question of listQuestions()) {
    const start = spent()
    const first = await timed(question, rows[0])
    const middle = spent()
    const refused = first.codes
    const again: number[] = []
    while (again.length < (refused.length ? 0 : times)) again.push((await timed(question, rows[0])).ms)
    const end = spent()
    const others: number[] = []
    const isOfOne = question.given.some((each) => OF_ONE.has(each))
    while (isOfOne && !refused.length && others.length < times / 5)
      others.push((await timed(question, rows[1 + others.length])).ms)
    const measured = {
      name: question.name,
      firstMs: first.ms,
      apiMs: 1000 * (middle.api - start.api),
      postgresMs: 1000 * (middle.postgres - start.postgres),
      againMs: percentiles(again),
      againCpuMs: again.length
        ? (1000 * (end.api - middle.api + end.postgres - middle.postgres)) / again.length
        : null,
      otherMs: percentiles(others),
      refused: [...new Set(refused)],
    }
    found.push({ question, measured, moving: [] })
  }
  const answered = found.filter(({ measured }) => !measured.refused.length)
  const moves = await keepWriting(world.url)
  for (let round = 0; round < times; round++) {
    const began = performance.now()
    for (const { question, moving } of answered) moving.push((await timed(question, rows[0])).ms)
    await sleep(Math.max(0, ROUND_MS - (performance.now() - began)))
  }
  await moves.stop()
  const asked = found.map(({ measured, moving }) => ({ ...measured, movingMs: percentiles(moving) }))
  return {
    conditions: {
      at: new Date().toISOString(),
      machine: `${cpus().length} cores of ${cpus()[0]?.model.trim()}`,
      node: process.versions.node,
      facts: world.facts,
      times,
      load: [before, loadavg()[0] ?? 0],
    },
    asked,
  }
}

/** Writes something each second, as an indexer does of which blocks come in: no answer is of this moment for long. */
async function keepWriting(url: string): Promise<{ stop(): Promise<void> }> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  let writing = Promise.resolve()
  const timer = setInterval(() => {
    writing = client.query('update ingest.status set updated_at = now()').then(() => {})
  }, BLOCK_MS)
  return {
    async stop() {
      clearInterval(timer)
      await writing
      await client.end()
    },
  }
}

function percentiles(all: readonly number[]): Percentiles | null {
  const sorted = [...all].sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  return sorted.length ? { p50: at(0.5), p99: at(0.99) } : null
}

/** The documents of the pages, with the names of their variables. */
export function listQuestions(): Listed[] {
  return Object.entries(generated).flatMap(([exported, document]) => {
    if (!exported.endsWith('Document')) return []
    const text = String(document)
    const [operation] = parse(text).definitions.filter((each) => each.kind === 'OperationDefinition')
    if (operation?.operation !== 'query') return []
    const given = (operation.variableDefinitions ?? []).map(({ variable }) => variable.name.value)
    return [{ name: operation.name?.value ?? exported, text: print(parse(text)), given }]
  })
}

/** What a reader of the pages of one node, claim and role would ask with, by the name of the variable. */
export function valuesOf(row: Row, newest: string): Readonly<Record<string, unknown>> {
  const end = new Date(Date.parse(newest) + 1000)
  const since = new Date(end.getTime() - DAYS * DAY_MS).toISOString().slice(0, 10)
  const owner = row.node?.owner ?? row.nodeKey
  return {
    network: 'alpha',
    chain: 31337,
    days: DAYS,
    to: null,
    asOf: null,
    at: null,
    since,
    from: `${since}T00:00:00Z`,
    sinceTime: `${since}T00:00:00Z`,
    until: end.toISOString().slice(0, 10),
    endDay: end.toISOString().slice(0, 10),
    end: end.toISOString(),
    id: row.id,
    node: row.node?.id ?? '',
    key: row.nodeKey,
    keys: [row.nodeKey],
    nodes: [row.nodeKey],
    root: row.outputHash,
    text: owner,
    input: row.inputHash,
    output: row.outputHash,
    request: null,
    hasRequest: false,
    model: null,
    hasModel: false,
    where: { network_eq: 'alpha' },
    role: 'validator',
    cost: { hardware: 'RTX_4090', count: 1 },
    whole: { hardware: 'RTX_4090', count: 1 },
    stake: null,
    discount: null,
    growth: null,
    payers: 'ALL',
    paths: 1000,
    months: 60,
    won: '0.5',
    one: '1',
    four: '4',
    eight: '8',
    costOne: { hardware: 'RTX_4090', count: 1 },
    costFour: { hardware: 'RTX_4090', count: 4 },
    costEight: { hardware: 'RTX_4090', count: 8 },
    by: 'OPERATOR',
    advisory: 'CVE-2022-21233',
    moved: '1',
    provable: null,
    multiple: null,
    load: null,
    deadline: '20',
    limit: 200,
    offset: 0,
    links: 1000,
    skip: 0,
    dead: false,
    // The columns of the list of nodes that are shown where nobody chose others.
    emissions: true,
    uptime: true,
    independent: false,
    success: false,
    claims: false,
    slashed: false,
  }
}

/** Questions about one node call it `id`, as those about one claim do. */
export function pick(values: Readonly<Record<string, unknown>>, variable: string, question: string): unknown {
  const name = variable === 'id' && question !== 'Claim' ? 'node' : variable
  if (!(name in values)) throw new Error(`${question} has a variable ${variable} that nothing here gives`)
  return values[name]
}
