import { z } from 'zod'
import { Misconfigured, Unavailable } from '../../src/claim/errors.ts'
import { type Hash32, Hex } from '../../src/claim/hex.ts'
import type { RawHeader } from '../../src/claim/raw.ts'
import {
  type BeaconChain,
  QUICKNET,
  roundAfter,
  timeOfRound,
  verifyRound,
} from '../../src/claim/sample/beacon.ts'
import { weakBeaconOf, weakRandomness } from '../../src/claim/sample/weak-beacon.ts'
import type { GuardedHttp } from '../../src/platform/http.ts'
import { getChain, type Network } from '../../src/platform/network.ts'
import type { SampledIndex } from './sampled-index.ts'

const QUICKNET_URL = 'https://api.drand.sh'
const ROUND_LIMITS = { maxBytes: 4096, timeoutMs: 10_000 }

/** The beacon whose rounds draw on a network that has no weak one. */
export function beaconOf({ watch }: Network): BeaconChain {
  return watch.beacon ?? QUICKNET
}

/** Which beacon draws, and which of its rounds. */
interface PlannedRound {
  readonly beacon: Hash32
  readonly round: number
  /** How long until it comes out, at most or nearly; in seconds. */
  readonly seconds: number
}

/**
 * The first round that comes out `leadSeconds` after `now`, which is in Unix seconds. Of a weak beacon it is a block.
 * @throws Misconfigured `SAMPLE_WEAK_BEACON` when the chain's blocks cannot be counted off
 */
export async function planRound(
  index: Pick<SampledIndex, 'findHeights'>,
  network: Network,
  now: number,
  leadSeconds: number,
): Promise<PlannedRound> {
  const { weakBeacon } = network.watch
  if (!weakBeacon) {
    const beacon = beaconOf(network)
    const round = roundAfter(beacon, now + leadSeconds)
    return { beacon: beacon.chainHash, round, seconds: timeOfRound(beacon, round) - now }
  }
  const { chainId } = weakBeacon
  const { blockSeconds, name } = getChain(network, chainId)
  const heights = await index.findHeights(chainId)
  if (blockSeconds === undefined || !heights)
    throw new Misconfigured(
      'SAMPLE_WEAK_BEACON',
      `${name} draws by its blocks: network.json must give its blockSeconds, and an index must follow it`,
    )
  const blocks = Math.ceil(leadSeconds / blockSeconds) + 1
  return {
    beacon: weakBeaconOf(chainId),
    round: heights.head + blocks,
    seconds: Math.ceil(blocks * blockSeconds),
  }
}

/** A round as outcomes state it, with what it draws with. */
export interface OpenedRound {
  readonly signature: Hex
  readonly randomness: Hash32
}

/** Where rounds are had from. `readHeader`: of a final block of a chain. */
export interface RoundSource {
  readonly http: GuardedHttp
  readonly readHeader: (chainId: number, block: number) => Promise<RawHeader>
}

/**
 * A round that a commitment names; undefined while it is not out, or its block not final.
 * @throws Unavailable `UNAVAILABLE_BEACON`; AuditFault `BEACON_SIGNATURE`
 */
export async function findRound(
  index: Pick<SampledIndex, 'findHeights'>,
  network: Network,
  round: number,
  now: number,
  { http, readHeader }: RoundSource,
): Promise<OpenedRound | undefined> {
  const { weakBeacon } = network.watch
  if (!weakBeacon) {
    const beacon = beaconOf(network)
    if (timeOfRound(beacon, round) > now) return undefined
    const from = { ...beacon, url: network.watch.beacon?.url ?? QUICKNET_URL }
    const { signature } = await fetchRoundOf(from, round, http)
    return { signature, randomness: verifyRound(beacon, round, signature) }
  }
  const { chainId } = weakBeacon
  const heights = await index.findHeights(chainId)
  if (!heights || heights.finalized < round) return undefined
  const { encoded, hash } = await readHeader(chainId, round)
  if (encoded === null)
    throw new Unavailable('UNAVAILABLE_BEACON', `the header of block ${round} cannot be hashed`)
  return { signature: encoded, randomness: weakRandomness(chainId, hash) }
}

const Answer = z.object({ round: z.int().positive(), signature: z.string().regex(/^([0-9a-f]{2})+$/) })

/**
 * A round as a beacon serves it, or its newest; nothing of it is verified.
 * @throws Unavailable `UNAVAILABLE_BEACON`
 */
export async function fetchRoundOf(
  { chainHash, url: base }: Pick<BeaconChain, 'chainHash'> & { readonly url: string },
  round: number | 'latest',
  http: GuardedHttp,
): Promise<{ readonly round: number; readonly signature: Hex }> {
  const url = `${base.replace(/\/$/, '')}/${chainHash.slice(2)}/public/${round}`
  const { status, bytes } = await http.get(url, ROUND_LIMITS)
  try {
    const answer = Answer.parse(JSON.parse(Buffer.from(bytes).toString()))
    return { round: answer.round, signature: Hex(`0x${answer.signature}`) }
  } catch (cause) {
    throw new Unavailable('UNAVAILABLE_BEACON', `${url} answers ${status} without round ${round}`, { cause })
  }
}
