import { expect, test } from 'vitest'
import { join, param, raw, sql, toQuery, toTexts, whereClause } from '../../../../src/api/sql/fragment.ts'

test('a piece takes its values wherever it goes, and one that is left out takes none', () => {
  const [first, unused, last] = [param(1, 'bigint'), param('nothing', 'text'), param('x', 'text')]
  const condition = sql`b = ${last} and a = ${first}`
  expect(unused.plain).toBeUndefined()
  expect(toQuery(sql`select ${raw('c')} from t${whereClause([condition])}`)).toEqual({
    text: 'select c from t where b = $2::text and a = $1::bigint',
    values: [1, 'x'],
  })
})

test('a value that stands twice is one parameter', () => {
  const each = param([1], 'bigint[]')
  expect(toQuery(join([sql`a = any(${each})`, sql`b = any(${each})`], ' or '))).toEqual({
    text: 'a = any($1::bigint[]) or b = any($1::bigint[])',
    values: [[1]],
  })
})

test('pieces of one statement that are finished together share their numbers', () => {
  const [one, two] = [param(1, 'int'), param(2, 'int')]
  expect(toTexts([sql`${two}`, sql`${one}, ${two}`])).toEqual({
    texts: ['$2::int', '$1::int, $2::int'],
    values: [1, 2],
  })
})

test('what a caller wrote is a value, whatever it says', () => {
  const text = "'; drop table facts.fee; --"
  expect(toQuery(sql`select ${param(text, 'text')}`)).toEqual({ text: 'select $1::text', values: [text] })
})

test('a piece that is put into a string by mistake is an error at once', () => {
  expect(() => `select ${sql`1`}`).toThrow('a piece of SQL is put into a string')
})
