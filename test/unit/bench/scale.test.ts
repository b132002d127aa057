import { readFileSync } from 'node:fs'
import { buildSchema, parse, validate } from 'graphql'
import { expect, test } from 'vitest'
import { askBoth, type Way } from '../../../bench/scale/ask.ts'
import { listQuestions } from '../../../bench/scale/explorer.ts'
import { extrapolate, fitLine } from '../../../bench/scale/fit.ts'
import { COMPARISONS } from '../../../bench/scale/investor.ts'
import { PAGE, renderScales, SCALES } from '../../../bench/scale/record.ts'
import { readDocument } from '../../support/documents.ts'

test('the page of scale shows what the benchmark wrote last', () => {
  const figures = SCALES.read()
  expect(figures.length).toBeGreaterThan(0)
  expect(readFileSync(PAGE, 'utf8')).toContain(renderScales(figures))
})

test('a line is found again from points on it, counts small sizes as much as large ones, and never falls', () => {
  const points = [1e6, 3e6, 1e7].map((facts) => ({ facts, value: 5 + facts / 1e6 }))
  const fit = fitLine(points)
  expect(fit?.base).toBeCloseTo(5, 6)
  expect(fit && extrapolate(fit, 1e9)).toBeCloseTo(1005, 3)
  expect(fit?.off).toBeCloseTo(0, 6)
  const falling = fitLine([
    { facts: 1e6, value: 8 },
    { facts: 1e7, value: 4 },
  ])
  expect(falling).toMatchObject({ each: 0, off: null })
  expect(fitLine(points.slice(0, 1))).toBeUndefined()
})

test('there are twelve questions of an explorer, which the schema has, and six of an investor', () => {
  const questions = listQuestions({
    claim: 'alpha:31337-1-0',
    node: 'alpha:31337-0x00',
    nodeKey: '0x00',
    payer: `0x${'00'.repeat(20)}`,
    today: '2026-06-17',
  })
  expect(questions).toHaveLength(12)
  const schema = buildSchema(readDocument('schema.generated.graphql'))
  for (const { name, query } of questions) expect(validate(schema, parse(query)), name).toEqual([])
  expect(COMPARISONS).toHaveLength(6)
})

test('engines that answer differently measure nothing; equal ones are asked as often as was said', async () => {
  let asked = 0
  const way = (answer: unknown): Way => ({
    ask: async () => {
      asked++
      return answer
    },
    rowsRead: async () => 7,
    watch: () => async () => 3,
  })
  const question = { name: 'q', who: 'investor' } as const
  await expect(
    askBoth({ postgres: way([1]), clickhouse: way([2]) }, question, { times: 5, seconds: 9 }),
  ).rejects.toThrow('q: Postgres says [1], ClickHouse [2]')
  asked = 0
  const found = await askBoth({ postgres: way([1]), clickhouse: way([1]) }, question, {
    times: 5,
    seconds: 9,
  })
  expect(asked).toBe(12)
  expect(found.postgres).toMatchObject({ times: 5, rowsRead: 7, peakMb: 3 })
})
