import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { renderScenes } from './report.ts'
import type { Scene } from './samples.ts'

/** What the bench wrote last about each chain; docs/performance.md shows it. */
const FIGURES = join(import.meta.dirname, 'figures.json')
export const PAGE = join(import.meta.dirname, '../../docs/performance.md')

export function readFigures(): Scene[] {
  return JSON.parse(readFileSync(FIGURES, 'utf8')) as Scene[]
}

/** Keeps the scenes' figures in place of older ones of the same chains, and shows them in docs/performance.md. */
export function record(scenes: readonly Scene[]): void {
  const before = readFigures()
  const names = new Set(scenes.map(({ scene }) => scene))
  const after = [...before.filter(({ scene }) => !names.has(scene)), ...scenes]
  after.sort((a, b) => (a.scene < b.scene ? -1 : 1))
  const page = readFileSync(PAGE, 'utf8')
  const shown = renderScenes(before)
  if (!page.includes(shown))
    throw new Error(`docs/performance.md does not show ${FIGURES}: nothing was recorded`)
  writeFileSync(FIGURES, `${JSON.stringify(after, null, 2)}\n`)
  writeFileSync(
    PAGE,
    page.replace(shown, () => renderScenes(after)),
  )
}
