import { describe, expect, test } from 'vitest'
import type { Query } from '../../../../src/api/sql/fragment.ts'
import { compileQuestion, type Question } from '../../../support/api/compile.ts'
import { QUESTIONS } from './questions.ts'

// A clause on each line; the text is the compiler's but for these breaks.
const CLAUSES = / (?=(?:from|where|left join|cross join|union all|group by|order by|limit) )/g

function show(name: string, question: Question, { text, values }: Query): string {
  return [
    `-- ${name}`,
    ...question.query.split('\n').map((line) => `-- ${line.trim()}`),
    text.replace(CLAUSES, '\n'),
    ...values.map((value, at) => `-- $${at + 1} = ${showValue(value)}`),
  ].join('\n')
}

const showValue = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) =>
    each !== null && typeof each === 'object' && 'type' in each && each.type === 'Buffer' && 'data' in each
      ? `\\x${Buffer.from(each.data as number[]).toString('hex')}`
      : each,
  )

describe('what the compiler writes', () => {
  test('for each kind of question is the text that is kept', async () => {
    const shown = Object.entries(QUESTIONS).map(([name, question]) =>
      show(name, question, compileQuestion(question)),
    )
    await expect(`${shown.join('\n\n')}\n`).toMatchFileSnapshot('compiled.sql')
  })

  test.each(Object.entries(QUESTIONS))(
    '%s: every value is named in the text, and no other',
    (_, question) => {
      const { text, values } = compileQuestion(question)
      const named = new Set([...text.matchAll(/\$(\d+)::/g)].map(([, number]) => Number(number)))
      expect([...named].sort((a, b) => a - b)).toEqual(values.map((_, at) => at + 1))
    },
  )
})
