import type { ParquetWriter } from 'hyparquet-writer'
import type { LakeColumn, LakeType, LakeValue } from './columns.ts'
import { toWord } from './word.ts'

type Options = ConstructorParameters<typeof ParquetWriter>[0]
type Element = Options['schema'][number]
type ColumnSource = Parameters<ParquetWriter['write']>[0]['columnData'][number]

/** One column of the file, of the rows' value `at`. */
export interface Leaf {
  readonly name: string
  readonly at: number
  /** Its part of the file's schema: itself, then what it is made of. */
  readonly elements: readonly Element[]
  /** The cell of a value that is not null; undefined: null. */
  readonly toCell: (value: Exclude<LakeValue, null>) => unknown
  readonly how: Pick<ColumnSource, 'encoding' | 'statistics'>
}

/** How readers of one node, or of some blocks, find what they can leave out. */
const FOUND_BY = new Set(['node', 'block_number', 'block_time'])

/** The columns of a part's file. */
export function listLeaves(columns: readonly LakeColumn[]): Leaf[] {
  return columns.flatMap(({ name, type }, at): Leaf[] => {
    const statistics = FOUND_BY.has(name)
    const leaf = (element: Omit<Element, 'name'>, toCell: Leaf['toCell'], leafName = name): Leaf => ({
      name: leafName,
      at,
      elements: [{ name: leafName, repetition_type: 'OPTIONAL', ...element }],
      toCell,
      // Whole numbers of neighbours are near each other.
      how: { statistics, ...(element.type === 'INT64' ? { encoding: 'DELTA_BINARY_PACKED' } : {}) },
    })
    const leaves: { readonly [T in LakeType]: () => Leaf[] } = {
      bytes: () => [leaf({ type: 'BYTE_ARRAY' }, same)],
      list: () => [{ ...leaf({}, same), elements: listOf(name) }],
      boolean: () => [leaf({ type: 'BOOLEAN' }, same)],
      integer: () => [leaf({ type: 'INT64' }, toInteger)],
      time: () => [leaf(TIME, toInteger)],
      amount: () => [leaf(TEXT, same), leaf(WORD, (digits) => toWord(digits as string), toWordName(name))],
      text: () => [leaf(TEXT, same)],
    }
    return leaves[type]()
  })
}

/** The column that holds an amount's 32 bytes. */
export function toWordName(name: string): string {
  return `${name}_256`
}

const TEXT = { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } } as const
const WORD = { type: 'FIXED_LEN_BYTE_ARRAY', type_length: 32 } as const
const TIME = {
  type: 'INT64',
  converted_type: 'TIMESTAMP_MICROS',
  logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MICROS' },
} as const

function listOf(name: string): Element[] {
  return [
    { name, repetition_type: 'OPTIONAL', converted_type: 'LIST', num_children: 1 },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    { name: 'element', repetition_type: 'REQUIRED', type: 'BYTE_ARRAY' },
  ]
}

const same = (value: unknown) => value
const toInteger = (digits: unknown) => BigInt(digits as string)
