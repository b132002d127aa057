import autocannon from 'autocannon'
import type { Query } from '../../src/api/sql/fragment.ts'
import { newestClaims, nodesWithClaims } from './by-hand.ts'
import { type ServerKind, startServer } from './servers.ts'
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

/** Requests per second of each server and the ratios, which is what the machine's load leaves to compare. */
export async function measureLists(world: World, seconds: number, rounds: number): Promise<void> {
  process.stdout.write(
    '\n| list | bare req/s | assay req/s | openreader req/s | assay ÷ bare | goal | assay ÷ openreader | goal |\n|---|---|---|---|---|---|---|---|\n',
  )
  for (const each of CASES) process.stdout.write(lineOf(each, await ratesOf(each, world, seconds, rounds)))
}

type Rates = ReadonlyMap<ServerKind, readonly number[]>

/** Requests per second of each round, by server. */
async function ratesOf(
  each: (typeof CASES)[number],
  world: World,
  seconds: number,
  rounds: number,
): Promise<Rates> {
  const kinds: ServerKind[] = each.openreader ? ['bare', 'assay', 'openreader'] : ['bare', 'assay']
  const servers = new Map<ServerKind, Awaited<ReturnType<typeof startServer>>>()
  for (const kind of kinds) servers.set(kind, await startServer(kind, world.url, each.byHand))
  const rates = new Map<ServerKind, number[]>(kinds.map((kind) => [kind, []]))
  // Taken in turn, so that another load on the machine falls on all alike; the first turn only warms up.
  for (let round = 0; round <= rounds; round++)
    for (const kind of kinds) {
      const rate = await requestsPerSecond(servers.get(kind)?.url ?? '', each.query, round ? seconds : 1)
      if (round) rates.get(kind)?.push(rate)
    }
  for (const server of servers.values()) await server.stop()
  return rates
}

function lineOf(each: (typeof CASES)[number], rates: Rates): string {
  const [bare, assay, openreader] = (['bare', 'assay', 'openreader'] as const).map((kind) =>
    median(rates.get(kind) ?? []),
  )
  const shown = (n: number | undefined) => (n ? n.toFixed(0) : '–')
  return `| ${each.name} | ${shown(bare)} | ${shown(assay)} | ${shown(openreader)} | ${((assay ?? 0) / (bare ?? 1)).toFixed(2)} | ${each.bareGoal ? `≥ ${each.bareGoal}` : '–'} | ${openreader ? ((assay ?? 0) / openreader).toFixed(1) : '–'} | ${each.openreaderGoal ? `≥ ${each.openreaderGoal}` : '–'} |\n`
}

async function requestsPerSecond(url: string, query: string, duration: number): Promise<number> {
  const result = await autocannon({
    url,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
    connections: 8,
    duration,
  })
  if (result.non2xx || result.errors)
    throw new Error(`${url}: ${result.non2xx} answers were not 2xx, ${result.errors} failed`)
  return result.requests.total / result.duration
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
