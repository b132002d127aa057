import { MalformedEvidence } from '../claim/errors.ts'
import type { LakeColumn, LakeRow, LakeType, LakeValue } from './columns.ts'
import { toWordName } from './part-columns.ts'

/** A row of a part's file, of its cells in the order of the file's columns. @throws MalformedEvidence `LAKE_INVALID` */
export function toRow(cells: readonly unknown[], columns: readonly LakeColumn[]): LakeRow {
  let next = 0
  return columns.map(({ name, type }) => {
    const cell = cells[next++]
    const value = cell === null || cell === undefined ? null : READERS[type](cell)
    if (type === 'amount') assertWord(name, value as string | null, cells[next++])
    return value
  })
}

const UINT = 1n << 256n

/** Both columns of an amount say the same. */
function assertWord(name: string, digits: string | null, word: unknown): void {
  if (digits === null && (word === null || word === undefined)) return
  const value = digits === null ? undefined : BigInt(digits)
  if (word instanceof Uint8Array && value !== undefined) {
    const held = BigInt(`0x${Buffer.from(word).toString('hex')}`)
    if (word.length === 32 && held === BigInt.asUintN(256, value) && value < UINT && value >= -(UINT / 2n))
      return
  } else if (value !== undefined && (value >= UINT || value < -(UINT / 2n))) return
  throw invalid(`${toWordName(name)} is not the number in ${name}`)
}

type Reader = (cell: unknown) => Exclude<LakeValue, null>

const READERS: { readonly [T in LakeType]: Reader } = {
  bytes: toBytes,
  list: (cell) => {
    if (!Array.isArray(cell)) throw invalid('a list is none')
    return cell.map(toBytes)
  },
  text: toText,
  amount: (cell) => {
    const digits = toText(cell)
    if (!/^(0|-?[1-9]\d{0,77})$/.test(digits)) throw invalid('an amount is no number')
    return digits
  },
  boolean: (cell) => cell === true,
  integer: (cell) => String(cell),
  time: (cell) => String(cell),
}

function toBytes(cell: unknown): Uint8Array {
  if (cell instanceof Uint8Array) return cell
  throw invalid('bytes are none')
}

function toText(cell: unknown): string {
  if (typeof cell === 'string') return cell
  throw invalid('a text is none')
}

/** What is no part of a lake. */
export function invalid(message: string, cause?: unknown): MalformedEvidence {
  return new MalformedEvidence('LAKE_INVALID', `not a part of a lake: ${message}`, 'unknown', { cause })
}
