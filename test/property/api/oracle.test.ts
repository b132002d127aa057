import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Model } from '../../../src/api/model/model.ts'
import { buildPublicSchema } from '../../../src/api/schema/schema.ts'
import { type Oracle, startOracle, withinOpenReader } from '../../support/api/openreader.ts'
import { collectSamples, questions, type Samples } from '../../support/api/queries.ts'
import { startTestApi, type TestApi } from '../../support/api/server.ts'

// Entities with rows in the seeded world; together they have every kind of field, link and list.
const ENTITIES = [
  'Node',
  'Claim',
  'Settlement',
  'Fee',
  'Penalty',
  'Verdict',
  'NodeDay',
  'NodeDayAmount',
  'NodeVersion',
  'PayerDay',
]
// `ASSAY_ORACLE_RUNS` makes it longer, `ASSAY_ORACLE_SEED` makes it ask other questions: `npm run fuzz` sets both.
const RUNS = Number(process.env.ASSAY_ORACLE_RUNS ?? 100)
const SEED = Number(process.env.ASSAY_ORACLE_SEED ?? 20260101)

const model: Model = withinOpenReader(buildPublicSchema().model)
let api: TestApi
let oracle: Oracle
let samples: Samples

beforeAll(async () => {
  api = await startTestApi({ maxCost: 1e9 }, { nodes: 12, blocks: 100, claims: 120 })
  oracle = await startOracle(api.database.url, model)
  samples = await collectSamples(model, (query) => api.ask(query))
})
afterAll(async () => {
  await oracle.close()
  await api.close()
})

test.each(ENTITIES)(
  'random questions about %s: the same answer, row for row, as OpenReader',
  async (name) => {
    const entity = model.entities.get(name)
    if (!entity) throw new TypeError(name)
    let rows = 0
    await fc.assert(
      fc.asyncProperty(questions(model, entity, samples), async (question) => {
        const [ours, theirs] = await Promise.all([api.ask(question.ours), oracle.ask(question.oracle)])
        expect(theirs.errors, question.oracle).toBeUndefined()
        expect(ours.errors, question.ours).toBeUndefined()
        expect(flat(ours.data), question.ours).toEqual(theirs.data)
        rows += (theirs.data?.rows as unknown[]).length
      }),
      { numRuns: RUNS, seed: SEED },
    )
    // Answers that are all empty would agree too.
    expect(rows).toBeGreaterThan(RUNS / 3)
  },
)

// An amount is one value in OpenReader; ours says its token beside it.
function flat(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(flat)
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value)
  if (entries.length === 1 && entries[0]?.[0] === 'value') return entries[0][1]
  return Object.fromEntries(entries.map(([key, each]) => [key, flat(each)]))
}
