import { GraphQLError } from 'graphql'
import { expect, test } from 'vitest'
import { didYouMean, readParameters } from '../../../src/api/http/parameters.ts'

const KNOWN = ['where', 'fields', 'limit']

test('known parameters are read, each once', () => {
  expect(Object.fromEntries(readParameters('?where=%7B%7D&limit=2', KNOWN))).toEqual({
    where: '{}',
    limit: '2',
  })
  expect(readParameters('', KNOWN).size).toBe(0)
})

test.each([
  ['?role_eq=x', 'unknown parameter role_eq; known are where, fields, limit'],
  ['?limi=2', 'unknown parameter limi (did you mean limit?)'],
  ['?__proto__=2', 'unknown parameter __proto__'],
  ['?limit=1&limit=2', 'limit is given more than once'],
  ['?%=1', 'unknown parameter %'],
])('%s is refused in words', (search, words) => {
  const read = () => readParameters(search, KNOWN)
  expect(read).toThrow(GraphQLError)
  expect(read).toThrow(words)
})

test('a name that resembles nothing has no suggestion', () => {
  expect(didYouMean('qqqqqqqq', KNOWN)).toBe('')
})
