import { type NamedBlock, readBlock, verifyBlock, verifyName } from '../../chain/cometbft/block.ts'
import { readBlockId } from '../../chain/cometbft/block-id.ts'
import { type Commit, readCommit, VOTE } from '../../chain/cometbft/commit.ts'
import { type DuplicateVote, readEvidence } from '../../chain/cometbft/evidence.ts'
import { readHeader } from '../../chain/cometbft/header.ts'
import * as read from '../../chain/cometbft/read.ts'
import { hashResults } from '../../chain/cometbft/results.ts'
import type { VotesText } from '../../chain/cometbft/votes-text.ts'
import { type RpcObject, toObject } from '../../chain/fields.ts'
import type { CodedError } from '../../claim/errors.ts'
import { type Hash32, hashOf } from '../../claim/hex.ts'
import { sha256Bytes } from '../../claim/sha256.ts'
import type { RpcCall } from '../../gateway/endpoints/rpc.ts'
import { type ReportedEvents, readResults } from './results.ts'
import { pickBlock, writeResults } from './write.ts'

// What is made of the answers about one height without any other height: it is the dear part of reading, and runs in a thread of its own.
// Between threads goes one text with what is held against other heights and decoded, and one buffer with what is kept.

/** A block that was proved to have its name, as far as other heights are held against it. */
export interface ProvedBlock extends NamedBlock {
  readonly evidence: readonly DuplicateVote[]
  /** The SHA-256 of each. */
  readonly transactions: readonly Hash32[]
  /** Of the votes under the block before; null in the first block of a chain. */
  readonly lastCommit: VotesBefore | null
  /** The canonical bytes of what is read of the answer. */
  readonly kept: Uint8Array
}

interface VotesBefore extends Pick<Commit, 'height' | 'blockId'> {
  /** The places without a vote. */
  readonly absent: readonly number[]
}

/** The results of a block, which the header of the next one is held against. */
export interface HashedResults {
  /** What that header's `last_results_hash` must be. */
  readonly hash: Uint8Array
  readonly appHash: Uint8Array
  readonly events: ReportedEvents
  /** The canonical bytes of what is read of the answer. */
  readonly kept: Uint8Array
}

/** What one call gave. An error: what it is refused for. Null: there is no such block. */
export type HeightAnswer =
  | { readonly block: ProvedBlock }
  | { readonly results: HashedResults }
  | CodedError
  | null

/** An answer on its way between threads: a part of the text, and a part of the buffer. */
interface Packed {
  readonly said: RpcObject | null
  /** JSON. Where {@link VotesText} was read, it stands between the first of these and the second. */
  readonly kept: readonly [string] | readonly [string, VotesText, string]
}

/** Whether {@link packHeight} reads what a call gives. */
export function isOfHeight({ method }: RpcCall): boolean {
  return method === 'block' || method === 'block_results'
}

/**
 * Reads an answer, and proves of a block what its own name can prove. `votes`: those that were read of the text, by what stands in their
 * place in the answer.
 * @throws CodedError those of {@link verifyBlock} and {@link readResults}
 */
export function packHeight({ method }: RpcCall, result: unknown, votes: VotesBy = NO_VOTES): Packed {
  const answer = toObject(result, method)
  if (method === 'block_results') return packResults(answer)
  // No lie: a node answers so where a block is pruned while it is asked for.
  return answer.block === null ? { said: null, kept: [''] } : packBlock(answer, votes)
}

/** Votes by the text that stands in their place. */
export type VotesBy = ReadonlyMap<unknown, VotesText>
const NO_VOTES: VotesBy = new Map()

/** What {@link packHeight} packed. `kept` as it stands there, in UTF-8. */
export function openHeight({ method }: RpcCall, said: RpcObject | null, kept: Uint8Array): HeightAnswer {
  if (said === null) return null
  return method === 'block' ? { block: openBlock(said, kept) } : { results: openResults(said, kept) }
}

/** Every vote under the block before. */
export function readVotes({ kept }: ProvedBlock): Commit {
  const { block } = JSON.parse(Buffer.from(kept).toString('utf8')) as { readonly block: RpcObject }
  return readCommit(read.object(block, 'last_commit'))
}

function packBlock(answer: RpcObject, votesBy: VotesBy): Packed {
  const { transactions, absent, votes } = verifyAnswer(answer, votesBy)
  const picked = pickBlock(answer)
  const { header, evidence, last_commit } = picked.block as RpcObject
  const { height, block_id, signatures } = (last_commit ?? {}) as RpcObject
  const said = {
    block_id: picked.block_id,
    header,
    evidence,
    transactions: transactions.map((each) => hashOf(sha256Bytes(each))),
    last_commit: absent && { height, block_id, absent },
  }
  const kept = JSON.stringify(picked)
  if (!votes) return { said, kept: [kept] }
  const [before = '', behind = ''] = kept.split(JSON.stringify(signatures))
  return { said, kept: [before, votes, behind] }
}

/** `absent`: places without a vote in the commit of the block before; null where there is none. `votes`: of the text, if they were read of it. */
function verifyAnswer(answer: RpcObject, votesBy: VotesBy) {
  const block = toObject(answer.block, 'block')
  const commit = block.last_commit as RpcObject | null | undefined
  const votes = votesBy.get(commit?.signatures)
  if (votes === undefined) {
    const { transactions, lastCommit } = verifyBlock(answer)
    return { transactions, absent: lastCommit && listAbsent(lastCommit), votes }
  }
  const proved = readBlock({ ...answer, block: { ...block, last_commit: { ...commit, signatures: [] } } })
  verifyName(proved, votes.encoded)
  return { transactions: proved.transactions, absent: votes.absent, votes }
}

function listAbsent({ signatures }: Commit): number[] {
  return signatures.flatMap(({ flag }, at) => (flag === VOTE.absent ? [at] : []))
}

function openBlock(said: RpcObject, kept: Uint8Array): ProvedBlock {
  const votes = said.last_commit === null ? null : read.object(said, 'last_commit')
  return {
    id: readBlockId(said, 'block_id'),
    header: readHeader(read.object(said, 'header')),
    evidence: read.objects(read.object(said, 'evidence'), 'evidence').map(readEvidence),
    transactions: said.transactions as readonly Hash32[],
    lastCommit: votes && {
      height: read.integer(votes, 'height'),
      blockId: readBlockId(votes, 'block_id'),
      absent: votes.absent as readonly number[],
    },
    kept,
  }
}

function packResults(answer: RpcObject): Packed {
  const results = readResults(answer)
  const { transactions, events, parameters, appHash } = results
  const said = {
    hash: Buffer.from(hashResults(transactions)).toString('base64'),
    app_hash: Buffer.from(appHash).toString('base64'),
    transactions: transactions.map(({ code, events }) => ({ code, events })),
    events,
    parameters,
  }
  return { said, kept: [JSON.stringify(writeResults(results))] }
}

function openResults(said: RpcObject, kept: Uint8Array): HashedResults {
  const { transactions, events, parameters } = said as unknown as ReportedEvents
  return {
    hash: read.base64(said, 'hash'),
    appHash: read.base64(said, 'app_hash'),
    events: { transactions, events, parameters },
    kept,
  }
}
