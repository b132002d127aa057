import { zstdDecompressSync } from 'node:zlib'
import { type FileMetaData, parquetMetadata, parquetRead } from 'hyparquet'
import { z } from 'zod'
import type { LakeColumn, LakeRow } from './columns.ts'
import { listLeaves } from './part-columns.ts'
import { invalid, toRow } from './read-cells.ts'

/** The most that a page may unpack to: what a writer of the format makes is far below. */
const MAX_PAGE = 256 << 20

const TYPES = ['bytes', 'list', 'text', 'boolean', 'integer', 'amount', 'time'] as const
const Columns = z.array(z.tuple([z.string().regex(/^[a-z][a-z0-9_]*$/), z.enum(TYPES)])).max(200)

/** A part as its file says it: nothing is believed beyond its form. */
export interface OpenPart {
  readonly kind: string
  readonly columns: readonly LakeColumn[]
  readonly rowCount: number
  /** The rows in batches, each a group of the file. @throws MalformedEvidence `LAKE_INVALID` */
  batches(): AsyncGenerator<LakeRow[]>
}

/**
 * Opens a stranger's part.
 * @throws MalformedEvidence `LAKE_INVALID`
 */
export function openPart(file: Uint8Array): OpenPart {
  const buffer = ownBuffer(file)
  const metadata = parsing(() => parquetMetadata(buffer))
  const keys = new Map(metadata.key_value_metadata?.map(({ key, value }) => [key, value]))
  const kind = keys.get('assay.kind')
  const columns = parsing(() => Columns.parse(JSON.parse(keys.get('assay.columns') ?? ''))).map(
    ([name, type]): LakeColumn => ({ name, type }),
  )
  if (kind === undefined) throw invalid('its metadata names no kind')
  assertSchema(metadata, columns)
  return {
    kind,
    columns,
    rowCount: Number(metadata.num_rows),
    batches: () => readGroups(buffer, metadata, columns),
  }
}

/** What the library reads: a part is large, and a file that was read has a buffer of its own. */
function ownBuffer({ buffer, byteOffset, byteLength }: Uint8Array): ArrayBuffer {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) return buffer
  return buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer
}

/** The file has the columns that its metadata says, in the types of the format. */
function assertSchema({ schema }: FileMetaData, columns: readonly LakeColumn[]): void {
  const wanted = listLeaves(columns).flatMap(({ elements }) => elements)
  const found = schema.slice(1)
  const isSame = (at: number) => {
    const [one, other] = [wanted[at], found[at]]
    return (
      one?.name === other?.name &&
      one?.type === other?.type &&
      one?.type_length === other?.type_length &&
      one?.converted_type === other?.converted_type
    )
  }
  const wrong = wanted.findIndex((_, at) => !isSame(at))
  if (found.length !== wanted.length || wrong >= 0)
    throw invalid(`column ${wanted[wrong]?.name ?? wanted.length} does not stand as its type says`)
}

async function* readGroups(
  file: ArrayBuffer,
  metadata: FileMetaData,
  columns: readonly LakeColumn[],
): AsyncGenerator<LakeRow[]> {
  let rowStart = 0
  for (const group of metadata.row_groups) {
    const rowEnd = rowStart + Number(group.num_rows)
    let cells: unknown[][] = []
    try {
      await parquetRead({
        file,
        metadata,
        rowStart,
        rowEnd,
        utf8: false,
        compressors: { ZSTD: decompress },
        parsers: { timestampFromMicroseconds: (micros) => micros },
        onComplete: (rows) => {
          cells = rows
        },
      })
    } catch (cause) {
      throw invalid(`a group of its rows does not unpack: ${wordsOf(cause)}`, cause)
    }
    yield cells.map((row) => toRow(row, columns))
    rowStart = rowEnd
  }
}

function decompress(bytes: Uint8Array, length: number): Uint8Array {
  // A page of nulls alone holds nothing.
  if (length === 0) return new Uint8Array()
  return zstdDecompressSync(bytes, { maxOutputLength: Math.min(length, MAX_PAGE) })
}

// What a library makes of a stranger's bytes is his doing.
function parsing<T>(parse: () => T): T {
  try {
    return parse()
  } catch (cause) {
    throw invalid(wordsOf(cause), cause)
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
