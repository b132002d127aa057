import { Rejected, Unavailable } from '../claim/errors.ts'
import type { RawHeader } from '../claim/raw.ts'
import type { Endpoint } from './endpoint.ts'
import { askProved } from './evidence.ts'
import { headerCall, toHeader } from './headers.ts'
import type { Integrity } from './integrity.ts'

export interface Agreed {
  readonly header: RawHeader
  readonly vouchedBy: string
}

/** Asked alone, an endpoint is waited for this long: the others decide without it. */
const ALONE_MS = 4_000
/** How much longer to wait for those who would confirm a newer head. */
const GRACE_MS = 150

/**
 * The header of a block number that a quorum of endpoints names. When the block is final, whoever names another
 * is recorded: there is one truth by then.
 * @throws Unavailable `UNAVAILABLE_BLOCK` when a quorum does not have it, `UNAVAILABLE_QUORUM` when too few agree
 */
export async function agreeOnBlock(integrity: Integrity, number: number, final: boolean): Promise<Agreed> {
  const votes = new Map<string, Endpoint[]>()
  const headers = new Map<string, RawHeader>()
  let decided: RawHeader | undefined
  const vote = async (endpoint: Endpoint): Promise<Agreed> => {
    const header = await askAlone(integrity, endpoint, number, null)
    const hash = header?.hash ?? 'none'
    if (header) headers.set(hash, header)
    votes.set(hash, [...(votes.get(hash) ?? []), endpoint])
    // A straggler's answer is judged too, though nobody waits for it any more.
    if (decided) refuse(integrity, decided, new Map([[hash, [endpoint]]]), headers, final)
    if ((votes.get(hash)?.length ?? 0) < integrity.quorum) throw new Error('too few so far')
    if (!header) throw new Unavailable('UNAVAILABLE_BLOCK', `block ${number} is not known to a quorum`)
    if (!decided) {
      decided = header
      refuse(integrity, header, votes, headers, final)
    }
    const vouchedBy = integrity.describe(votes.get(hash)?.length ?? 0)
    integrity.vouch(header, vouchedBy)
    return { header, vouchedBy }
  }
  try {
    return await Promise.any(integrity.gateway.inService().map(vote))
  } catch (error) {
    throw noQuorum(integrity, number, votes, error)
  }
}

/**
 * The newest header that a quorum knows, for `latest` or `finalized`: with a quorum of q, the q-th highest that is
 * named, so that fewer than q endpoints cannot run ahead of the chain.
 */
export async function agreeOnTag(integrity: Integrity, tag: 'latest' | 'finalized'): Promise<Agreed> {
  const heard: RawHeader[] = []
  const asked = listAwake(integrity)
  const waiting = asked.map(async (endpoint) => {
    const header = await askAlone(integrity, endpoint, null, tag)
    if (header) heard.push(header)
    if (heard.length < integrity.quorum) throw new Error('too few so far')
  })
  try {
    await Promise.any(waiting)
  } catch (error) {
    throw noQuorum(integrity, tag, new Map([['any', asked.slice(0, heard.length)]]), error)
  }
  if (heard.length < asked.length)
    await Promise.race([Promise.allSettled(waiting), new Promise((resolve) => setTimeout(resolve, GRACE_MS))])
  const ranked = [...heard].sort((a, b) => b.number - a.number)
  const newest = ranked[integrity.quorum - 1]
  if (!newest) throw new Unavailable('UNAVAILABLE_QUORUM', `too few endpoints name a ${tag} block`)
  const same = ranked.filter((each) => each.hash === newest.hash)
  if (same.length < integrity.quorum) return agreeOnBlock(integrity, newest.number, tag === 'finalized')
  const vouchedBy = integrity.describe(same.length)
  integrity.vouch(newest, vouchedBy)
  return { header: newest, vouchedBy }
}

/** Those in service that are not pausing, as long as they make up a quorum. */
function listAwake({ gateway, quorum }: Integrity): Endpoint[] {
  const now = Date.now()
  const all = gateway.inService()
  const awake = all.filter((each) => !each.isPausing(now))
  return awake.length >= quorum ? awake : all
}

async function askAlone(
  integrity: Integrity,
  only: Endpoint,
  number: number | null,
  tag: string | null,
): Promise<RawHeader | null> {
  const call = { ...headerCall(number ?? tag ?? 'latest'), nullable: true }
  const verify = ([result]: readonly unknown[]) => {
    if (result === null) return null
    const header = toHeader(integrity, result)
    if (number !== null && header.number !== number)
      throw new Rejected('REJECTED_HEADER_OTHER', `asked for block ${number}, given ${header.number}`)
    return header
  }
  return (await askProved(integrity, [call], number, verify, { only, patienceMs: ALONE_MS })).value
}

function refuse(
  integrity: Integrity,
  truth: RawHeader,
  votes: ReadonlyMap<string, readonly Endpoint[]>,
  headers: ReadonlyMap<string, RawHeader>,
  final: boolean,
): void {
  if (!final) return
  for (const [hash, endpoints] of votes) {
    // Not having a block yet is no lie.
    if (hash === truth.hash || !headers.has(hash)) continue
    const error = new Rejected(
      'REJECTED_HEADER_OTHER',
      `a quorum names ${truth.hash} for block ${truth.number}`,
    )
    for (const endpoint of endpoints)
      integrity.faults.record(endpoint, error, truth.number, `block ${truth.number} is ${hash}`)
  }
}

function noQuorum(
  integrity: Integrity,
  what: number | string,
  votes: ReadonlyMap<string, readonly Endpoint[]>,
  error: unknown,
): unknown {
  const errors = error instanceof AggregateError ? error.errors : [error]
  const known = errors.find((each) => each instanceof Unavailable && each.code === 'UNAVAILABLE_BLOCK')
  if (known) return known
  const counts = [...votes].map(([hash, voters]) => `${voters.length} × ${hash}`).join(', ') || 'nothing'
  return new Unavailable(
    'UNAVAILABLE_QUORUM',
    `block ${what}: ${integrity.quorum} of ${integrity.gateway.endpoints.length} endpoints must agree, heard ${counts}`,
    { cause: error },
  )
}
