import { expect, test } from 'vitest'
import { toBatches } from '../../../src/lake/clickhouse/load-entries.ts'
import type { NamedEntry } from '../../../src/lake/manifest.ts'

const entryOf = (rows: number) =>
  ({
    name: `entry of ${rows}`,
    entry: { kinds: [{ kind: 'fee', rows, rowsSum: '' }] },
  }) as unknown as NamedEntry
const rowsOf = (batches: Iterable<readonly NamedEntry[]>) =>
  [...batches].map((batch) => batch.map(({ entry }) => entry.kinds[0]?.rows))

test('entries are loaded in batches of fifty and of two million facts, in their order, and a larger one alone', () => {
  expect(rowsOf(toBatches([]))).toEqual([])
  expect(rowsOf(toBatches([1, 2, 1_999_997, 1, 5_000_000, 3].map(entryOf)))).toEqual([
    [1, 2, 1_999_997],
    [1],
    [5_000_000],
    [3],
  ])
  const many = Array.from({ length: 120 }, () => entryOf(7))
  expect(rowsOf(toBatches(many)).map(({ length }) => length)).toEqual([50, 50, 20])
})
