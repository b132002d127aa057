import { NotCheckable, Rejected } from '../../claim/errors.ts'
import { type Hex, toHex } from '../../claim/hex.ts'
import type { RpcObject } from '../fields.ts'
import { encodeBlockId, isSameBlockId, readBlockId } from './block-id.ts'
import { type Ballot, signBytes } from './commit.ts'
import { Proto } from './proto.ts'
import * as read from './read.ts'
import { isSignedBy, toKey } from './signature.ts'
import { consensusAddress } from './validators.ts'

interface Vote extends Ballot {
  readonly blockId: NonNullable<Ballot['blockId']>
  readonly time: read.Time
  /** 20 bytes. */
  readonly validator: Uint8Array
  readonly index: number
  readonly signature: Uint8Array
  readonly extension: Uint8Array
  readonly extensionSignature: Uint8Array
}

/** Two votes of one validator for two blocks of the same height and round. */
export interface DuplicateVote {
  readonly a: Vote
  readonly b: Vote
  readonly totalPower: bigint
  readonly power: bigint
  readonly time: read.Time
}

/**
 * Evidence of a block. The keys in capitals are CometBFT's.
 * @throws MalformedEvidence `MALFORMED_RPC`; NotCheckable `UNSUPPORTED_COMET_EVIDENCE` for an attack on a light client
 */
export function readEvidence(evidence: RpcObject): DuplicateVote {
  const type = read.text(evidence, 'type')
  if (type !== 'tendermint/DuplicateVoteEvidence')
    throw new NotCheckable('UNSUPPORTED_COMET_EVIDENCE', `evidence of type ${type.slice(0, 60)}`)
  const value = read.object(evidence, 'value')
  return {
    a: readVote(read.object(value, 'vote_a')),
    b: readVote(read.object(value, 'vote_b')),
    totalPower: read.int64(value, 'TotalVotingPower'),
    power: read.int64(value, 'ValidatorPower'),
    time: read.time(value, 'Timestamp'),
  }
}

/** As its hash covers it: without the wrapper that says which kind of evidence it is. */
export function encodeEvidence({ a, b, totalPower, power, time }: DuplicateVote): Uint8Array {
  return new Proto(1024)
    .message(1, encodeVote(a))
    .message(2, encodeVote(b))
    .int(3, totalPower)
    .int(4, power)
    .time(5, time)
    .end()
}

/** What a double sign is proved by, once both signatures are its validator's. */
export interface DoubleSign {
  /** The validator's consensus address. */
  readonly validator: Hex
  readonly height: number
  readonly round: number
}

/**
 * Proves that the holder of a key voted twice. The key is that of the address in the votes, wherever it came from.
 * @throws Rejected `REJECTED_COMET_EVIDENCE`
 */
export function verifyDuplicateVote(chainId: string, { a, b }: DuplicateVote, key: Uint8Array): DoubleSign {
  const validator = toHex(consensusAddress(key))
  const refuse = (what: string) =>
    new Rejected('REJECTED_COMET_EVIDENCE', `${validator} did not sign twice: ${what}`)
  if (toHex(a.validator) !== validator || toHex(b.validator) !== validator)
    throw refuse('the votes are those of another validator')
  if (a.height !== b.height || a.round !== b.round || a.type !== b.type)
    throw refuse('the votes are not of one height, round and kind')
  if (isSameBlockId(a.blockId, b.blockId)) throw refuse('both votes are for the same block')
  const prepared = toKey(key)
  for (const vote of [a, b])
    if (!isSignedBy(prepared, signBytes(chainId, toBallot(vote), vote.time), vote.signature))
      throw refuse('a signature is not its own')
  return { validator, height: a.height, round: a.round }
}

// A vote for no block has an empty name, which is not written.
function toBallot(vote: Vote): Ballot {
  return { ...vote, blockId: vote.blockId.hash.length ? vote.blockId : null }
}

function readVote(vote: RpcObject): Vote {
  return {
    type: read.integer(vote, 'type'),
    height: read.integer(vote, 'height'),
    round: read.integer(vote, 'round'),
    blockId: readBlockId(vote, 'block_id'),
    time: read.time(vote, 'timestamp'),
    validator: read.hex(vote, 'validator_address', 20),
    index: read.integer(vote, 'validator_index'),
    signature: read.base64(vote, 'signature'),
    extension: read.base64(vote, 'extension'),
    extensionSignature: read.base64(vote, 'extension_signature'),
  }
}

function encodeVote(vote: Vote): Uint8Array {
  return new Proto(512)
    .int(1, vote.type)
    .int(2, vote.height)
    .int(3, vote.round)
    .message(4, encodeBlockId(vote.blockId))
    .time(5, vote.time)
    .bytes(6, vote.validator)
    .int(7, vote.index)
    .bytes(8, vote.signature)
    .bytes(9, vote.extension)
    .bytes(10, vote.extensionSignature)
    .end()
}
