import type { ParquetType, SchemaElement } from 'hyparquet'
import type { LakeColumn, LakeType } from './columns.ts'
import type { ColumnValues } from './page.ts'
import { BytesValues } from './page-bytes.ts'
import { IntegerValues } from './page-integers.ts'
import { BooleanValues, ListValues, WordValues } from './page-others.ts'

/** One column of the file, of the rows' value `at`. */
export interface Leaf {
  readonly at: number
  /** Its part of the file's schema: itself, then what it is made of. */
  readonly elements: readonly SchemaElement[]
  readonly path: readonly string[]
  readonly type: ParquetType
  /** Begins to collect values of groups of at most so many rows. */
  readonly open: (mostRows: number) => ColumnValues
}

/** How readers of one node, or of some blocks, find what they can leave out. */
const FOUND_BY = new Set(['node', 'block_number', 'block_time'])

/** The columns of a part's file. */
export function listLeaves(columns: readonly LakeColumn[]): Leaf[] {
  return columns.flatMap(({ name, type }, at): Leaf[] => {
    const bounds = FOUND_BY.has(name)
    const leaf = (
      element: Omit<SchemaElement, 'name'> & { readonly type: ParquetType },
      open: Leaf['open'],
      leafName = name,
    ): Leaf => ({
      at,
      elements: [{ name: leafName, repetition_type: 'OPTIONAL', ...element }],
      path: [leafName],
      type: element.type,
      open,
    })
    const bytes: Leaf['open'] = (rows) => new BytesValues(rows, { bounds })
    const integers: Leaf['open'] = (rows) => new IntegerValues(rows, { bounds })
    const leaves: { readonly [T in LakeType]: () => Leaf[] } = {
      bytes: () => [leaf({ type: 'BYTE_ARRAY' }, bytes)],
      list: () => [
        {
          at,
          elements: listOf(name),
          path: [name, 'list', 'element'],
          type: 'BYTE_ARRAY',
          open: () => new ListValues(),
        },
      ],
      boolean: () => [leaf({ type: 'BOOLEAN' }, (rows) => new BooleanValues(rows))],
      integer: () => [leaf({ type: 'INT64' }, integers)],
      time: () => [leaf(TIME, integers)],
      amount: () => [leaf(TEXT, bytes), leaf(WORD, (rows) => new WordValues(rows), toWordName(name))],
      text: () => [leaf(TEXT, bytes)],
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

function listOf(name: string): SchemaElement[] {
  return [
    { name, repetition_type: 'OPTIONAL', converted_type: 'LIST', num_children: 1 },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    { name: 'element', repetition_type: 'REQUIRED', type: 'BYTE_ARRAY' },
  ]
}
