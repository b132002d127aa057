import { Rejected } from '../../claim/errors.ts'
import { toHex } from '../../claim/hex.ts'
import { sha256Bytes } from '../../claim/sha256.ts'
import type { RpcObject } from '../fields.ts'
import { type BlockId, isSameBlockId, readBlockId } from './block-id.ts'
import { type Commit, encodeCommit, encodeSignatures, hashSignatures, readCommit } from './commit.ts'
import { type DuplicateVote, encodeEvidence, readEvidence } from './evidence.ts'
import { assertHash } from './hash.ts'
import { encodeHeader, type Header, hashHeader, readHeader } from './header.ts'
import { merkleRoot } from './merkle.ts'
import { Proto } from './proto.ts'
import * as read from './read.ts'

/** Blocks are handed on in pieces of this size. Source: CometBFT types/params.go, `BlockPartSizeBytes`. */
const PART_BYTES = 65_536

/** A block whose every field was recomputed into the hash that names it. */
export interface CometBlock {
  readonly id: BlockId
  readonly header: Header
  readonly transactions: readonly Uint8Array[]
  readonly evidence: readonly DuplicateVote[]
  /** The votes under the block before; null in the first block of a chain. */
  readonly lastCommit: Commit | null
}

/** What the next block is held against. */
export type NamedBlock = Pick<CometBlock, 'id' | 'header'>

/** A block as a `/block` answer says it. Errors as for {@link verifyBlock}, but for those of hashes. */
export function readBlock(answer: RpcObject): CometBlock {
  const block = read.object(answer, 'block')
  return {
    id: readBlockId(answer, 'block_id'),
    header: readHeader(read.object(block, 'header')),
    transactions: read.base64s(read.object(block, 'data'), 'txs'),
    evidence: read.objects(read.object(block, 'evidence'), 'evidence').map(readEvidence),
    lastCommit: block.last_commit ? readCommit(read.object(block, 'last_commit')) : null,
  }
}

/**
 * The block of a `/block` answer, proved to have the name it is given: header, transactions, evidence, the commit in it, and
 * the pieces it is handed on in.
 * @throws MalformedEvidence `MALFORMED_RPC`; Rejected `REJECTED_COMET_HEADER`, `REJECTED_COMET_DATA`,
 * `REJECTED_COMET_LAST_COMMIT`, `REJECTED_COMET_EVIDENCE_HASH`, `REJECTED_COMET_PARTS`; NotCheckable
 * `UNSUPPORTED_COMET_EVIDENCE`
 */
export function verifyBlock(answer: RpcObject): CometBlock {
  const block = readBlock(answer)
  verifyName(block, block.lastCommit ? encodeSignatures(block.lastCommit) : [])
  return block
}

/** {@link verifyBlock} of a block as it was read, by {@link encodeSignatures} of the commit in it. */
export function verifyName(block: CometBlock, signatures: readonly Uint8Array[]): void {
  const { id, header, transactions } = block
  const at = `of block ${header.height}`
  assertHash('REJECTED_COMET_HEADER', `the header ${at}`, id.hash, hashHeader(header))
  const hashes = transactions.map((each) => sha256Bytes(each))
  assertHash('REJECTED_COMET_DATA', `the transactions ${at}`, header.dataHash, merkleRoot(hashes))
  const evidence = block.evidence.map(encodeEvidence)
  assertHash('REJECTED_COMET_EVIDENCE_HASH', `the evidence ${at}`, header.evidenceHash, merkleRoot(evidence))
  const committed = hashSignatures(signatures)
  assertHash('REJECTED_COMET_LAST_COMMIT', `the commit in it ${at}`, header.lastCommitHash, committed)
  verifyParts(id, header.height, cutBlock({ ...block, evidence, signatures }))
}

interface Encoded extends Pick<CometBlock, 'header' | 'transactions' | 'lastCommit'> {
  readonly evidence: readonly Uint8Array[]
  readonly signatures: readonly Uint8Array[]
}

/** What the name of a block says of the pieces that it is handed on in. `evidence` and `signatures` as they are hashed. */
export function cutBlock({
  header,
  transactions,
  lastCommit,
  evidence,
  signatures,
}: Encoded): BlockId['parts'] {
  const proto = new Proto(1024 + 160 * signatures.length)
    .message(1, encodeHeader(header))
    .message(2, listed(transactions))
    .message(3, listed(evidence.map((each) => new Proto(each.length + 8).message(1, each).end())))
  if (lastCommit) proto.message(4, encodeCommit(lastCommit, signatures))
  const encoded = proto.end()
  const pieces: Uint8Array[] = []
  for (let at = 0; at < encoded.length; at += PART_BYTES) pieces.push(encoded.subarray(at, at + PART_BYTES))
  return { total: pieces.length, hash: merkleRoot(pieces) }
}

/**
 * That a block follows another: it names it, holds its commit, and has the set that was announced.
 * @throws Rejected `REJECTED_COMET_LINK`
 */
export function verifyLink(
  before: NamedBlock,
  block: Pick<CometBlock, 'header'> & { readonly lastCommit: Pick<Commit, 'height' | 'blockId'> | null },
): void {
  const { header, lastCommit } = block
  const refuse = (what: string) =>
    new Rejected(
      'REJECTED_COMET_LINK',
      `block ${header.height} does not follow ${toHex(before.id.hash)}: ${what}`,
    )
  if (header.height !== before.header.height + 1) throw refuse('its height is not the next')
  if (header.chainId !== before.header.chainId) throw refuse('it is of another chain')
  if (!isSameBlockId(header.lastBlockId, before.id)) throw refuse('it names another block before it')
  if (Buffer.compare(header.validatorsHash, before.header.nextValidatorsHash) !== 0)
    throw refuse('its validators are not those that were announced')
  if (
    !lastCommit ||
    lastCommit.height !== before.header.height ||
    !isSameBlockId(lastCommit.blockId, before.id)
  )
    throw refuse('the commit in it is of another block')
}

/** A list as one message whose first field repeats. */
function listed(values: readonly Uint8Array[]): Uint8Array {
  const proto = new Proto(values.reduce((sum, { length }) => sum + length + 10, 16))
  for (const value of values) proto.message(1, value)
  return proto.end()
}

function verifyParts({ parts }: BlockId, height: number, { total, hash }: BlockId['parts']): void {
  if (total !== parts.total)
    throw new Rejected(
      'REJECTED_COMET_PARTS',
      `block ${height} makes ${total} pieces, its name says ${parts.total}`,
    )
  assertHash('REJECTED_COMET_PARTS', `the pieces of block ${height}`, parts.hash, hash)
}
