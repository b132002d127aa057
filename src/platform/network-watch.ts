import { z } from 'zod'
import { Hex } from '../claim/hex.ts'
import { chainId } from './consensus.ts'
import { address, hash32, Sourced, webUrl } from './network-fields.ts'

const text = z.string().min(1)
const WatchFields = z.strictObject({
  /** A chain of rounds of the scheme bls-unchained-g1-rfc9380; absent: drand's quicknet. */
  beacon: Sourced.extend({
    chainHash: hash32,
    publicKey: z
      .string()
      .regex(/^0x[0-9a-f]{192}$/, 'a point of G2 is 96 bytes')
      .transform(Hex),
    genesisTime: z.number().int().positive(),
    periodSeconds: z.number().int().positive().max(3600),
    url: webUrl,
    /** The network's time is not ours: it is what the beacon's newest round says. */
    clock: z.literal('simulated').optional(),
  }).optional(),
  /** Draws by the hash of a block of this chain instead, and labels every sample `weak_beacon`. */
  weakBeacon: Sourced.extend({ chainId }).optional(),
  /** Chains whose blocks may say when a checkpoint was there, each with how far its blocks' times may be from the true ones. */
  anchors: z
    .array(Sourced.extend({ chainId, marginSeconds: z.number().int().min(0).max(86_400).default(60) }))
    .default([]),
  /** Who cosigns checkpoints, by verifier key: so many of them must have seen a commitment before its round. */
  witnesses: z.array(Sourced.extend({ key: text, url: webUrl.optional() })).default([]),
  quorum: z.number().int().min(1).max(32).default(1),
  /** Where a reference node takes in the logs of other watchdogs. */
  intake: webUrl.optional(),
  /** Logs that were named before their first sample; one that is given up stays listed, with the reason. */
  watchdogs: z
    .array(
      Sourced.extend({
        origin: text,
        key: text,
        address,
        url: webUrl.optional(),
        /** When it was listed: no sample has a bound whose round came out before. */
        since: z.iso.datetime(),
        /** Why it was given up. */
        abandoned: text.optional(),
        /** From when on somebody else may have had its keys: what nobody saw before then is not vouched for. */
        compromised: z.iso.datetime().optional(),
      }),
    )
    .default([]),
})
/** How watchdogs' samples of a network are drawn, and whose word on time counts. */
export const Watch = WatchFields.refine(({ beacon, weakBeacon }) => !beacon || !weakBeacon, {
  path: ['weakBeacon'],
  message: 'samples are drawn by one beacon: give beacon or weakBeacon',
})
