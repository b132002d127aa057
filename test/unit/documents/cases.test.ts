import { expect, test } from 'vitest'
import { readDocument } from '../../support/documents.ts'

const rows = [
  ...readDocument('docs/methodology/cases.md').matchAll(
    /^\| ([A-Z]\d+) \|.*\| `(test\/\S+\.ts)` › (.+) \|$/gm,
  ),
].map(([, id = '', file = '', name = '']) => ({ id, file, name }))

const numbered = (letter: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${letter}${index + 1}`)

test('every case has a row', () => {
  const wanted = [
    ...numbered('W', 19),
    ...numbered('M', 15),
    ...numbered('P', 12),
    ...numbered('X', 40),
    ...numbered('O', 3),
  ]
  expect([...new Set(rows.map(({ id }) => id))]).toEqual(wanted)
})

test('every row of the page names a test', () => {
  const all = readDocument('docs/methodology/cases.md').match(/^\| [A-Z]\d+ \|/gm)
  expect(all).toHaveLength(rows.length)
})

test.each(rows)('$id: the file has a test of that name, and runs it', ({ file, name }) => {
  const source = readDocument(file)
  const at = source.indexOf(`'${name}'`)
  expect(at, `${file} has no test "${name}"`).toBeGreaterThan(-1)
  // What stands before the name: test(, test.each(…)( or the helper of mistakes.test.ts, and nothing that leaves it out.
  const before = source.slice(Math.max(0, at - 400), at)
  expect(before).toMatch(/(?:\b(?:test|mistake)(?:<.*>)?|\))\(\s*$/)
  expect(source).not.toMatch(/\b(?:test|describe|it)\.(?:skip|only|todo|fails)\b/)
})
