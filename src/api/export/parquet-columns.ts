import type { ParquetWriter } from 'hyparquet-writer'
import type { Column } from './column.ts'

type Element = ConstructorParameters<typeof ParquetWriter>[0]['schema'][number]
type ToCell = (value: unknown) => unknown

/** One column of the file, made of the values of the export's column `at`. */
export interface Leaf {
  readonly name: string
  readonly at: number
  /** Its part of the file's schema: itself, then what it is made of. */
  readonly elements: readonly Element[]
  /** The cell of a value that is not null; undefined: null. */
  readonly toCell: ToCell
}

// Postgres' int8, int2, int4.
const INTEGERS = new Set([20, 21, 23])
// Digits of the widest decimal that readers of Parquet have, and of those behind the point of one that is no whole number.
const DIGITS = 38
const PLACES = 18

/**
 * How a column stands in Parquet: INT64, BOOLEAN, TIMESTAMP (microseconds, UTC), DATE, UTF8, LIST of UTF8, and for numbers that
 * may be of any size DECIMAL(38, 0) or, with a point, DECIMAL(38, 18). A decimal cell is null where it cannot hold the value
 * exactly; the column `<name>Text` next to it always has the exact text. `type` is Postgres' own, where there is one: a whole
 * number that it keeps in 64 bits is an INT64.
 */
export function leavesOf({ name, kind }: Column, at: number, type?: number): Leaf[] {
  const leaf = (element: Omit<Element, 'name'>, toCell: ToCell): Leaf => ({
    name,
    at,
    elements: [{ name, repetition_type: 'OPTIONAL', ...element }],
    toCell,
  })
  switch (kind) {
    case 'integer':
      return [leaf(INT64, toInteger)]
    case 'boolean':
      return [leaf({ type: 'BOOLEAN' }, (value) => value === true || value === 't')]
    case 'time':
      return [leaf(TIME, toMicroseconds)]
    case 'date':
      return [leaf({ type: 'INT32', converted_type: 'DATE', logical_type: { type: 'DATE' } }, toDays)]
    case 'list':
      return [{ name, at, elements: listOf(name), toCell: (value) => value }]
    case 'number':
      if (type !== undefined && INTEGERS.has(type)) return [leaf(INT64, toInteger)]
      return [leaf(decimal(0), (value) => toUnscaled(String(value), 0)), textBeside(name, at)]
    case 'decimal':
      return [leaf(decimal(PLACES), (value) => toUnscaled(String(value), PLACES)), textBeside(name, at)]
    default:
      return [leaf(TEXT, (value) => (typeof value === 'string' ? value : JSON.stringify(value)))]
  }
}

const INT64 = { type: 'INT64' } as const
const TEXT = { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } } as const
const TIME = {
  type: 'INT64',
  converted_type: 'TIMESTAMP_MICROS',
  logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MICROS' },
} as const

function decimal(scale: number): Omit<Element, 'name'> {
  return {
    type: 'FIXED_LEN_BYTE_ARRAY',
    type_length: 16,
    converted_type: 'DECIMAL',
    precision: DIGITS,
    scale,
    logical_type: { type: 'DECIMAL', precision: DIGITS, scale },
  }
}

function listOf(name: string): Element[] {
  return [
    { name, repetition_type: 'OPTIONAL', converted_type: 'LIST', num_children: 1 },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    { name: 'element', repetition_type: 'OPTIONAL', ...TEXT },
  ]
}

function textBeside(name: string, at: number): Leaf {
  const beside = `${name}Text`
  return {
    name: beside,
    at,
    elements: [{ name: beside, repetition_type: 'OPTIONAL', ...TEXT }],
    toCell: String,
  }
}

function toInteger(value: unknown): bigint {
  return BigInt(String(value))
}

// As the database counts them, or as the API writes a moment.
function toMicroseconds(value: unknown): bigint {
  const text = String(value)
  if (/^-?\d+$/.test(text)) return BigInt(text)
  return BigInt(Date.parse(`${text.slice(0, 23)}Z`)) * 1000n + BigInt(text.slice(23, 26))
}

function toDays(value: unknown): number {
  const text = String(value)
  return /^-?\d+$/.test(text) ? Number(text) : Date.parse(`${text}T00:00:00Z`) / 86_400_000
}

/** The value without its point, `scale` places behind it; undefined where 38 digits do not hold it exactly. */
export function toUnscaled(text: string, scale: number): bigint | undefined {
  const [, sign, whole = '', rest = ''] = /^(-?)(\d+)(?:\.(\d*))?$/.exec(text) ?? []
  if (sign === undefined) return undefined
  const places = rest.replace(/0+$/, '')
  const digits = (whole + places.padEnd(scale, '0')).replace(/^0+/, '')
  if (places.length > scale || digits.length > DIGITS) return undefined
  return BigInt(`${sign}${digits || '0'}`)
}
