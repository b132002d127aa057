import { setTimeout as sleep } from 'node:timers/promises'
import type { Counter } from 'prom-client'
import type { GuardedHttp } from '../../platform/http.ts'
import type { NetworkLook } from '../look.ts'
import { deliverAlerts, recordReceiver } from './deliver.ts'
import { findAlerts } from './find.ts'
import type { AlertReceiver } from './receivers.ts'
import type { RuleLook } from './rules.ts'

/** What alerts are found in, and who is told. */
interface Desk extends Pick<RuleLook, 'measurements' | 'advisories'> {
  readonly look: NetworkLook
  readonly http: Pick<GuardedHttp, 'post'>
  readonly receivers: readonly AlertReceiver[]
}

/** Connections of a pool with which no receiver waits for another: each holds one while it is asked. */
export const connectionsOf = (receivers: readonly AlertReceiver[]): number => 2 + receivers.length

/** Looks for alerts and sends them, until it is time for something else. */
export class AlertDesk {
  readonly #desk: Desk
  readonly #kept: Pick<Counter<'kind'>, 'inc'>
  readonly #known = new Set<AlertReceiver>()

  constructor(desk: Desk, kept: Pick<Counter<'kind'>, 'inc'>) {
    this.#desk = desk
    this.#kept = kept
  }

  /** Looks every `everySeconds` for `seconds`, or until the signal. A look that fails is logged, and the next finds the same. */
  async tend(seconds: number, everySeconds: number): Promise<void> {
    const { signal, log } = this.#desk.look
    const end = Date.now() + seconds * 1000
    while (!signal.aborted) {
      try {
        await this.work()
      } catch (error) {
        this.#kept.inc({ kind: 'alert_failures' })
        if (!signal.aborted) log.error({ err: error }, 'a look for alerts was cut short; it is tried again')
      }
      const left = end - Date.now()
      if (left <= 0) return
      // The signal ends the wait by throwing: that is how it is meant to end.
      await sleep(Math.min(left, everySeconds * 1000), undefined, { signal }).catch(() => {})
    }
  }

  /** One look: what is new goes into the outbox, and each receiver gets what it has not taken yet. */
  async work(): Promise<void> {
    const { look, http, measurements, advisories, receivers } = this.#desk
    const { pool, network, log, signal } = look
    const now = Date.now() / 1000
    this.#kept.inc({ kind: 'alerts' }, await findAlerts({ pool, network, measurements, advisories, now }))
    const delivery = { pool, network: network.name, http, log, signal, clock: () => Date.now() / 1000 }
    for (const receiver of receivers) {
      // After the first look: who is told of alerts from today on is not told of all that ever happened.
      if (!this.#known.has(receiver)) await recordReceiver(pool, network.name, receiver)
      this.#known.add(receiver)
    }
    // A receiver that is slow to answer holds up no other, and neither does one that fails here.
    const ended = await Promise.allSettled(
      receivers.map(async (receiver) =>
        this.#kept.inc({ kind: 'alerts_delivered' }, await deliverAlerts(delivery, receiver)),
      ),
    )
    for (const each of ended) if (each.status === 'rejected') throw each.reason
  }
}
