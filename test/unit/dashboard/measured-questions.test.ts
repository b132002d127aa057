import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { listQuestions, pick, valuesOf } from '../../../bench/api/questions.ts'
import { PAGES, renderRuns } from '../../../bench/api/record.ts'

const CLAIM = { id: '1', txHash: '0x', nodeKey: '0x', inputHash: '0x', outputHash: '0x', node: null }

test('the bench can ask every question of the pages', () => {
  const values = valuesOf(CLAIM, '2026-01-01T00:00:00Z')
  const questions = listQuestions()
  expect(questions.length).toBeGreaterThan(50)
  for (const { name, given } of questions)
    for (const variable of given) expect(() => pick(values, variable, name)).not.toThrow()
})

test('the page on speed shows what the bench wrote about the pages', () => {
  expect(PAGES.read().length).toBeGreaterThan(0)
  expect(readFileSync('docs/performance.md', 'utf8')).toContain(renderRuns(PAGES.read()))
})
