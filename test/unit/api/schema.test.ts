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
import { TokenBook } from '../../../src/api/model/tokens.ts'
import { buildExecutableSchema } from '../../../src/api/schema/executable.ts'

const { model, schema } = buildExecutableSchema(new TokenBook([]))

test('the whole public schema is the committed one: a breaking change is seen', async () => {
  await expect(printSchema(lexicographicSortSchema(schema))).toMatchFileSnapshot(
    '../../../schema.generated.graphql',
  )
})

test('every type and field of the hand-written schema is described', async () => {
  const text = await readFile('schema.graphql', 'utf8')
  const written = new Set([...text.matchAll(/^(?:type|interface) (\w+)/gm)].map((match) => match[1]))
  const bare = Object.values(schema.getTypeMap())
    .filter((type) => written.has(type.name) && !isIntrospectionType(type) && !isSpecifiedScalarType(type))
    .flatMap((type) => {
      const own = type.description || type.name === 'Query' ? [] : [type.name]
      if (!isObjectType(type) && !isInterfaceType(type)) return own
      const fields = Object.values(type.getFields()).filter(
        (field) => field.name !== 'id' && !field.description,
      )
      return [...own, ...fields.map((field) => `${type.name}.${field.name}`)]
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
