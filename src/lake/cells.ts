// Format: docs/formats/lake.md, section 2.

/** Widths of the cells, in blocks. */
export const GRID: readonly number[] = [10_000, 100_000, 1_000_000]

interface Range {
  readonly from: number
  readonly to: number
}

/**
 * The next cell to write; undefined: none is whole. `live`: the cells that hold, ascending from block 0; `final`: the newest
 * final block. Which cells hold in the end does not depend on when this was asked.
 */
export function findNextCell(
  grid: readonly number[],
  live: readonly Range[],
  final: number,
): Range | undefined {
  const next = (live.at(-1)?.to ?? -1) + 1
  for (const width of grid.toSorted((a, b) => b - a)) {
    const from = next - (next % width)
    const to = from + width - 1
    if (to <= final && (from === next || live.some((each) => each.from === from))) return { from, to }
  }
  return undefined
}
