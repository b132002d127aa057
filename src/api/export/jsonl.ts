import type { Batch, Column } from './column.ts'

/** The rows as JSON objects, one a line. */
export async function* jsonLines(
  columns: readonly Column[],
  batches: AsyncIterable<Batch> | Iterable<Batch>,
): AsyncGenerator<Buffer> {
  const names = columns.map((column) => column.name)
  for await (const { rows } of batches) {
    if (!rows.length) continue
    const lines = rows.map((row) =>
      JSON.stringify(Object.fromEntries(names.map((name, at) => [name, row[at] ?? null]))),
    )
    yield Buffer.from(`${lines.join('\n')}\n`)
  }
}
