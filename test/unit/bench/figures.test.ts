import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { judge } from '../../../bench/ingest/goals.ts'
import { SCENES } from '../../../bench/ingest/record.ts'
import { renderScenes, renderShort } from '../../../bench/ingest/report.ts'
import { type Sample, summarise } from '../../../bench/ingest/samples.ts'
import { PAGE } from '../../../bench/recorded.ts'

const sample = (program: string, seconds: number): Sample => ({
  scene: 'dense',
  program,
  events: 100_000,
  seconds,
  cpuSeconds: 1.5,
  postgresSeconds: 0.5,
  mockSeconds: 9,
  peakMb: 400,
  requests: 10,
  bytes: 1e6,
})
const conditions = {
  at: '2026-01-01T00:00:00Z',
  machine: 'm',
  node: 'v24',
  runs: 3,
  load: [0, 1],
  mockPeakMb: 1100,
} as const

test('the page of figures shows what the benchmark wrote last', () => {
  const figures = SCENES.read()
  expect(figures.length).toBeGreaterThan(0)
  const page = readFileSync(PAGE, 'utf8')
  expect(page).toContain(renderScenes(figures))
  expect(renderShort(figures).split('\n')).toHaveLength(2)
  expect(page).toContain(renderShort(figures))
})

test('medians are judged, each comparison says whom it favours, and the mock’s processor time is in no other figure', () => {
  const rows = summarise([2, 9, 4].flatMap((seconds) => [sample('assay', seconds), sample('squid', 16)]))
  const judged = judge({ scene: 'dense', rows, conditions }, undefined)
  expect(judged.find(({ what }) => what === 'assay ÷ squid')).toMatchObject({ measured: '4.00', met: true })
  expect(judged.find(({ what }) => what.includes('µs'))).toMatchObject({ measured: '20', met: true })
  expect(judged.find(({ what }) => what.includes('mock'))).toMatchObject({ measured: '1100', met: false })
  for (const { what, favours } of judged) if (what.includes('÷')) expect(favours).toBeTruthy()
})

test('what a market costs is told of events, and of the facts that its events are', () => {
  const of = (scene: string, facts: number, cpuSeconds: number) => {
    return { scene, rows: [{ ...sample('assay', 2), scene, facts, cpuSeconds }], conditions }
  }
  const judged = judge(of('market', 250_000, 7), of('dense', 100_000, 1.5))
  const perFact = judged
    .filter(({ what }) => what.includes('per fact'))
    .map(({ what, measured }) => [what, measured])
  expect(perFact).toEqual([
    ['market: facts per event, and µs of processor time per fact', '2.50, 30.0'],
    ['dense: facts per event, and µs of processor time per fact', '1.00, 20.0'],
  ])
})
