import { z } from 'zod'
import { Misconfigured, Unavailable } from '../../src/claim/errors.ts'
import type { DueSubject } from '../judge/subject.ts'
import { hash, type PublicApi, standing } from './public-api.ts'

const CLAIM = `query ($id: ID!) { claim: claimById(id: $id) {
  id network chainId blockNumber blockHash blockTime position leafIndex nodeKey evidence inputHash outputHash
  claimedAt claimedAtSeconds
  verdicts(where: { superseded_eq: false }, orderBy: [number_ASC], limit: 200) {
    number watchdog statement outcome code fault detail transient checkedAt } } }`

const Verdict = z.object({
  number: z.string(),
  watchdog: z.string(),
  statement: z.string(),
  outcome: z.enum(['verified', 'rejected', 'undecided']),
  code: z.string(),
  fault: z.string().nullable(),
  detail: z.string(),
  transient: z.boolean(),
  checkedAt: z.string(),
})

const Claim = z.object({
  // A name becomes a folder's.
  id: z.string().regex(/^[a-z0-9-]+:\d+-\d+-\d+(-\d+)?$/),
  network: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  ...standing,
  nodeKey: hash.nullable(),
  evidence: z.string(),
  inputHash: hash,
  outputHash: hash,
  claimedAt: z.iso.datetime().nullable(),
  claimedAtSeconds: z.string().nullable(),
  verdicts: z.array(Verdict),
})

/** A claim as an API says it stands on chain, with the verdicts that stand about it. */
export type SaidClaim = z.infer<typeof Claim>
export type SaidVerdict = z.infer<typeof Verdict>

/**
 * A claim by its id, with its network in front or without.
 * @throws Misconfigured `CLAIM_UNKNOWN`; Unavailable `UNAVAILABLE_API`, also for a claim that another id names
 */
export async function fetchClaim(api: PublicApi, id: string): Promise<SaidClaim> {
  const { claim } = await api.ask(z.object({ claim: Claim.nullable() }), CLAIM, { id })
  if (!claim) throw new Misconfigured('CLAIM_UNKNOWN', `the API has no claim ${id}`)
  const { network, chainId, blockNumber, position, leafIndex } = claim
  const place = [chainId, blockNumber, position, ...(leafIndex === null ? [] : [leafIndex])].join('-')
  if (claim.id !== `${network}:${place}` || ![claim.id, place].includes(id))
    throw new Unavailable('UNAVAILABLE_API', `asked for claim ${id}, the API gives ${claim.id} at ${place}`)
  return claim
}

/** The claim as a subject of the judges: where it is said to stand, and what is said to stand there. */
export function toSubject(claim: SaidClaim): DueSubject {
  const { id, chainId, blockNumber, blockHash, blockTime, position, leafIndex, nodeKey } = claim
  const { inputHash, outputHash, claimedAt, claimedAtSeconds } = claim
  const time = claimedAt === null ? claimedAtSeconds : Math.floor(Date.parse(claimedAt) / 1000)
  return {
    kind: 'claim',
    id: id.slice(id.indexOf(':') + 1),
    chainId,
    block: blockNumber,
    blockHash,
    blockTime: new Date(blockTime),
    position,
    leafIndex,
    node: nodeKey,
    stated: { node: nodeKey?.slice(2) ?? null, input: inputHash.slice(2), output: outputHash.slice(2), time },
    due: [],
  }
}
