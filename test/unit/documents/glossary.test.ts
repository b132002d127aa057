import { globSync } from 'node:fs'
import { expect, test } from 'vitest'
import { ROOT, readDocument } from '../../support/documents.ts'

const terms = [...readDocument('docs/glossary.md').matchAll(/^## (.+)$/gm)].map(([, term = '']) => term)
const anchors = terms.map((term) => term.toLowerCase().replaceAll(' ', '-'))

test('terms are in alphabetical order, each once, each with an explanation', () => {
  const lower = terms.map((term) => term.toLowerCase())
  expect(lower).toEqual([...new Set(lower)].sort())
  for (const part of readDocument('docs/glossary.md')
    .split(/^## .+$/m)
    .slice(1))
    expect(part.trim().length).toBeGreaterThan(10)
})

test('every term that the schema, the code or a document links to is there', () => {
  const files = globSync(
    [
      'schema*.graphql',
      '{src,reference-node,devnet,bin}/**/*.{ts,mjs,graphql,json,md}',
      'docs/**/*.md',
      '*.md',
    ],
    { cwd: ROOT },
  )
  const linked = files.flatMap((file) =>
    [...readDocument(file).matchAll(/glossary(?:\.md)?#([\w-]+)/g)].map(
      ([, anchor = '']) => `${file}: ${anchor}`,
    ),
  )
  expect(linked.filter((each) => !anchors.includes(each.split(': ')[1] ?? ''))).toEqual([])
})

test('every word of the field that the schema has as an entity or a value is explained', () => {
  const schema = readDocument('schema.graphql')
  const text = readDocument('docs/glossary.md').toLowerCase()
  const entities = [...schema.matchAll(/^type (\w+) .*@entity/gm)].map(([, name = '']) => name)
  // Histories and sums of an entity are named after it.
  const simple = entities.filter((name) => !/(Hour|Day|Amount|Version|Change|Report|Action)$/.test(name))
  expect(simple.length).toBeGreaterThan(15)
  const words = simple.map((name) => name.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase())
  const values = ['Outcome', 'Fault', 'NetworkClass'].flatMap((name) =>
    [...(new RegExp(`enum ${name} \\{([^}]*)`).exec(schema)?.[1] ?? '').matchAll(/^ {2}(\w+)$/gm)].map(
      ([, value = '']) => value,
    ),
  )
  expect([...words, ...values].filter((word) => !text.includes(word))).toEqual([])
})
