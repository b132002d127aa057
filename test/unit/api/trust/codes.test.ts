import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

test('every code of a link is explained', () => {
  const page = readFileSync('docs/methodology/trust-chain.md', 'utf8')
  const texts = globSync('src/api/trust/*.ts').map((file) => readFileSync(file, 'utf8'))
  const codes = texts.flatMap((text) =>
    [...text.matchAll(/why: (?:[^'\n]*\? )?'([A-Za-z_]+)'/g)].map(([, code]) => code),
  )
  expect(new Set(codes).size).toBeGreaterThan(20)
  expect([...new Set(codes)].filter((code) => !page.includes(`\`${code}\``))).toEqual([])
})
