import { parse, print } from 'graphql'
import * as generated from '../../dashboard/data/generated/graphql.ts'
import { startServer } from './servers.ts'
import type { World } from './world.ts'

const GOAL_MS = 50
/** A simulation, and what is worked out from every entry of a window. */
const GOAL_SIMULATED_MS = 1000
const DAYS = 30
const DAY_MS = 86_400_000
// Rebuilt from all facts of a window, or simulated: kept by the API once it was asked.
const WORKED_OUT = /\b(?:economics|payback|leaderboard)\(/

interface Row {
  readonly id: string
  readonly txHash: string
  readonly nodeKey: string
  readonly inputHash: string
  readonly outputHash: string
  readonly node: { readonly id: string; readonly owner: string | null } | null
}

/** Times each question that a page of the dashboard asks, another node and claim each time, and prints its percentiles. */
export async function measurePages(world: World, times: number): Promise<void> {
  const server = await startServer('assay', world.url)
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
  process.stdout.write(
    `\n| question of a page (${world.facts} facts) | p50 ms | p99 ms | goal |\n|---|---|---|---|\n`,
  )
  for (const { name, text, given } of listQuestions()) {
    const isWorkedOut = WORKED_OUT.test(text)
    const took: number[] = []
    const refused = new Set<string>()
    for (let n = 0; n < (isWorkedOut ? Math.ceil(times / 10) : times); n++) {
      const row = rows[n % rows.length]
      if (!row) throw new Error('the world has no claim')
      const values = valuesOf(row, newest ?? '')
      const variables = Object.fromEntries(given.map((each) => [each, pick(values, each, name)]))
      const began = performance.now()
      const { errors } = await ask(text, variables)
      took.push(performance.now() - began)
      for (const { extensions } of errors ?? []) refused.add(extensions.code)
    }
    took.sort((a, b) => a - b)
    const at = (share: number) => took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? 0
    const goal = isWorkedOut ? GOAL_SIMULATED_MS : GOAL_MS
    const mark = refused.size > 0 ? ` ${[...refused].join(', ')}` : at(0.99) < goal ? '' : ' missed'
    process.stdout.write(`| ${name} | ${at(0.5).toFixed(1)} | ${at(0.99).toFixed(1)} | < ${goal}${mark} |\n`)
  }
  await server.stop()
}

/** The documents of the pages, with the names of their variables. */
function listQuestions() {
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
function valuesOf(row: Row, newest: string): Readonly<Record<string, unknown>> {
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
    limit: 200,
    offset: 0,
    links: 1000,
    skip: 0,
    dead: false,
    emissions: true,
    uptime: true,
    success: true,
    claims: true,
    slashed: true,
  }
}

/** Questions about one node call it `id`, as those about one claim do. */
function pick(values: Readonly<Record<string, unknown>>, variable: string, question: string): unknown {
  const name = variable === 'id' && question !== 'Claim' ? 'node' : variable
  if (!(name in values)) throw new Error(`${question} has a variable ${variable} that nothing here gives`)
  return values[name]
}
