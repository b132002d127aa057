import { encodeSignature, VOTE } from './commit.ts'
import { Proto } from './proto.ts'
import { type Time, time } from './read.ts'
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
const [OPEN, CLOSE, COMMA, ZERO, ONE, QUOTE] = [0x5b, 0x5d, 0x2c, 0x30, 0x31, 0x22]
const NOTHING = new Uint8Array()
const NO_TIME = time({ at: '0001-01-01T00:00:00Z' }, 'at')

/**
 * Every list of votes in a JSON text that is written as CometBFT writes it. Whether it is the list of a commit its place must tell.
 * @throws MalformedEvidence `MALFORMED_RPC` for a time that is none
 */
export function findVotes(text: Buffer): VotesText[] {
  const found: VotesText[] = []
  for (let key = text.indexOf(KEY); key >= 0; ) {
    const from = key + KEY.length
    const votes = readVotes(text, from)
    if (votes) found.push(votes)
    key = text.indexOf(KEY, votes?.to ?? from)
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
    if (text[at + FLAG.length] === ONE) {
      at = after(text, at, ABSENT)
      absent.push(encoded.length)
      encoded.push(encodeSignature(proto, NO_VOTE))
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
  let end = begin
  while (text[end] !== QUOTE && end - begin <= LONGEST_TIME) end++
  at = after(text, end, SIGNATURE)
  if (at < 0 || !readBase64(text, at, signature)) return -1
  encoded.push(
    encodeSignature(proto, {
      flag,
      validator: address,
      time: timeAt(text, begin, end),
      signature,
    }),
  )
  return after(text, at + LETTERS, END)
}

/** `2026-01-01T00:00:00.` */
const SECOND = 20
const ZONE = 0x5a
let newest = { text: Buffer.from('none'), seconds: 0 }

/** A time as {@link time} reads it. The votes of a commit are of one second or two, and to read a date is slow. */
function timeAt(text: Buffer, from: number, to: number): Time {
  if (after(text, from, newest.text) === from + SECOND && text[to - 1] === ZONE) {
    const nanos = readFraction(text, from + SECOND, to - 1)
    if (nanos !== undefined) return { seconds: newest.seconds, nanos }
  }
  const read = time({ timestamp: text.toString('latin1', from, to) }, 'timestamp')
  if (to - from > SECOND)
    newest = { text: Buffer.from(text.subarray(from, from + SECOND)), seconds: read.seconds }
  return read
}

function readFraction(text: Buffer, from: number, to: number): number | undefined {
  if (to - from < 1 || to - from > 9) return undefined
  let nanos = 0
  for (let at = from; at < to; at++) {
    const digit = (text[at] as number) - ZERO
    if (digit < 0 || digit > 9) return undefined
    nanos = 10 * nanos + digit
  }
  return nanos * (TENS[to - from] as number)
}

const TENS = Array.from({ length: 10 }, (_, digits) => 10 ** (9 - digits))
