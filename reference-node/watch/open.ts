import { readCommandEnv } from '../../src/platform/demo-place.ts'
import { Environment } from '../../src/platform/environment.ts'
import { FreshNetwork } from '../../src/platform/fresh-network.ts'
import { GuardedHttp } from '../../src/platform/http.ts'
import { getChain } from '../../src/platform/network.ts'
import { requireTables } from '../../src/platform/tables.ts'
import { verifyGroth16 } from '../checks/groth16/verify.ts'
import { readConfig } from '../config.ts'
import { ChainView } from '../evidence/chain.ts'
import type { JudgeContext } from '../judge/context.ts'
import type { WatchdogKeys } from '../log/keys.ts'
import { openNode } from '../open.ts'
import { readClock } from '../sample/clock.ts'
import type { RoundSource } from '../sample/rounds.ts'
import { OwnIndex } from '../sample/sampled-index.ts'
import type { LoggingWatchdog } from '../sample/watchdog.ts'

export interface WatchOptions {
  readonly network?: string
  readonly keys: string
}

/** A watchdog with what its commands ask. */
export interface Opened {
  readonly watchdog: LoggingWatchdog
  readonly context: JudgeContext
  readonly rounds: RoundSource
  readonly openChain: (id: number) => ChainView
  /** What opens a sealed file of keys; undefined: nothing was given. */
  readonly passphrase: string | undefined
  /** Reads the clock and the network's folder again: until then a command has one time and one list of watchdogs. */
  readonly tick: () => Promise<void>
}

/** Opens database, endpoints and beacon for one command, and lets go of them after it. @throws as openNode does */
export async function withWatchdog(
  options: WatchOptions,
  keys: (passphrase: string | undefined) => Promise<WatchdogKeys>,
  work: (opened: Opened) => Promise<void>,
): Promise<void> {
  const env = readCommandEnv(process.env, { network: options.network })
  const config = readConfig(env)
  const settings = new Environment(env)
  const passphrase = settings.text('ASSAY_WATCHDOG_PASSPHRASE', '') || undefined
  settings.check()
  const { network, pool, context, close } = await openNode(config, 'watch')
  const http = new GuardedHttp(config.privateHosts)
  try {
    await requireTables(pool)
    const clock = { time: await readClock(network, http) }
    const say = (text: string) => process.stderr.write(`${text}\n`)
    const fresh = new FreshNetwork(network, say)
    const watchdog = {
      pool,
      index: new OwnIndex(pool, network.name),
      get network() {
        return fresh.network
      },
      name: config.watchdog,
      keys: await keys(passphrase),
      endpoints: config.endpoints,
      now: () => clock.time,
      say,
    }
    const openChain = (id: number) => {
      const chain = getChain(network, id)
      return new ChainView(chain, config.endpoints.get(id) ?? chain.endpoints)
    }
    const rounds = { http, readHeader: (id: number, block: number) => openChain(id).getHeaderAt(block) }
    const tick = async () => {
      clock.time = await readClock(await fresh.refresh(), http)
    }
    await work({ watchdog, passphrase, tick, context: { ...context, verifyGroth16 }, rounds, openChain })
  } finally {
    await http.close()
    await close()
  }
}
