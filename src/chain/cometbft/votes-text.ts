import { encodeSignature, VOTE } from './commit.ts'
import { Proto } from './proto.ts'
import { time } from './read.ts'

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
  if (at < 0 || !readHex(text, at)) return -1
  const begin = after(text, at + 2 * address.length, TIMESTAMP)
  if (begin < 0) return -1
  const end = text.indexOf(QUOTE, begin)
  if (end < 0 || end - begin > LONGEST_TIME) return -1
  at = after(text, end, SIGNATURE)
  if (at < 0 || !readBase64(text, at)) return -1
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

/** The place behind these bytes; −1 where they do not stand. */
function after(text: Buffer, at: number, bytes: Buffer): number {
  for (let index = 0; index < bytes.length; index++) if (text[at + index] !== bytes[index]) return -1
  return at + bytes.length
}

const HEX = toTable('0123456789abcdef')
for (const [value, letter] of [...'ABCDEF'].entries()) HEX[letter.charCodeAt(0)] = 10 + value

function readHex(text: Buffer, from: number): boolean {
  let seen = 0
  for (let to = 0, at = from; to < address.length; to++, at += 2) {
    const high = HEX[text[at] as number] as number
    const low = HEX[text[at + 1] as number] as number
    seen |= high | low
    address[to] = (high << 4) | low
  }
  return seen >= 0
}

const BASE64 = toTable('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/')
/** Of 64 bytes, without the two of padding. */
const LETTERS = 86

function readBase64(text: Buffer, from: number): boolean {
  let seen = 0
  let to = 0
  const last = from + LETTERS - 2
  for (let at = from; at < last; at += 4) {
    const a = BASE64[text[at] as number] as number
    const b = BASE64[text[at + 1] as number] as number
    const c = BASE64[text[at + 2] as number] as number
    const d = BASE64[text[at + 3] as number] as number
    seen |= a | b | c | d
    signature[to++] = (a << 2) | (b >> 4)
    signature[to++] = (b << 4) | (c >> 2)
    signature[to++] = (c << 6) | d
  }
  const a = BASE64[text[last] as number] as number
  const b = BASE64[text[last + 1] as number] as number
  signature[to] = (a << 2) | (b >> 4)
  // Two texts must not be the same bytes: nothing is left over of the last letter.
  return (seen | a | b) >= 0 && (b & 0b1111) === 0
}

/** By the code of a letter; of what is none every bit is set. */
function toTable(letters: string): Int8Array {
  const table = new Int8Array(256).fill(-1)
  for (const [value, letter] of [...letters].entries()) table[letter.charCodeAt(0)] = value
  return table
}
