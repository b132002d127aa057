import { cpus, loadavg } from 'node:os'
import { parse, print } from 'graphql'
import * as generated from '../../dashboard/data/generated/graphql.ts'
import { findPostmaster, readProcessSeconds, readServerSeconds } from '../ingest/measure.ts'
import { type Asked, PAGES, type PagesRun, renderPages } from './record.ts'
import { startServer } from './servers.ts'
import type { World } from './world.ts'

const DAYS = 30
const DAY_MS = 86_400_000
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

/**
 * Times each question that a page of the dashboard asks, as many readers ask it: for the first time, then the same again, of which it
 * prints percentiles; and of a question about one node or claim those of another each time, for the first time each. Beside the clock stands
 * the processor time of the API and of Postgres. `isRecorded`: the figures are kept, and shown in docs/performance.md.
 */
export async function measurePages(world: World, times: number, isRecorded = false): Promise<void> {
  const server = await startServer('assay', world.url, undefined, { ASSAY_API_KEPT_MB: '64' })
  const postmaster = await findPostmaster(world.url)
  const spent = () => [readProcessSeconds(server.pid), readServerSeconds(postmaster)] as const
  const ask = async (query: string, variables: object = {}) => {
    const response = await fetch(server.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
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
  const before = loadavg()[0] ?? 0
  const asked: Asked[] = []
  for (const { name, text, given } of listQuestions()) {
    const refused = new Set<string>()
    const time = async (row: Row | undefined) => {
      if (!row) throw new Error('the world has no claim')
      const values = valuesOf(row, newest ?? '')
      const variables = Object.fromEntries(given.map((each) => [each, pick(values, each, name)]))
      const began = performance.now()
      const { errors } = await ask(text, variables)
      for (const { extensions } of errors ?? []) refused.add(extensions.code)
      return performance.now() - began
    }
    const [apiBefore, serverBefore] = spent()
    const firstMs = await time(rows[0])
    const [api, server] = spent()
    const again: number[] = []
    while (again.length < (refused.size ? 2 : times)) again.push(await time(rows[0]))
    const others: number[] = []
    const isOfOne = given.some((each) => OF_ONE.has(each))
    while (isOfOne && !refused.size && others.length < times / 5)
      others.push(await time(rows[1 + others.length]))
    asked.push({
      name,
      firstMs,
      apiMs: 1000 * (api - apiBefore),
      postgresMs: 1000 * (server - serverBefore),
      againMs: { p50: percentile(again, 0.5), p99: percentile(again, 0.99) },
      otherMs: others.length ? { p50: percentile(others, 0.5), p99: percentile(others, 0.99) } : null,
      refused: [...refused],
    })
  }
  await server.stop()
  const found: PagesRun = {
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
  process.stdout.write(`\n${renderPages(found)}\n`)
  if (isRecorded) PAGES.keep([found])
}

function percentile(all: readonly number[], share: number): number {
  const sorted = [...all].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

/** The documents of the pages, with the names of their variables. */
export function listQuestions() {
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
