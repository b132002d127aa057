import type { Logger } from 'pino'
import type { Pool } from '../../src/platform/database.ts'
import type { FreshNetwork } from '../../src/platform/fresh-network.ts'
import { GuardedHttp } from '../../src/platform/http.ts'
import type { Network } from '../../src/platform/network.ts'
import { recordSamples } from '../audit/record.ts'
import { readClock } from '../sample/clock.ts'
import { listReceived, placeVerdicts } from './place.ts'

interface DeskOptions {
  readonly pool: Pool
  readonly fresh: FreshNetwork
  readonly endpoints: ReadonlyMap<number, readonly string[]>
  readonly privateHosts: readonly string[]
  readonly log: Logger
}

/** Works through what was taken in: verdicts are placed among the others, and samples are read as an audit reads them. */
export class IntakeDesk {
  readonly #options: DeskOptions
  readonly #http: GuardedHttp
  /** Size of each log whose samples were read, as the network's folder was then. */
  readonly #read = new Map<string, { readonly size: number; readonly watch: Network['watch'] }>()

  constructor(options: DeskOptions) {
    this.#options = options
    this.#http = new GuardedHttp(options.privateHosts)
  }

  /** One look at everything that was taken in since the last one. @throws as readClock and the database do */
  async settle(): Promise<void> {
    const { pool, fresh, endpoints, log } = this.#options
    const network = await fresh.refresh()
    const { watch } = network
    while ((await placeVerdicts(pool, network.name)) > 0);
    for (const { origin, key, size } of await listReceived(pool, network.name)) {
      const read = this.#read.get(origin)
      if (read?.size === size && read.watch === watch) continue
      const time = await readClock(network, this.#http)
      const say = (text: string) => log.warn({ origin }, text)
      const kept = {
        pool,
        network,
        name: origin,
        keys: { origin, logKey: key },
        now: () => time,
        endpoints,
        say,
      }
      await recordSamples(kept, { isReceived: true })
      this.#read.set(origin, { size, watch })
    }
  }

  async close(): Promise<void> {
    await this.#http.close()
  }
}
