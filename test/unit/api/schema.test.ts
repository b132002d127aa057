import { globSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import {
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
  lexicographicSortSchema,
  printSchema,
} from 'graphql'
import { expect, test } from 'vitest'
import { listExtensions } from '../../../src/api/extensions.ts'
import { TokenBook } from '../../../src/api/model/tokens.ts'
import { buildExecutableSchema } from '../../../src/api/schema/executable.ts'
import { getCatalogue } from '../../../src/platform/catalogue.ts'

// Types do not depend on the networks or on what the catalogue holds: this is what every server serves.
const extensions = await listExtensions([], await getCatalogue('catalogue'))
const { model, schema } = buildExecutableSchema(new TokenBook([]), extensions)

test('the whole public schema is the committed one: a breaking change is seen', async () => {
  await expect(printSchema(lexicographicSortSchema(schema))).toMatchFileSnapshot(
    '../../../schema.generated.graphql',
  )
})

test('the snapshot holds what is mounted beside the entities too', () => {
  const types = ['Query', 'Node', 'Network', 'Subscription'].map((name) => schema.getType(name))
  const fields = types.flatMap((type) => (isObjectType(type) ? Object.keys(type.getFields()) : []))
  expect(fields).toEqual(expect.arrayContaining(['payback', 'leaderboard', 'economics', 'head', 'verdicts']))
})

/** Everything in the schema that can have a description, by name. */
function listDescribed(): Map<string, string | null | undefined> {
  const found = new Map<string, string | null | undefined>()
  for (const type of Object.values(schema.getTypeMap())) {
    if (isIntrospectionType(type) || isSpecifiedScalarType(type)) continue
    if (!['Query', 'Subscription'].includes(type.name)) found.set(type.name, type.description)
    if (isEnumType(type))
      for (const value of type.getValues()) found.set(`${type.name}.${value.name}`, value.description)
    if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) continue
    for (const field of Object.values(type.getFields())) {
      const name = `${type.name}.${field.name}`
      found.set(name, field.description)
      if ('args' in field) for (const arg of field.args) found.set(`${name}(${arg.name}:)`, arg.description)
    }
  }
  return found
}

test('every type, field, argument, enum value and input field is described, written by hand or generated', () => {
  const described = listDescribed()
  expect(described.size).toBeGreaterThan(10_000)
  expect([...described].flatMap(([name, text]) => (text?.trim() ? [] : [name]))).toEqual([])
})

test('descriptions are in words that a reader from elsewhere knows', () => {
  const allusive = /\b(nobody|beside|told|anew|whoever|mend(s|ed)?)\b|\bso (many|much|long)\b|\bxById\b/i
  const found = [...listDescribed()].filter(([, text]) => allusive.test(text ?? ''))
  expect(found).toEqual([])
})

test('every scalar of our own names its specification', () => {
  const own = Object.values(schema.getTypeMap()).filter(
    (type) => isScalarType(type) && !isSpecifiedScalarType(type),
  )
  expect(own.map((type) => type.name).sort()).toEqual([
    'BigInt',
    'Bytes',
    'ChainId',
    'Date',
    'DateTime',
    'JSON',
  ])
  for (const type of own)
    expect(type).toMatchObject({ specifiedByURL: expect.stringMatching(/^https:\/\/\S+$/) })
})

test('every entity can be listed, got by id and paged', () => {
  const query = schema.getQueryType()?.getFields() ?? {}
  for (const { plural, singular } of model.entities.values())
    expect(Object.keys(query)).toEqual(
      expect.arrayContaining([plural, `${singular}ById`, `${plural}Connection`]),
    )
})

test('every code of an error is documented', async () => {
  const docs = await readFile('docs/api/README.md', 'utf8')
  const texts = await Promise.all(globSync('src/api/**/*.ts').map((file) => readFile(file, 'utf8')))
  const thrown =
    /(?:code: |code = |code \?\? |refused\(|coded\(\s*shown,\s*|\w+\(response, \d+, |(?:Misconfigured|Unavailable|over)\()'([A-Z_]+)'/g
  const codes = new Set(texts.flatMap((text) => [...text.matchAll(thrown)].map((match) => match[1] ?? '')))
  expect(codes.size).toBeGreaterThan(25)
  expect([...codes].filter((code) => !docs.includes(`\`${code}\``))).toEqual([])
})
