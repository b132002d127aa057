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

test('every metric that a process has is documented by its name', async () => {
  const docs = await readFile('docs/operations.md', 'utf8')
  const sources = globSync(['src/**/*.ts', 'reference-node/**/*.ts']).map((file) => readFile(file, 'utf8'))
  const made = (await Promise.all(sources)).flatMap((text) =>
    [...text.matchAll(/(?:name: |gauge\(\s*)'(assay_[a-z_]+)'/g)].map((match) => match[1] ?? ''),
  )
  expect(made.length).toBeGreaterThan(15)
  expect(made.filter((name) => !docs.includes(`\`${name}`))).toEqual([])
})
