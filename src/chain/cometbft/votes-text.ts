import { encodeSignature, VOTE } from './commit.ts'
import { Proto } from './proto.ts'
import { time } from './read.ts'
import { after, readBase64, readHex } from './text.ts'

// A commit of a hundred validators is nine tenths of a block's answer. Its votes stand there in one form, which is read here from the bytes
// straight into their encoding, without a text and an object of each. What is written in any other way is left to the reader of JSON.

/** Votes that stand in a text: `[…]` from `from` to `to`. */
export interface VotesText {
  readonly from: number
  readonly to: number
  /** As by {@link encodeSignatures}. */
  readonly encoded: readonly Uint8Array[]
  /** Places without a vote. */
  readonly absent: readonly number[]
}

const KEY = Buffer.from('"signatures":')
const ABSENT = Buffer.from(
  '{"block_id_flag":1,"validator_address":"","timestamp":"0001-01-01T00:00:00Z","signature":null}',
)
const FLAG = Buffer.from('{"block_id_flag":')
const ADDRESS = Buffer.from(',"validator_address":"')
const TIMESTAMP = Buffer.from('","timestamp":"')
const SIGNATURE = Buffer.from('","signature":"')
const END = Buffer.from('=="}')
/** Of a signature of 64 bytes in base64, without its padding. */
const LETTERS = 86
/** `2026-01-01T00:00:00.123456789Z` */
const LONGEST_TIME = 30
const [OPEN, CLOSE, COMMA, ZERO, QUOTE] = [0x5b, 0x5d, 0x2c, 0x30, 0x22]
const NOTHING = new Uint8Array()
const NO_TIME = time({ at: '0001-01-01T00:00:00Z' }, 'at')

/**
 * Every list of votes in a JSON text that is written as CometBFT writes it. Whether it is the list of a commit its place must tell.
 * @throws MalformedEvidence `MALFORMED_RPC` for a time that is none
 */
export function findVotes(text: Buffer): VotesText[] {
  const found: VotesText[] = []
  for (let key = text.indexOf(KEY); key >= 0; key = text.indexOf(KEY, key + KEY.length)) {
    const votes = readVotes(text, key + KEY.length)
    if (votes) found.push(votes)
  }
  return found
}

function readVotes(text: Buffer, from: number): VotesText | undefined {
  if (text[from] !== OPEN || text[from + 1] === CLOSE) return undefined
  const encoded: Uint8Array[] = []
  const absent: number[] = []
  const proto = new Proto(1 << 14)
  let at = from
  do {
    at++
    const end = after(text, at, ABSENT)
    if (end >= 0) {
      absent.push(encoded.length)
      encoded.push(encodeSignature(proto, NO_VOTE))
      at = end
    } else at = readVote(text, at, proto, encoded)
    if (at < 0) return undefined
  } while (text[at] === COMMA)
  return text[at] === CLOSE ? { from, to: at + 1, encoded, absent } : undefined
}

const NO_VOTE = { flag: VOTE.absent, validator: NOTHING, time: NO_TIME, signature: NOTHING }
const address = new Uint8Array(20)
const signature = new Uint8Array(64)

/** Where the vote that begins at `from` ends; −1 where there is none of this form. */
function readVote(text: Buffer, from: number, proto: Proto, encoded: Uint8Array[]): number {
  let at = after(text, from, FLAG)
  if (at < 0) return -1
  const flag = (text[at] as number) - ZERO
  if (flag !== VOTE.commit && flag !== VOTE.nil) return -1
  at = after(text, at + 1, ADDRESS)
  if (at < 0 || !readHex(text, at, address)) return -1
  const begin = after(text, at + 2 * address.length, TIMESTAMP)
  if (begin < 0) return -1
  const end = text.indexOf(QUOTE, begin)
  if (end < 0 || end - begin > LONGEST_TIME) return -1
  at = after(text, end, SIGNATURE)
  if (at < 0 || !readBase64(text, at, signature)) return -1
  encoded.push(
    encodeSignature(proto, {
      flag,
      validator: address,
      time: time({ timestamp: text.toString('latin1', begin, end) }, 'timestamp'),
      signature,
    }),
  )
  return after(text, at + LETTERS, END)
}
