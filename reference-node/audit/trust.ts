import { parseVerifierKey } from '../../src/claim/log/note.ts'
import { getChain, type Network } from '../../src/platform/network.ts'
import { ChainView } from '../evidence/chain.ts'
import type { WatchdogKeys } from '../log/keys.ts'
import { beaconOf } from '../sample/rounds.ts'
import type { AuditTrust } from './report.ts'

/** The entry of a network's folder for a log, by its origin and, where one is given, its verifier key. */
export function findRegistered(
  { watch }: Network,
  origin: string,
  key: string | undefined,
): Network['watch']['watchdogs'][number] | undefined {
  return watch.watchdogs.find((each) => each.origin === origin && (key === undefined || each.key === key))
}

/** The entry of a network's folder that lists a log from `now` on, Unix seconds; who adds it says where it is from. */
export function toListing(
  { origin, logKey, address }: Pick<WatchdogKeys, 'origin' | 'logKey' | 'address'>,
  now: number,
): Network['watch']['watchdogs'][number] {
  const since = new Date(now * 1000).toISOString()
  return { origin, key: logKey, address, since, source: 'its watchdog' }
}

/**
 * What a network's folder says is to be believed of the log with this verifier key. `now` is in Unix seconds; `endpoints`: the
 * reader's own by chain id, in the place of the folder's.
 * @throws Misconfigured `NETWORK_CHAIN_UNKNOWN` when it believes the clock of a chain that it does not describe
 */
export function trustOf(
  network: Network,
  origin: string,
  key: string,
  now: number,
  endpoints: ReadonlyMap<number, readonly string[]>,
): AuditTrust {
  const { watch } = network
  const anchors = new Map(watch.anchors.map(({ chainId, marginSeconds }) => [chainId, marginSeconds]))
  const weakBeacon = watch.weakBeacon?.chainId
  const asked = weakBeacon === undefined ? [...anchors.keys()] : [...anchors.keys(), weakBeacon]
  const registered = findRegistered(network, origin, key)
  const chains = asked.map((id) => {
    const chain = getChain(network, id)
    return [id, new ChainView(chain, endpoints.get(id) ?? chain.endpoints)] as const
  })
  return {
    key: parseVerifierKey(key),
    watchdog: registered?.address,
    since: registered && Math.floor(Date.parse(registered.since) / 1000),
    compromised: registered?.compromised ? Math.floor(Date.parse(registered.compromised) / 1000) : undefined,
    beacon: beaconOf(network),
    weakBeacon,
    anchors,
    chains: new Map(chains),
    witnesses: watch.witnesses.map((each) => parseVerifierKey(each.key)),
    quorum: watch.quorum,
    now,
    seen: [],
  }
}
