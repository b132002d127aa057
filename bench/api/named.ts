import { startServer } from './servers.ts'
import type { World } from './world.ts'

/** The questions that an explorer's pages ask. `$node`, `$claim`, `$tx` are taken from the data, another each time. */
const NAMED: Record<string, string> = {
  status: '{ _meta { network chainId block { number hash } lag finality { number } } }',
  'newest claims':
    '{ claims(limit: 25, orderBy: [blockNumber_DESC], where: { network_eq: "alpha", chainId_eq: 31337 }) { id blockTime node { id role } verdicts { outcome code } } }',
  'newest claims of all chains':
    '{ claims(limit: 25, orderBy: [blockNumber_DESC]) { id blockTime node { id role } verdicts { outcome code } } }',
  'newest fees of all chains': '{ fees(limit: 25, orderBy: [blockTime_DESC]) { id amount { value } payer } }',
  'one claim':
    '{ claimById(id: "$claim") { id inputHash outputHash node { id endpoint } verdicts { statement outcome code detail } } }',
  'nodes by role':
    '{ nodes(limit: 50, where: { role_eq: "validator", network_eq: "alpha" }) { id role enabled lastHeartbeatAt } }',
  'one node':
    '{ nodeById(id: "$node") { id role days(limit: 30) { day claims fees } amounts(limit: 30) { day kind amount { value } } penalties { kind reason } } }',
  'claims of a node':
    '{ claims(limit: 25, orderBy: [blockNumber_DESC], where: { node: { id_eq: "$node" } }) { id blockTime verdicts { outcome } } }',
  'fees of a node':
    '{ fees(limit: 25, orderBy: [blockNumber_DESC], where: { network_eq: "alpha", chainId_eq: 31337, nodeKey_eq: "$key" }) { id amount { value } payer } }',
  'verdicts of a node':
    '{ nodeById(id: "$node") { verdicts(limit: 25, orderBy: [number_DESC]) { statement outcome code } } }',
  'network by day':
    '{ networkDays(limit: 60, orderBy: [day_DESC], where: { network_eq: "alpha" }) { day claims fees emissions } }',
  search: '{ search(text: "$tx") { type id field } }',
}
const GOAL_MS = 50

/** Times each question `times` times, one after the other, and prints its percentiles. */
export async function measureNamed(world: World, times: number): Promise<void> {
  const server = await startServer('assay', world.url)
  const ask = async (query: string) => {
    const response = await fetch(server.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    })
    return (await response.json()) as { data: Record<string, Record<string, unknown>[]>; errors?: unknown }
  }
  const { data } = await ask(
    '{ claims(limit: 200, offset: 1000, where: { network_eq: "alpha" }) { id txHash nodeKey node { id } } }',
  )
  const rows = data.claims as { id: string; txHash: string; nodeKey: string; node: { id: string } | null }[]
  process.stdout.write(`\n| question (${world.facts} facts) | p50 ms | p99 ms | goal |\n|---|---|---|---|\n`)
  for (const [name, text] of Object.entries(NAMED)) {
    const took: number[] = []
    for (let n = 0; n < times; n++) {
      const row = rows[n % rows.length]
      const query = text
        .replace('$claim', row?.id ?? '')
        .replace('$node', row?.node?.id ?? '')
        .replace('$tx', row?.txHash ?? '')
        .replace('$key', row?.nodeKey ?? '')
      const began = performance.now()
      const { errors } = await ask(query)
      took.push(performance.now() - began)
      if (errors) throw new Error(`${name}: ${JSON.stringify(errors)}`)
    }
    took.sort((a, b) => a - b)
    const at = (share: number) =>
      (took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? 0).toFixed(1)
    process.stdout.write(`| ${name} | ${at(0.5)} | ${at(0.99)} | < ${GOAL_MS} |\n`)
  }
  await server.stop()
}
