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

/**
 * The block of a `/block` answer, proved to have the name it is given: header, transactions, evidence, the commit in it, and
 * the pieces it is handed on in.
 * @throws MalformedEvidence `MALFORMED_RPC`; Rejected `REJECTED_COMET_HEADER`, `REJECTED_COMET_DATA`,
 * `REJECTED_COMET_LAST_COMMIT`, `REJECTED_COMET_EVIDENCE_HASH`, `REJECTED_COMET_PARTS`; NotCheckable
 * `UNSUPPORTED_COMET_EVIDENCE`
 */
export function verifyBlock(answer: RpcObject): CometBlock {
  const id = readBlockId(answer, 'block_id')
  const block = read.object(answer, 'block')
  const header = readHeader(read.object(block, 'header'))
  const height = header.height
  assertHash('REJECTED_COMET_HEADER', `the header of block ${height}`, id.hash, hashHeader(header))
  const transactions = read.base64s(read.object(block, 'data'), 'txs')
  assertHash(
    'REJECTED_COMET_DATA',
    `the transactions of block ${height}`,
    header.dataHash,
    merkleRoot(transactions.map((each) => sha256Bytes(each))),
  )
  const evidence = read.objects(read.object(block, 'evidence'), 'evidence').map(readEvidence)
  const evidences = evidence.map(encodeEvidence)
  assertHash(
    'REJECTED_COMET_EVIDENCE_HASH',
    `the evidence in block ${height}`,
    header.evidenceHash,
    merkleRoot(evidences),
  )
  const lastCommit = block.last_commit ? readCommit(read.object(block, 'last_commit')) : null
  const signatures = lastCommit ? encodeSignatures(lastCommit) : []
  assertHash(
    'REJECTED_COMET_LAST_COMMIT',
    `the commit in block ${height}`,
    header.lastCommitHash,
    hashSignatures(signatures),
  )
  const encoded = new Proto(1024 + 160 * signatures.length)
    .message(1, encodeHeader(header))
    .message(2, listed(transactions))
    .message(3, listed(evidences.map((each) => new Proto(each.length + 8).message(1, each).end())))
  if (lastCommit) encoded.message(4, encodeCommit(lastCommit, signatures))
  verifyParts(id, height, encoded.end())
  return { id, header, transactions, evidence, lastCommit }
}

/**
 * That a block follows another: it names it, holds its commit, and has the set that was announced.
 * @throws Rejected `REJECTED_COMET_LINK`
 */
export function verifyLink(before: CometBlock, block: CometBlock): void {
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

function verifyParts({ parts }: BlockId, height: number, encoded: Uint8Array): void {
  const pieces: Uint8Array[] = []
  for (let at = 0; at < encoded.length; at += PART_BYTES) pieces.push(encoded.subarray(at, at + PART_BYTES))
  if (pieces.length !== parts.total)
    throw new Rejected(
      'REJECTED_COMET_PARTS',
      `block ${height} makes ${pieces.length} pieces, its name says ${parts.total}`,
    )
  assertHash('REJECTED_COMET_PARTS', `the pieces of block ${height}`, parts.hash, merkleRoot(pieces))
}
