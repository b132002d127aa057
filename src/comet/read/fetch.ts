import { CodedError, MalformedEvidence, Rejected, Unavailable } from '../../claim/errors.ts'
import type { Endpoint } from '../../gateway/endpoints/endpoint.ts'
import { MOST_COMET_CALLS } from '../../gateway/open.ts'
import { block, blockResults, type CometClient } from './client.ts'
import type { HashedResults, HeightAnswer, ProvedBlock } from './heights.ts'
import { type Given, refusing } from './refusing.ts'

/** Which heights are asked of a second endpoint as well: no header says what their events are. */
export type Compare = (height: number) => boolean

/** What an endpoint gave for one height. */
export interface Fetched extends Given {
  readonly block: HeightAnswer
  /** Null: of the last height only the block is needed, for what it says of the one below. */
  readonly results: HeightAnswer
  /** The same from another endpoint; absent: it was not asked. */
  readonly second?: { readonly results: HeightAnswer; readonly endpoint: Endpoint }
}

export interface FetchOptions {
  readonly client: CometClient
  readonly compare: Compare
  readonly from: number
  /** Results are fetched up to here, and one block more. */
  readonly to: number
  readonly signal: AbortSignal
}

const HEIGHTS = MOST_COMET_CALLS / 2
/** Batches that are on their way at once. */
const AHEAD = 6

/** The answers for every height and the block above, ascending, as far ahead as is good for the endpoints. */
export async function* fetchHeights(options: FetchOptions): AsyncGenerator<Fetched> {
  const { from, to, signal } = options
  const starts = Array.from({ length: Math.ceil((to + 2 - from) / HEIGHTS) }, (_, at) => from + at * HEIGHTS)
  const running: Promise<Fetched[]>[] = []
  for (let at = 0; at < starts.length; at++) {
    while (running.length < AHEAD && at + running.length < starts.length) {
      const batch = fetchBatch(options, starts[at + running.length] as number)
      // Heard when its turn comes; until then a failure must not count as unhandled.
      batch.catch(() => {})
      running.push(batch)
    }
    signal.throwIfAborted()
    yield* (await running.shift()) ?? []
  }
}

/**
 * The block that was fetched.
 * @throws Unavailable `COMET_REFUSED` for what is refused, a block of another height (`MALFORMED_RPC`) too; `COMET_PRUNED` for none
 */
export function getBlock(client: CometClient, fetched: Pick<Fetched, keyof Given | 'block'>): ProvedBlock {
  if (fetched.block === null)
    throw new Unavailable(
      'COMET_PRUNED',
      `${fetched.endpoint.name} has no block ${fetched.height}: it is pruned there, or was just now`,
    )
  return refusing(client, fetched, () => {
    const found = getPart(fetched.block, 'block')
    if (found.header.height !== fetched.height)
      throw new MalformedEvidence(
        'MALFORMED_RPC',
        `block ${fetched.height} was asked for, not ${found.header.height}`,
      )
    return found
  })
}

/**
 * The results that were fetched.
 * @throws CodedError what they are refused for
 */
export function getResults(answer: HeightAnswer): HashedResults {
  return getPart(answer, 'results')
}

/**
 * Who vouches for what no header covers: one endpoint, or two that say the same. Where they differ, both are named and told; a
 * second one whose results no header can have is refused.
 */
export function vouch(client: CometClient, fetched: Fetched, committed: Uint8Array): string {
  const { second, height, endpoint } = fetched
  if (!second) return endpoint.name
  const results = getResults(second.results)
  if (Buffer.compare(results.hash, committed) !== 0) {
    const error = new Rejected(
      'REJECTED_COMET_RESULTS',
      `the results of block ${height} are not those that the next header covers`,
    )
    client.accuse(second.endpoint, error, height, error.code)
    return endpoint.name
  }
  if (Buffer.compare(getResults(fetched.results).kept, results.kept) === 0)
    return `${endpoint.name}, ${second.endpoint.name}`
  client.tell(second.endpoint, height, `events other than those of ${endpoint.name}`)
  return `${endpoint.name}; ${second.endpoint.name} says otherwise`
}

async function fetchBatch({ client, compare, to }: FetchOptions, first: number): Promise<Fetched[]> {
  const last = Math.min(first + HEIGHTS - 1, to + 1)
  const heights = Array.from({ length: last - first + 1 }, (_, at) => first + at)
  const full = heights.filter((height) => height <= to)
  const { answers, endpoint } = await client.heights([...heights.map(block), ...full.map(blockResults)])
  const chosen = full.filter(compare)
  const exclude = new Set([endpoint])
  const isAlone = !client.gateway.inService().some((each) => each !== endpoint)
  const second =
    chosen.length && !isAlone ? await client.heights(chosen.map(blockResults), { exclude }) : undefined
  return heights.map((height, at): Fetched => {
    const compared = second?.answers[chosen.indexOf(height)]
    return {
      height,
      endpoint,
      block: answers[at] ?? null,
      results: height <= to ? (answers[heights.length + at] ?? null) : null,
      ...(second && compared !== undefined
        ? { second: { results: compared, endpoint: second.endpoint } }
        : {}),
    }
  })
}

type Parts = { readonly block: ProvedBlock; readonly results: HashedResults }

function getPart<K extends keyof Parts>(answer: HeightAnswer, kind: K): Parts[K] {
  if (answer instanceof CodedError) throw answer
  const found = (answer as Partial<Parts> | null)?.[kind]
  if (found === undefined) throw new MalformedEvidence('MALFORMED_RPC', `no ${kind} in the answer`)
  return found
}
