import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { makeTypes } from '../../../dashboard/codegen.ts'
import * as generated from '../../../dashboard/data/generated/graphql.ts'
import { PreparedQueries } from '../../../src/api/execute/prepared.ts'
import { listExtensions } from '../../../src/api/extensions.ts'
import { TokenBook } from '../../../src/api/model/tokens.ts'
import { buildExecutableSchema } from '../../../src/api/schema/executable.ts'
import { getCatalogue } from '../../../src/platform/catalogue.ts'

const MOST_BYTES = 50_000_000

test('the types of the pages’ questions are those of the schema and of the questions as they stand', async () => {
  const files = await makeTypes()
  expect(files.length).toBeGreaterThan(1)
  for (const { path, content } of files)
    expect(readFileSync(path, 'utf8'), `${path}: run npm run dashboard:types`).toBe(content)
})

test('every question that a page asks is one that the server takes, by its shape', async () => {
  const extensions = await listExtensions([], await getCatalogue('catalogue'))
  const { schema } = buildExecutableSchema(new TokenBook([]), extensions)
  const documents = Object.entries(generated).flatMap(([name, each]) =>
    name.endsWith('Document') ? [String(each)] : [],
  )
  expect(documents.length).toBeGreaterThan(10)
  const queries = new PreparedQueries(schema, MOST_BYTES)
  for (const text of documents) expect([text, queries.prepare(text).errors]).toEqual([text, []])
})
