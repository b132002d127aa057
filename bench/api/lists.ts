import autocannon from 'autocannon'
import type { Query } from '../../src/api/sql/fragment.ts'
import { findPostmaster, readProcessSeconds, readServerSeconds } from '../ingest/measure.ts'
import { median } from '../ingest/samples.ts'
import { newestClaims, nodesWithClaims } from './by-hand.ts'
import { type Running, type ServerKind, startServer } from './servers.ts'
import type { World } from './world.ts'

const FIELDS = 'id blockNumber blockTime txHash evidence inputHash outputHash node { id role endpoint }'
const CASES: readonly {
  name: string
  query: string
  byHand: Query
  bareGoal: number
  openreader: boolean
  openreaderGoal?: number
}[] = [
  {
    name: '1,000 rows with parent',
    byHand: newestClaims(1000),
    query: `{ claims(limit: 1000, orderBy: [blockNumber_DESC], where: { network_eq: "alpha", chainId_eq: 31337 }) { ${FIELDS} } }`,
    bareGoal: 0,
    openreader: true,
    openreaderGoal: 2.5,
  },
  {
    name: '20 rows with parent',
    byHand: newestClaims(20),
    query: `{ claims(limit: 20, orderBy: [blockNumber_DESC], where: { network_eq: "alpha", chainId_eq: 31337 }) { ${FIELDS} } }`,
    bareGoal: 0.5,
    openreader: true,
    openreaderGoal: 1.5,
  },
  {
    name: '50 × 20 nested',
    byHand: nodesWithClaims(50, 20),
    query:
      '{ nodes(limit: 50) { id role claims(limit: 20, orderBy: [blockNumber_DESC]) { id blockNumber outputHash } } }',
    bareGoal: 0,
    openreader: false,
  },
]

/** What a server did in the median of its rounds. */
interface Rate {
  readonly perSecond: number
  /** Processor time that the server and Postgres took for one request, in milliseconds. Right when nobody else asks that Postgres. */
  readonly cpuMs: number
}

type Case = (typeof CASES)[number]
type Rates = Partial<Readonly<Record<ServerKind, Rate>>>

/**
 * Requests per second of each server with the processor time of one, and the ratios, which is what the machine's load leaves to compare:
 * of one question that is asked again and again, and of questions of which each is asked for the first time.
 */
export async function measureLists(world: World, seconds: number, rounds: number): Promise<void> {
  const postmaster = await findPostmaster(world.url)
  const again: string[] = []
  const first: string[] = []
  for (const each of CASES) {
    const kinds: ServerKind[] = each.openreader ? ['bare', 'assay', 'openreader'] : ['bare', 'assay']
    const servers = await startServers(kinds, world.url, each.byHand)
    const measure = (of: readonly ServerKind[], textOf: () => string) =>
      ratesOf(of, { servers, postmaster, textOf, seconds, rounds })
    again.push(againLine(each, await measure(kinds, () => each.query)))
    // The bare server asks the one statement that it has: nothing is new to it.
    const asking = kinds.filter((kind) => kind !== 'bare')
    let asked = 0
    first.push(firstLine(each, await measure(asking, () => each.query.replace('{ ', `{ a${asked++}: `))))
    for (const server of Object.values(servers)) await server.stop()
  }
  process.stdout.write(
    `\n| list, asked again and again | bare req/s (CPU ms) | assay | openreader | assay ÷ bare | goal | assay ÷ openreader (of CPU) | goal |\n|---|---|---|---|---|---|---|---|\n${again.join('')}` +
      `\n| list, each question new | assay req/s (CPU ms) | openreader | assay ÷ openreader (of CPU) |\n|---|---|---|---|\n${first.join('')}`,
  )
}

type Servers = Partial<Record<ServerKind, Running>>

async function startServers(kinds: readonly ServerKind[], url: string, byHand: Query): Promise<Servers> {
  const servers: Servers = {}
  for (const kind of kinds) servers[kind] = await startServer(kind, url, byHand)
  return servers
}

async function ratesOf(
  kinds: readonly ServerKind[],
  {
    servers,
    postmaster,
    textOf,
    seconds,
    rounds,
  }: {
    readonly servers: Servers
    readonly postmaster: number
    readonly textOf: () => string
    readonly seconds: number
    readonly rounds: number
  },
): Promise<Rates> {
  const found: Partial<Record<ServerKind, Rate[]>> = {}
  // Taken in turn, so that another load on the machine falls on all alike; the first turn only warms up.
  for (let round = 0; round <= rounds; round++)
    for (const kind of kinds) {
      const server = servers[kind]
      if (!server) throw new Error(`${kind} was not started`)
      const spent = () => readProcessSeconds(server.pid) + readServerSeconds(postmaster)
      const before = spent()
      const { total, perSecond } = await askOften(server.url, textOf, round ? seconds : 1)
      const rate = { perSecond, cpuMs: (1000 * (spent() - before)) / total }
      if (round) found[kind] = [...(found[kind] ?? []), rate]
    }
  return Object.fromEntries(
    Object.entries(found).map(([kind, each]) => [
      kind,
      {
        perSecond: median(each.map((rate) => rate.perSecond)),
        cpuMs: median(each.map((rate) => rate.cpuMs)),
      },
    ]),
  )
}

function againLine(each: Case, { bare, assay, openreader }: Rates): string {
  return `| ${[
    each.name,
    shown(bare),
    shown(assay),
    shown(openreader),
    ((assay?.perSecond ?? 0) / (bare?.perSecond ?? 1)).toFixed(2),
    goal(each.bareGoal),
    ratio(assay, openreader),
    goal(each.openreaderGoal),
  ].join(' | ')} |\n`
}

function firstLine({ name }: Case, { assay, openreader }: Rates): string {
  return `| ${[name, shown(assay), shown(openreader), ratio(assay, openreader)].join(' | ')} |\n`
}

const shown = (rate: Rate | undefined) =>
  rate ? `${rate.perSecond.toFixed(0)} (${rate.cpuMs.toFixed(1)})` : '–'
const goal = (least: number | undefined) => (least ? `≥ ${least}` : '–')

function ratio(assay: Rate | undefined, other: Rate | undefined): string {
  if (!assay || !other) return '–'
  return `${(assay.perSecond / other.perSecond).toFixed(1)} (${(other.cpuMs / assay.cpuMs).toFixed(1)})`
}

async function askOften(
  url: string,
  textOf: () => string,
  duration: number,
): Promise<{ total: number; perSecond: number }> {
  const result = await autocannon({
    url,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    connections: 8,
    duration,
    requests: [{ setupRequest: (request) => ({ ...request, body: JSON.stringify({ query: textOf() }) }) }],
  })
  if (result.non2xx || result.errors)
    throw new Error(`${url}: ${result.non2xx} answers were not 2xx, ${result.errors} failed`)
  const { total } = result.requests
  return { total, perSecond: total / result.duration }
}
