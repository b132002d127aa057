import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '../../..')
const read = (pattern: string) =>
  globSync(pattern, { cwd: ROOT }).map((file) => readFileSync(join(ROOT, file), 'utf8'))
const CODE =
  /'((?:REJECTED|UNAVAILABLE|BLOB|BLOCK|DUPLICATE|MEASUREMENT|FACT|CONTENT|CALLDATA|NOT|UNKNOWN|ROOT|TRUST|NETWORK)_[A-Z_]+)'/g

/** Codes that the process around the checks throws or writes itself. */
function listThrown(...patterns: string[]): string[] {
  const codes = patterns
    .flatMap(read)
    .flatMap((text) => [...text.matchAll(CODE)].map(([, code]) => code as string))
  return [...new Set(codes)].sort()
}

const isIn = (page: string) => {
  const text = readFileSync(join(ROOT, page), 'utf8')
  return (code: string) => text.includes(`\`${code}\``)
}

describe('every code is documented', () => {
  test('of the reference node’s process', () => {
    const thrown = listThrown('reference-node/{evidence,judge}/*.ts', 'reference-node/*.ts')
    expect(thrown.length).toBeGreaterThan(20)
    const known = isIn('docs/operations/reference-node.md')
    expect(thrown.filter((code) => !known(code))).toEqual([])
  })

  test('of the archiver', () => {
    const thrown = listThrown('src/archiver/*.ts')
    const known = isIn('docs/operations/archiver.md')
    expect(thrown.filter((code) => !known(code))).toEqual([])
  })

  test('every setting is documented', () => {
    for (const [config, page] of [
      ['src/archiver/config.ts', 'docs/operations/archiver.md'],
      ['reference-node/config.ts', 'docs/operations/reference-node.md'],
    ] as const) {
      const text = readFileSync(join(ROOT, page), 'utf8')
      const names = [...readFileSync(join(ROOT, config), 'utf8').matchAll(/'([A-Z]+_[A-Z_]+)'/g)].map(
        ([, name]) => name,
      )
      expect(names.filter((name) => !text.includes(`\`${name}\``))).toEqual([])
    }
  })
})
