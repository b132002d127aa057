import { timeOfRound, verifyRound } from '../../src/claim/sample/beacon.ts'
import type { GuardedHttp } from '../../src/platform/http.ts'
import type { Network } from '../../src/platform/network.ts'
import { fetchRoundOf } from './rounds.ts'

/**
 * The time by which a network's samples go, Unix seconds: the wall clock's, and where the network's time is simulated that of its
 * beacon's newest round, whose signature is checked.
 * @throws Unavailable `UNAVAILABLE_BEACON`; AuditFault `BEACON_SIGNATURE`
 */
export async function readClock({ watch }: Network, http: GuardedHttp): Promise<number> {
  const { beacon } = watch
  if (beacon?.clock !== 'simulated') return Math.floor(Date.now() / 1000)
  const { round, signature } = await fetchRoundOf(beacon, 'latest', http)
  verifyRound(beacon, round, signature)
  return timeOfRound(beacon, round)
}
