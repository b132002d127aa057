import { type CometBlock, type NamedBlock, readBlock } from '../chain/cometbft/block.ts'
import { readValidator, type Validator } from '../chain/cometbft/validators.ts'
import type { RpcObject } from '../chain/fields.ts'
import { MalformedEvidence } from '../claim/errors.ts'
import { type Hash32, type Hex, hashOf } from '../claim/hex.ts'
import { sha256Bytes } from '../claim/sha256.ts'
import type { RawContent } from '../indexer/source/block.ts'
import { type ReportedEvents, readResults } from './read/results.ts'
import { pickValidator } from './read/write.ts'

/** What is kept of one height: the answers as they were proved and compared, as far as anything is read from them. */
export interface CometAnswers {
  /** Of `/block`. */
  readonly block: RpcObject
  /** Of `/block_results`. */
  readonly results: RpcObject
  /** The validators of this height and of the one before, where they differ; the latter is null at the first height. */
  readonly sets: { readonly now: readonly RpcObject[]; readonly before: readonly RpcObject[] | null } | null
  /** Consensus addresses of the validators without a vote in the commit that this block holds; none at the first height. */
  readonly absent: readonly Hex[]
}

/** What the first block of a chain names as the one before it. */
export const NO_PARENT = hashOf(new Uint8Array(32))

type Placed = Pick<RawContent['header'], 'number' | 'parentHash'>

/** Whether a chain begins with this block: with the first one, or with another number where it goes on from an older chain. */
export const isGenesis = ({ parentHash }: Placed): boolean => parentHash === NO_PARENT

/** The height whose state a block was worked out on; of the first block of a chain, before which there is none, its own. */
export const stateBefore = (header: Placed): number => (isGenesis(header) ? header.number : header.number - 1)

/** One height as it is kept and decoded. */
export interface CometContent extends RawContent {
  /** Of {@link encodeAnswers}: of a hundred validators the answers themselves would take ten times the memory until they are stored. */
  readonly records: Uint8Array
  readonly height: CometHeight
}

/** The answers of a height as decoders read them. */
export interface CometHeight {
  readonly block: NamedBlock &
    Pick<CometBlock, 'evidence'> & {
      /** The SHA-256 of each. */
      readonly transactions: readonly Hash32[]
    }
  readonly results: ReportedEvents
  readonly sets: { readonly now: readonly Validator[]; readonly before: readonly Validator[] | null } | null
  readonly absent: readonly Hex[]
}

/**
 * The canonical bytes of a height, which segments keep and the digest hashes: JSON of the parts that are read, in this order.
 * What two honest nodes may say differently is left out: log, info, whether an attribute is indexed, and those of
 * {@link readResults}. `block` and `results` as they are kept of each answer. Format: docs/formats/comet.md.
 */
export function encodeAnswers(
  block: Uint8Array,
  results: Uint8Array,
  { sets, absent }: Pick<CometAnswers, 'sets' | 'absent'>,
): Uint8Array {
  const kept = sets && { now: sets.now.map(pickValidator), before: sets.before?.map(pickValidator) ?? null }
  const rest = `,"sets":${JSON.stringify(kept)},"absent":${JSON.stringify(absent)}}`
  return Buffer.concat([BLOCK, block, RESULTS, results, Buffer.from(rest)])
}

const BLOCK = Buffer.from('{"block":')
const RESULTS = Buffer.from(',"results":')

/**
 * The answers that were kept.
 * @throws MalformedEvidence `COMET_RECORDS`
 */
export function decodeRecords(records: Uint8Array): CometAnswers {
  try {
    return JSON.parse(Buffer.from(records).toString('utf8')) as CometAnswers
  } catch (cause) {
    throw new MalformedEvidence('COMET_RECORDS', 'the records of a height are not JSON', 'unknown', { cause })
  }
}

/** What decoders read of the answers. Errors as those who read them. */
export function decodeAnswers({ block, results, sets, absent }: CometAnswers): CometHeight {
  const { transactions, ...read } = readBlock(block)
  return {
    block: { ...read, transactions: transactions.map((each) => hashOf(sha256Bytes(each))) },
    results: readResults(results),
    sets: sets && {
      now: sets.now.map(readValidator),
      before: sets.before?.map(readValidator) ?? null,
    },
    absent,
  }
}
