import { Environment } from '../../platform/environment.ts'
import { getNetwork } from '../../platform/network.ts'
import { readNetworks } from '../../platform/place.ts'
import { readRecording } from './file.ts'
import { REPLAY_SUMS, type Replayed, replay } from './replay.ts'

export interface ReplayOptions {
  readonly network: string
  readonly json?: true
}

/** Runs some work on a migrated database of its own, which is gone afterwards. */
export type WithDatabase = <T>(work: (url: string) => Promise<T>) => Promise<T>

/** `assay replay FILE --network NAME`. @throws Misconfigured `REPLAY_FILE`, `NETWORK_MISSING`, and those of {@link replay} */
export async function runReplay(
  file: string,
  options: ReplayOptions,
  withDatabase: WithDatabase,
): Promise<void> {
  const settings = new Environment(process.env)
  const networks = readNetworks(settings)
  settings.check()
  const [network, recorded] = await Promise.all([getNetwork(networks, options.network), readRecording(file)])
  const replayed = await withDatabase((url) => replay(network, recorded, url))
  for (const { what, count } of replayed.unknownLogs)
    process.stderr.write(`not understood, and in no sum: ${count} × ${what}\n`)
  if (replayed.heard === 0)
    process.stderr.write(
      `no log is of a contract of ${options.network} on chain ${recorded.chainId}, so nothing was summed: name the market in the recording, "contracts": {"market": "0x…"}\n`,
    )
  process.stdout.write(options.json ? `${JSON.stringify(replayed.rows)}\n` : toWords(replayed))
}

function toWords({ rows }: Replayed): string {
  const lines = rows.flatMap((row) => {
    const sums = REPLAY_SUMS.filter((field) => row[field] !== '0').map((field) => `${field} ${row[field]}`)
    const unknown = row.unknown ? [`unknown ${row.unknown} (${[...new Set(row.reasons)].join(', ')})`] : []
    const said = [...sums, ...unknown]
    return said.length ? [`${row.account}  token ${row.token}  ${said.join(', ')}\n`] : []
  })
  return lines.join('') || 'no money moved\n'
}
