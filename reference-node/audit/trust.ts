import { parseVerifierKey } from '../../src/claim/log/note.ts'
import type { Network } from '../../src/platform/network.ts'
import { beaconOf } from '../sample/commit.ts'
import type { AuditTrust } from './report.ts'

/** The entry of a network's folder for a log, by its origin and, where one is given, its verifier key. */
export function findRegistered(
  { watch }: Network,
  origin: string,
  key: string | undefined,
): Network['watch']['watchdogs'][number] | undefined {
  return watch.watchdogs.find((each) => each.origin === origin && (key === undefined || each.key === key))
}

/** What a network's folder says is to be believed of the log with this verifier key. `now` is in Unix seconds. */
export function trustOf(network: Network, origin: string, key: string, now: number): AuditTrust {
  const { watch } = network
  return {
    key: parseVerifierKey(key),
    watchdog: findRegistered(network, origin, key)?.address,
    beacon: beaconOf(network),
    witnesses: watch.witnesses.map((each) => parseVerifierKey(each.key)),
    quorum: watch.quorum,
    now,
    seen: [],
  }
}
