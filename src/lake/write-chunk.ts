import { constants, zstdCompressSync } from 'node:zlib'
import type { ColumnChunk, Encoding, ParquetType } from 'hyparquet'
import { ByteWriter } from 'hyparquet-writer'
import { writePageHeader } from 'hyparquet-writer/src/datapage.js'
import { writeRleBitPackedHybrid } from 'hyparquet-writer/src/encoding.js'
import type { Page } from './page.ts'

const LEVEL = 3

/** Which column of a file a page is of. */
export interface ChunkPlace {
  readonly path: readonly string[]
  readonly type: ParquetType
}

/** Writes a column's values of a group of rows, and returns what the file's end says of them. */
export function writeChunk(file: ByteWriter, { path, type }: ChunkPlace, page: Page): ColumnChunk {
  const start = file.offset
  let unpacked = 0
  if (page.dictionary) unpacked += writeDictionary(file, page.dictionary)
  const dataStart = file.offset
  unpacked += writeData(file, page)
  const encodings: Encoding[] = page.dictionary ? ['PLAIN', page.encoding] : [page.encoding]
  return {
    file_offset: BigInt(start),
    meta_data: {
      type,
      encodings,
      path_in_schema: [...path],
      codec: 'ZSTD',
      num_values: BigInt(page.definition.length),
      total_compressed_size: BigInt(file.offset - start),
      total_uncompressed_size: BigInt(unpacked),
      data_page_offset: BigInt(dataStart),
      ...(page.dictionary ? { dictionary_page_offset: BigInt(start) } : {}),
      ...(page.bounds
        ? {
            statistics: {
              min_value: page.bounds.least,
              max_value: page.bounds.greatest,
              null_count: BigInt(page.nulls),
            },
          }
        : {}),
    },
  }
}

function writeDictionary(file: ByteWriter, { size, values }: NonNullable<Page['dictionary']>): number {
  const packed = compress(values)
  const start = file.offset
  writePageHeader(file, {
    type: 'DICTIONARY_PAGE',
    uncompressed_page_size: values.length,
    compressed_page_size: packed.length,
    dictionary_page_header: { num_values: size, encoding: 'PLAIN' },
  })
  const header = file.offset - start
  file.appendBytes(packed)
  return header + values.length
}

function writeData(file: ByteWriter, page: Page): number {
  const levels = new ByteWriter()
  const repetition = page.repetition ? writeRleBitPackedHybrid(levels, page.repetition, 1) : 0
  const definition = writeRleBitPackedHybrid(levels, page.definition, page.mostDefined)
  const packed = compress(page.values)
  const start = file.offset
  writePageHeader(file, {
    type: 'DATA_PAGE_V2',
    uncompressed_page_size: levels.offset + page.values.length,
    compressed_page_size: levels.offset + packed.length,
    data_page_header_v2: {
      num_values: page.definition.length,
      num_nulls: page.nulls,
      num_rows: page.rows,
      encoding: page.encoding,
      definition_levels_byte_length: definition,
      repetition_levels_byte_length: repetition,
      is_compressed: true,
    },
  })
  const header = file.offset - start
  file.appendBytes(levels.getBytes())
  file.appendBytes(packed)
  return header + levels.offset + page.values.length
}

function compress(bytes: Uint8Array): Uint8Array {
  return zstdCompressSync(bytes, { params: { [constants.ZSTD_c_compressionLevel]: LEVEL } })
}
