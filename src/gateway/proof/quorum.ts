import { NotCheckable, Rejected, Unavailable } from '../../claim/errors.ts'
import type { RawHeader } from '../../claim/raw.ts'
import type { Endpoint } from '../endpoints/endpoint.ts'
import { type AgreedHeader, Ballot } from './ballot.ts'
import { askProved } from './evidence.ts'
import { headerCall, toHeader } from './headers.ts'
import type { Integrity } from './integrity.ts'
import { untilEnough } from './until-enough.ts'

/** Asked alone, an endpoint is waited for this long: the others decide without it. */
const ALONE_MS = 4_000
/** How much longer to wait for those who would confirm a newer head. */
const GRACE_MS = 150

/** {@link agreeOnBlocks} for one number. */
export async function agreeOnBlock(
  integrity: Integrity,
  number: number,
  final: boolean,
): Promise<AgreedHeader> {
  const [agreed] = await agreeOnBlocks(integrity, [number], final)
  if (!agreed) throw new RangeError('one number has one outcome')
  return agreed
}

/**
 * For each block number the header that a quorum of endpoints names; each endpoint is asked once for all. When the
 * blocks are final, whoever names another is recorded: there is one truth by then.
 * @throws Unavailable `UNAVAILABLE_BLOCK` when a quorum does not have it, `UNAVAILABLE_QUORUM` when too few agree
 */
export async function agreeOnBlocks(
  integrity: Integrity,
  numbers: readonly number[],
  final: boolean,
): Promise<AgreedHeader[]> {
  const ballots = numbers.map((number) => new Ballot(integrity, number, final))
  if (!ballots.length) return []
  const vote = async (endpoint: Endpoint) => {
    const headers = await askAlone(integrity, endpoint, numbers)
    // A straggler's answer is judged too, though nobody waits for it any more.
    for (const [i, ballot] of ballots.entries()) ballot.cast(endpoint, headers[i] ?? null)
  }
  let cause: unknown
  try {
    await untilEnough(integrity.gateway.inService(), vote, () => ballots.every((ballot) => ballot.agreed))
  } catch (error) {
    cause = error
  }
  return ballots.map((ballot) => ballot.agreed ?? ballot.fail(cause))
}

/**
 * The newest header that a quorum knows, for `latest` or `finalized`: with a quorum of q, the q-th highest that is
 * named, so that fewer than q endpoints cannot run ahead of the chain.
 * @throws Unavailable `UNAVAILABLE_QUORUM`
 */
export async function agreeOnTag(integrity: Integrity, tag: 'latest' | 'finalized'): Promise<AgreedHeader> {
  const heard: RawHeader[] = []
  const asked = listAwake(integrity)
  const waiting = asked.map(async (endpoint) => {
    const [header] = await askAlone(integrity, endpoint, [tag])
    if (header) heard.push(header)
  })
  try {
    await untilEnough(
      waiting,
      (each) => each,
      () => heard.length >= integrity.quorum,
    )
  } catch (error) {
    if (error instanceof NotCheckable) throw error
    throw new Unavailable(
      'UNAVAILABLE_QUORUM',
      `the ${tag} block: ${integrity.quorum} of ${integrity.gateway.endpoints.length} endpoints must name one, ${heard.length} did`,
      { cause: error },
    )
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
  blocks: readonly (number | string)[],
): Promise<(RawHeader | null)[]> {
  const calls = blocks.map((block) => ({ ...headerCall(block), nullable: true }))
  const [first] = blocks
  const verify = (results: readonly unknown[]) =>
    results.map((result, i) => {
      if (result === null) return null
      const header = toHeader(integrity, result)
      const asked = blocks[i]
      if (typeof asked === 'number' && header.number !== asked)
        throw new Rejected('REJECTED_HEADER_OTHER', `asked for block ${asked}, given ${header.number}`)
      return header
    })
  const options = { only, patienceMs: ALONE_MS }
  return (await askProved(integrity, calls, typeof first === 'number' ? first : null, verify, options)).value
}
