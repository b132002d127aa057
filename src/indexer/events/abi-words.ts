import { type Hash32, type Hex, toBytes } from '../../claim/hex.ts'
import { findText, textOf } from '../../claim/text.ts'

const WORD = /^(address|bool|bytes([1-9]|[12]\d|3[0-2])|u?int(8|16|32|40|48|64|128|160|256))$/
const ZERO = /^0x0*$/

/** Whether a Solidity type fills exactly one word. */
export function isWord(type: string): boolean {
  return WORD.test(type)
}

/**
 * Reads one ABI word (64 hexadecimal digits) of a type that {@link isWord} as viem would give it: numbers up to 48 bits
 * as `number`, beyond as `bigint`. The reader throws RangeError when unused bits are set: no compiler writes that.
 */
export type WordReader = (word: string) => string | number | bigint | boolean

export function createWordReader(type: string): WordReader {
  const read = readerOf(type)
  return (word) => {
    if (word.length !== 64) throw new RangeError(`${word.length / 2} bytes left, expected 32`)
    return read(word)
  }
}

function readerOf(type: string): WordReader {
  if (type === 'bytes32') return (word) => `0x${word}`
  if (type === 'uint256') return (word) => BigInt(`0x${word}`)
  if (type === 'address') return (word) => `0x${unused(word, 0, 24).slice(24)}`
  if (type === 'bool') return (word) => (unused(word, 0, 63)[63] === '0' ? false : one(word))
  if (type.startsWith('bytes')) {
    const digits = 2 * Number(type.slice(5))
    return (word) => `0x${unused(word, digits, 64).slice(0, digits)}`
  }
  const bits = Number(type.replace(/\D+/, ''))
  if (type.startsWith('int')) return (word) => readSigned(type, bits, word)
  return (word) => {
    const value = BigInt(`0x${word}`)
    if (value >> BigInt(bits) !== 0n) throw new RangeError(`not a ${type}: 0x${word}`)
    return bits <= 48 ? Number(value) : value
  }
}

function readSigned(type: string, bits: number, word: string): number | bigint {
  const value = BigInt.asIntN(256, BigInt(`0x${word}`))
  if (BigInt.asIntN(bits, value) !== value) throw new RangeError(`not a ${type}: 0x${word}`)
  return bits <= 48 ? Number(value) : value
}

const ZEROS = '0'.repeat(64)

function unused(word: string, from: number, to: number): string {
  if (!word.startsWith(ZEROS.slice(from, to), from)) throw new RangeError(`unused bits are set in 0x${word}`)
  return word
}

function one(word: string): true {
  if (word[63] !== '1') throw new RangeError(`not a truth value: 0x${word}`)
  return true
}

/** UTF-8; what is not becomes U+FFFD, and so does NUL, which Postgres cannot hold. */
export function decodeText(hex: string): string {
  return Buffer.from(hex, 'hex').toString('utf8').replaceAll('\0', '\ufffd')
}

/** {@link textOf} for bytes as a log has them. */
export function toText(bytes: Hex): string {
  return textOf(toBytes(bytes))
}

/** A word of IAssayV1: UTF-8 padded with zeros; all zero is null; anything else stays hexadecimal. */
export function toReason(word: Hex): string | null {
  const bytes = Buffer.from(word.slice(2).replace(/(00)+$/, ''), 'hex')
  if (bytes.length === 0) return null
  return findText(bytes) ?? word
}

/** Where an interface says "zero when there is none". */
export function unlessZero<T extends Hex>(value: T): T | null {
  return ZERO.test(value) ? null : value
}

/** The chain's own coin, where a token's address is wanted. */
export const OWN_COIN = `0x${'00'.repeat(20)}` as Hex
export const ZERO_HASH = `0x${'00'.repeat(32)}` as Hash32
