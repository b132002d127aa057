import { z } from 'zod'
import { NotCheckable } from '../../src/claim/errors.ts'
import type { Hash32 } from '../../src/claim/hex.ts'
import type { FindBlob } from '../evidence/batches.ts'
import type { ChainHint, OnChain } from '../evidence/evidence.ts'
import type { Copy, DueSubject, ListCopies } from '../judge/subject.ts'
import { hash, type PublicApi, standing } from './public-api.ts'

const PAGE = 1000
const MOST_COPIES = 200
const REGISTRY_LISTS: readonly ListName[] = [
  ['registrations'],
  ['statusChanges'],
  ['measurementChanges'],
  ['models'],
]

const Blobs = z.object({
  blobs: z.array(z.object({ status: z.string(), code: z.string().nullable(), sha256: hash.nullable() })),
})
const BLOBS = `query ($network: String!, $blobId: String!) {
  blobs(where: { network_eq: $network, blobId_eq: $blobId }) { status code sha256 } }`

/** What an archive wrote down about a blob: the bytes come from the network's own stores, and must have that hash. */
export function createBlobFinder(api: PublicApi, network: string): FindBlob {
  return async (blobId) => (await api.ask(Blobs, BLOBS, { network, blobId })).blobs[0]
}

const Places = z.object({ rows: z.array(z.object({ blockNumber: z.int() })) })

/** A list of an API: its field and, where not all of it is meant, a further condition of its `where`. */
export type ListName = readonly [field: string, where?: string]

/** In which blocks an index has rows of these lists. */
export function createListHint(api: PublicApi, network: string, lists: readonly ListName[]): ChainHint {
  const list = async ([field, where]: ListName, chainId: number, from: number, to: number) => {
    const query = `query ($network: String!, $chainId: ChainId!, $from: Int!, $to: Int!) {
      rows: ${field}(where: { network_eq: $network, chainId_eq: $chainId, blockNumber_gte: $from, blockNumber_lte: $to
        ${where ?? ''} }, orderBy: [blockNumber_ASC], limit: ${PAGE}) { blockNumber } }`
    const numbers: number[] = []
    for (let next = from; next <= to; ) {
      const { rows } = await api.ask(Places, query, { network, chainId, from: next, to })
      numbers.push(...rows.map(({ blockNumber }) => blockNumber))
      const last = rows.at(-1)?.blockNumber
      if (rows.length < PAGE || last === undefined) break
      // A list that does not go on would be asked for without end.
      next = Math.max(next, last) + 1
    }
    return numbers.filter((number) => number >= from && number <= to)
  }
  return async (chainId, from, to) => {
    const found = await Promise.all(lists.map((each) => list(each, chainId, from, to)))
    return found.flat()
  }
}

/** Where an index saw registry events. */
export function createRegistryHint(api: PublicApi, network: string): ChainHint {
  return createListHint(api, network, REGISTRY_LISTS)
}

const Copies = z.object({
  claims: z.array(
    z.object({
      id: z.string(),
      ...standing,
      verdicts: z.array(z.object({ outcome: z.string() })),
    }),
  ),
})
const COPIES = `query ($network: String!, $node: Bytes!, $input: Bytes!, $output: Bytes!) {
  claims(where: { network_eq: $network, nodeKey_eq: $node, inputHash_eq: $input, outputHash_eq: $output,
      evidence_eq: "tee_signature" }, limit: ${MOST_COPIES}) {
    id chainId blockNumber blockHash blockTime position leafIndex
    verdicts(where: { statement_eq: "hand_off_signed", outcome_eq: verified, superseded_eq: false }, limit: 1) { outcome } } }`

/**
 * The copies that an index lists and that may decide: each is read from the chain again, and one that it leaves out is not seen.
 * @throws NotCheckable `UNSUPPORTED_COPIES`
 */
export function createCopyLister(api: PublicApi, network: string): ListCopies {
  return async (subject, { teeId, inputHash, outputHash }) => {
    const variables = { network, node: teeId, input: inputHash, output: outputHash }
    const { claims } = await api.ask(Copies, COPIES, variables)
    if (claims.length === MOST_COPIES)
      throw new NotCheckable('UNSUPPORTED_COPIES', `${MOST_COPIES} copies or more, more than are compared`)
    return (
      claims
        .map((claim): PlacedCopy => {
          const { chainId, blockNumber: block, blockHash, position, leafIndex } = claim
          const place = {
            chainId,
            block,
            blockHash,
            position,
            leafIndex,
            blockTime: new Date(claim.blockTime),
          }
          const id = claim.id.slice(claim.id.indexOf(':') + 1)
          const isCredited = claim.verdicts.length > 0
          return { ...place, id, isCredited, isEarlier: compare(place, subject) < 0 }
        })
        // The chain itself says whether one is final.
        .filter(({ id, isEarlier, isCredited }) => id !== subject.id && (isEarlier || isCredited))
        .sort(compare)
    )
  }
}

const LOCKS = `query ($network: String!, $chain: ChainId!, $request: Bytes!) { locks: marketLocks(
  where: { network_eq: $network, chainId_eq: $chain, requestKey_eq: $request }, limit: 1) { chainId blockNumber blockHash position } }`
const Locks = z.object({
  locks: z.array(z.object({ chainId: z.int(), blockNumber: z.int(), blockHash: hash, position: z.int() })),
})

/** The log that locked a request, as the API says it; of one that nobody locked the API knows no log. */
export function createRequestFinder(
  api: PublicApi,
  network: string,
): (chainId: number, request: Hash32) => Promise<OnChain | undefined> {
  return async (chain, request) => {
    const [lock] = (await api.ask(Locks, LOCKS, { network, chain, request })).locks
    return lock && { ...lock, block: lock.blockNumber }
  }
}

type Placed = Pick<DueSubject, 'blockTime' | 'chainId' | 'block' | 'position' | 'leafIndex'>
type PlacedCopy = Copy & Placed

/** In the order in which the chains settled them. */
function compare(left: Placed, right: Placed): number {
  const keys = (each: Placed) => [
    each.blockTime.getTime(),
    each.chainId,
    each.block,
    each.position,
    each.leafIndex ?? -1,
  ]
  const others = keys(right)
  return (
    keys(left)
      .map((key, index) => key - (others[index] ?? 0))
      .find((difference) => difference !== 0) ?? 0
  )
}
