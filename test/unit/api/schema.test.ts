import { globSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import {
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
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

test('every type, field and argument written by hand is described', async () => {
  const files = ['schema.graphql', 'src/api/live/live.graphql', 'src/api/economics/economics.graphql']
  const text = (await Promise.all(files.map((file) => readFile(file, 'utf8')))).join('\n')
  const written = new Set([...text.matchAll(/^(?:type|interface) (\w+)/gm)].map((match) => match[1]))
  const bare = Object.values(schema.getTypeMap())
    .filter((type) => written.has(type.name) && !isIntrospectionType(type) && !isSpecifiedScalarType(type))
    .flatMap((type) => {
      const own = type.description || ['Query', 'Subscription'].includes(type.name) ? [] : [type.name]
      if (!isObjectType(type) && !isInterfaceType(type)) return own
      const fields = Object.values(type.getFields())
      const named = fields.flatMap((field) => [field, ...field.args].map((each) => ({ field, each })))
      const silent = named.filter(({ each }) => !each.description)
      return [...own, ...silent.map(({ field, each }) => `${type.name}.${field.name} ${each.name}`)]
    })
  expect(bare).toEqual([])
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
