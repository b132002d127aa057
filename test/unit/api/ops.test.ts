import { globSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { listAsked, listMetrics, readPanels, readRules } from '../../support/deploy/promql.ts'

const OURS = /\bassay_[a-z_]+\b/g

const readSources = async () =>
  Promise.all(globSync(['src/**/*.ts', 'reference-node/**/*.ts']).map((file) => readFile(file, 'utf8')))

test('the docs name only metrics that some process has', async () => {
  const known = new Set((await readSources()).flatMap((text) => text.match(OURS) ?? []))
  const named = new Set((await readFile('docs/operations.md', 'utf8')).match(OURS))
  expect([...named].filter((name) => !known.has(name))).toEqual([])
})

const readMade = async () =>
  (await readSources()).flatMap((text) =>
    [...text.matchAll(/(?:name: |gauge\(\s*)'(assay_[a-z_]+)'/g)].map((match) => match[1] ?? ''),
  )

test('every metric that a process has is documented by its name', async () => {
  const docs = await readFile('docs/operations.md', 'utf8')
  const made = await readMade()
  expect(made.length).toBeGreaterThan(15)
  expect(made.filter((name) => !docs.includes(`\`${name}`))).toEqual([])
})

test('every metric that a process has is on the dashboard', async () => {
  const shown = listAsked()
    .filter(({ place }) => place.startsWith('panel'))
    .flatMap(({ expression }) => listMetrics(expression))
    .map((name) => name.replace(/_(bucket|sum|count)$/, ''))
  expect((await readMade()).filter((name) => !shown.includes(name))).toEqual([])
})

describe('alerts and dashboard', () => {
  test('ask in PromQL', () => {
    for (const { place, expression } of listAsked()) expect(listMetrics(expression), place).not.toEqual([])
    expect(() => listMetrics('sum by (le (rate(x[5m]))')).toThrow(SyntaxError)
  })

  test('take rates of what only grows, and of nothing else', () => {
    for (const { place, expression } of listAsked())
      for (const [, name = ''] of expression.matchAll(/(?:rate|increase)\((\w+)/g))
        expect(name, place).toMatch(/_(total|bucket|count|sum)$/)
    for (const { place, expression } of listAsked())
      for (const name of listMetrics(expression).filter((each) => /_(total|bucket)$/.test(each)))
        expect(expression, place).toMatch(new RegExp(`(rate|increase)\\(${name}`))
  })

  test('say what happened and what to do, under a name of their own', () => {
    const rules = readRules()
    expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length)
    for (const { alert, labels, annotations, for: during } of rules) {
      expect(alert).toMatch(/^Assay[A-Z]\w+$/)
      expect(['page', 'warn', 'info'], alert).toContain(labels.severity)
      expect(annotations.summary?.length, alert).toBeGreaterThan(10)
      expect(annotations.do?.length, alert).toBeGreaterThan(10)
      if (during !== undefined) expect(during, alert).toMatch(/^\d+[smh]$/)
      // A template names only labels that its expression keeps, or the value.
      for (const [, name] of JSON.stringify(annotations).matchAll(/\{\{ \$(\w+)/g))
        expect(['labels', 'value'], alert).toContain(name)
    }
  })

  test('cover indexing, endpoints, archive, verdicts, keeper, API and processes', () => {
    const asked = listAsked()
    const metricsOf = (kind: string) =>
      new Set(
        asked
          .filter(({ place }) => place.startsWith(kind))
          .flatMap(({ expression }) => listMetrics(expression)),
      )
    const panels = [...metricsOf('panel')]
    for (const name of [
      'assay_indexer_trouble',
      'assay_indexer_seconds_since_commit',
      'assay_answers_total',
      'assay_archive_tries_total',
      'assay_keeper_kept_total',
      'assay_api_faults_total',
      'assay_gateway_provider_faults_total',
    ])
      expect(panels).toContain(name)
    const alerts = [...metricsOf('alert')]
    for (const name of [
      'assay_indexer_trouble',
      'assay_round_trouble',
      'assay_archive_tries_total',
      'assay_answers_total',
      'assay_replay_walls',
      'up',
    ])
      expect(alerts).toContain(name)
  })

  test('have a panel for each place, none over another', () => {
    const panels = readPanels() as unknown as {
      id: number
      gridPos: { x: number; y: number; w: number; h: number }
    }[]
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length)
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, n) => `${x + (n % w)} ${y + Math.floor(n / w)}`),
    )
    expect(new Set(cells).size).toBe(cells.length)
  })
})
