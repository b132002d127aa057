import type { RpcObject } from '../fields.ts'
import { type BlockId, encodeBlockId, readBlockId } from './block-id.ts'
import { merkleRoot } from './merkle.ts'
import { Proto } from './proto.ts'
import * as read from './read.ts'

/** What a validator's place in a commit says. Source: CometBFT types/block.go, `BlockIDFlag`. */
export const VOTE = { absent: 1, commit: 2, nil: 3 } as const

interface CommitSignature {
  readonly flag: number
  /** 20 bytes; none where the validator is absent. */
  readonly validator: Uint8Array
  readonly time: read.Time
  readonly signature: Uint8Array
}

/** The votes that made a block final: of the validators of its height, in their order. */
export interface Commit {
  readonly height: number
  readonly round: number
  readonly blockId: BlockId
  readonly signatures: readonly CommitSignature[]
}

/** @throws MalformedEvidence `MALFORMED_RPC` */
export function readCommit(commit: RpcObject): Commit {
  return {
    height: read.integer(commit, 'height'),
    round: read.integer(commit, 'round'),
    blockId: readBlockId(commit, 'block_id'),
    signatures: read.objects(commit, 'signatures').map((each) => ({
      flag: read.integer(each, 'block_id_flag'),
      validator: read.hex(each, 'validator_address', 20),
      time: read.time(each, 'timestamp'),
      signature: read.base64(each, 'signature'),
    })),
  }
}

/** Every signature as its hash and its block hold it. */
export function encodeSignatures(commit: Commit): readonly Uint8Array[] {
  // One buffer for all: a set has a hundred of them in every block.
  const proto = new Proto(160 * commit.signatures.length)
  return commit.signatures.map((each) => encodeSignature(proto, each))
}

/** One of {@link encodeSignatures}; others may follow in the same buffer. */
export function encodeSignature(
  proto: Proto,
  { flag, validator, time, signature }: CommitSignature,
): Uint8Array {
  return proto.int(1, flag).bytes(2, validator).time(3, time).bytes(4, signature).cut()
}

/** What the next header commits to as `last_commit_hash`, from {@link encodeSignatures}. */
export function hashSignatures(encoded: readonly Uint8Array[]): Uint8Array {
  return merkleRoot(encoded)
}

/** The commit as it stands in the next block. */
export function encodeCommit(commit: Commit, encoded: readonly Uint8Array[]): Uint8Array {
  const proto = new Proto(256 + 128 * encoded.length)
    .int(1, commit.height)
    .int(2, commit.round)
    .message(3, encodeBlockId(commit.blockId))
  for (const signature of encoded) proto.message(4, signature)
  return proto.end()
}

/** A vote's own words, beside who gave it and when. */
export interface Ballot {
  readonly type: number
  readonly height: number
  readonly round: number
  /** Null: a vote for no block. */
  readonly blockId: BlockId | null
}

/** What a validator signs. Source: CometBFT types/canonical.go and proto/tendermint/types/canonical.proto. */
export function signBytes(chainId: string, ballot: Ballot, time: read.Time): Uint8Array {
  const vote = new Proto().int(1, ballot.type).sfixed64(2, ballot.height).sfixed64(3, ballot.round)
  if (ballot.blockId) vote.message(4, encodeBlockId(ballot.blockId))
  const bytes = vote.time(5, time).text(6, chainId).end()
  return new Proto(bytes.length + 4).delimited(bytes).end()
}
