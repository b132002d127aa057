import { globSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'

const OURS = /\bassay_[a-z_]+\b/g

test('alert rules, dashboard and docs name only metrics that some process has', async () => {
  const sources = globSync(['src/**/*.ts', 'reference-node/**/*.ts']).map((file) => readFile(file, 'utf8'))
  const known = new Set((await Promise.all(sources)).flatMap((text) => text.match(OURS) ?? []))
  for (const file of ['ops/alerts.yml', 'ops/grafana-dashboard.json', 'docs/operations.md']) {
    const named = new Set((await readFile(file, 'utf8')).match(OURS))
    const unknown = [...named].filter((name) => !known.has(name.replace(/_bucket$/, '')))
    expect(unknown, file).toEqual([])
  }
})
