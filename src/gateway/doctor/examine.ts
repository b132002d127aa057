import { families } from '../../chain/index.ts'
import { Misconfigured } from '../../claim/errors.ts'
import { readCommandEnv } from '../../platform/demo-place.ts'
import { Environment } from '../../platform/environment.ts'
import { getChain, getNetwork, type Network, type NetworkChain } from '../../platform/network.ts'
import { readNetworkPlace } from '../../platform/place.ts'
import type { Examination } from './asked.ts'
import { examineConsensus } from './consensus.ts'
import { examineEndpoint } from './doctor.ts'

/** `assay doctor [network]` */
export async function runDoctor(
  name: string | undefined,
  options: { chain?: string; json?: true },
): Promise<void> {
  const settings = new Environment(readCommandEnv(process.env, { network: name }))
  const place = readNetworkPlace(settings)
  settings.check()
  const network = await getNetwork(place.networks, place.network)
  if (options.chain !== undefined) getChain(network, toChainId(options.chain))
  const rows = await examineNetwork(network, (chain) => settings.list(`RPC_${chain}`), options.chain)
  const trust = network.chains.flatMap((chain) => {
    const count = rows.filter((row) => row.chain === chain.id).length
    return count ? [describeTrust(chain, count, isProvedBy(network, chain))] : []
  })
  const text = `${toTable(rows)}${[...trust, HINT].join('\n')}\n`
  process.stdout.write(options.json ? `${JSON.stringify(rows)}\n` : text)
  if (rows.length === 0 || rows.some((each) => each.faults.length > 0)) process.exitCode = 1
}

function toChainId(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new Misconfigured('NOT_A_CHAIN', `not a chain id: ${text}`)
  return Number(text)
}

/** Every endpoint of every chain, or of one; `own` replaces those of network.json, as for the indexer. */
export async function examineNetwork(
  network: Network,
  own: (chain: number) => readonly string[],
  only: string | undefined,
): Promise<Examination[]> {
  const signal = new AbortController().signal
  const now = Math.floor(Date.now() / 1000)
  const chains = network.chains.filter((each) => only === undefined || String(each.id) === only)
  const examinations = chains.flatMap((chain) => {
    const set = own(chain.id)
    const contract = network.contracts.find((each) => each.chain === chain.id)?.address
    return (set.length ? set : chain.endpoints).map((url) =>
      chain.consensus
        ? examineConsensus(url, chain, now, signal)
        : examineEndpoint(url, chain, contract, now, signal),
    )
  })
  return Promise.all(examinations)
}

const HINT = 'what ingestion is doing, and what was refused from whom: assay status'

/** Whether the network's file has the consensus whose blocks this chain's are, with somebody to ask. */
function isProvedBy({ chains }: Network, { id }: NetworkChain): boolean {
  return chains.some(({ consensus, endpoints }) => consensus?.evm === id && endpoints.length > 0)
}

/** How far a chain's policy trusts so many endpoints, in plain words; see docs/integrity.md. */
export function describeTrust(
  { id, family, integrity, consensus }: NetworkChain,
  count: number,
  hasConsensus = false,
): string {
  const { policy, quorum, auditShare } = integrity
  const agree = `${Math.max(quorum, Math.floor(count / 2) + 1)} of ${count}`
  const start = `chain ${id}, policy ${policy}:`
  if (consensus)
    return `${start} blocks, results and validators are proved by signatures; events are an endpoint's word${count > 1 && policy !== 'trusted' ? ', compared with another' : ''}`
  if (policy === 'trusted') return `${start} an endpoint is believed in everything`
  if (hasConsensus && policy === 'full')
    return `${start} ${agree} must name a block; its header and its logs are proved by its consensus`
  if (families[family].kind === 'none' && !hasConsensus)
    return `${start} ${agree} must say the same; headers of ${family} prove nothing, so blocks say unproved`
  if (policy === 'full')
    return `${start} ${agree} must name a header; everything else is proved against it, no matter which endpoint gave it`
  if (count === 1) return `${start} one endpoint is compared with no other, so blocks say unproved`
  return `${start} ${agree} must give the same logs; ${auditShare * 100} % of blocks are proved in full`
}

const COLUMNS: readonly (readonly [string, (row: Examination) => string])[] = [
  ['chain', (row) => String(row.chain)],
  ['endpoint', (row) => row.endpoint],
  ['chain id', (row) => shown(row.chainId)],
  ['head', (row) => shown(row.head)],
  ['lag s', (row) => shown(row.lagSeconds)],
  ['finalized', (row) => shown(row.finalized)],
  ['state from', (row) => (row.oldestState === 0 ? 'all' : shown(row.oldestState))],
  ['log range', (row) => shown(row.logRange)],
  ['receipts', (row) => shown(row.receipts)],
]

function toTable(rows: readonly Examination[]): string {
  if (rows.length === 0) return 'no endpoint: set RPC_<chain id>, or add endpoints to network.json\n'
  const cells = [COLUMNS.map(([title]) => title), ...rows.map((row) => COLUMNS.map(([, cell]) => cell(row)))]
  const widths = COLUMNS.map((_, at) => Math.max(...cells.map((line) => (line[at] ?? '').length)))
  const lines = cells.map((line) =>
    line
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  const faults = rows.flatMap((row) => row.faults.map((fault) => `${row.chain} ${row.endpoint}: ${fault}`))
  return `${[...lines, ...faults].join('\n')}\n`
}

function shown(value: number | string | null): string {
  return value === null ? '?' : String(value)
}
