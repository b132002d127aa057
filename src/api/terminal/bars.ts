import { toPercent } from '../economics/answer/sentence.ts'

const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉']
const WIDTH = 32

/** A line of a chart: a share from 0 to 1 as decimal text. */
export interface Bar {
  readonly label: string
  readonly share: string
}

/** A chart of shares, one line each, in eighths of a block character; the share itself stands behind its bar. */
export function toBars(bars: readonly Bar[]): string {
  const widest = Math.max(...bars.map(({ label }) => label.length))
  return bars
    .map(({ label, share }) => {
      const eighths = Math.round(Math.min(Math.max(Number(share), 0), 1) * WIDTH * 8)
      const bar = '█'.repeat(Math.floor(eighths / 8)) + (EIGHTHS[eighths % 8] ?? '')
      return `  ${label.padStart(widest)} │${bar.padEnd(WIDTH, '·')}│ ${toPercent(share)}\n`
    })
    .join('')
}

/** A table with columns as wide as their longest cell; the last one is not filled up. */
export function toTable(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)))
  return rows
    .map((row) => `  ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')}`.trimEnd())
    .map((line) => `${line}\n`)
    .join('')
}
