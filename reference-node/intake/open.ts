import type { Logger } from 'pino'
import type { Pool } from '../../src/platform/database.ts'
import type { FreshNetwork } from '../../src/platform/fresh-network.ts'
import { CHANNELS } from '../../src/platform/notifications.ts'
import { IntakeDesk } from './desk.ts'
import type { IntakeLimits } from './quota.ts'
import { serveIntake } from './server.ts'

interface IntakeOptions {
  readonly config: {
    readonly watchdog: string
    readonly endpoints: ReadonlyMap<number, readonly string[]>
    readonly privateHosts: readonly string[]
    readonly intake: { readonly host: string; readonly port: number; readonly limits: IntakeLimits }
  }
  readonly fresh: FreshNetwork
  readonly pool: Pool
  readonly log: Logger
}

export interface Intake {
  /** Works through what was taken in. */
  settle(): Promise<void>
  close(): Promise<void>
}

const NONE: Intake = { settle: async () => {}, close: async () => {} }

/**
 * Listens for the logs of other watchdogs, where the settings give a port. What is taken in wakes the process.
 * @throws Misconfigured `PORT_IN_USE`
 */
export async function openIntake({ config, fresh, pool, log }: IntakeOptions): Promise<Intake> {
  const { watchdog, endpoints, privateHosts, intake } = config
  if (intake.port === 0) return NONE
  const { host, limits } = intake
  const desk = new IntakeDesk({ pool, fresh, endpoints, privateHosts, log })
  const onFault = (error: unknown) =>
    log.error({ err: error }, 'the log of another watchdog was not worked through')
  const wake = (origin: string) => {
    log.info({ origin }, 'entries of a log were taken in')
    pool
      .query('select pg_notify($1, $2)', [CHANNELS.intake, JSON.stringify({ network: fresh.network.name })])
      .catch(onFault)
  }
  const server = await serveIntake(
    { pool, findNetwork: () => fresh.refresh(), watchdog, limits },
    { host, port: intake.port, onReceived: wake, onFault },
  )
  log.info({ host, port: server.port }, 'logs of other watchdogs are taken in')
  return {
    async settle() {
      try {
        await desk.settle()
      } catch (error) {
        // What somebody else says keeps our own work from nothing; it is met again in the next round.
        onFault(error)
      }
    },
    async close() {
      await server.close()
      await desk.close()
    },
  }
}
