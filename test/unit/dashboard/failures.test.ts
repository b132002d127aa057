import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { FAILURES, failureOf } from '../../../dashboard/text/failures.ts'

// Doors that no page's question goes through: exports, kept conversations, streams, MCP, headers of a request, the start, and commands.
const OTHER_DOORS = new Set([
  ...['INTROSPECTION_LIMIT', 'CONTENT_LIMIT', 'NOT_FOUND', 'METHOD', 'HEADER_LIMIT', 'REQUEST_TIMEOUT'],
  ...['STREAM_UNKNOWN', 'HOST_FOREIGN', 'ORIGIN_FOREIGN', 'TYPE_UNKNOWN', 'FIELD_UNKNOWN', 'ANSWER_TOO_LONG'],
  ...[
    'GRAPHQL_ERROR',
    'API_UNEXPECTED',
    'API_UNAVAILABLE',
    'KEYS_INVALID',
    'PORT_IN_USE',
    'BUILD_UNREADABLE',
    'NO_MEASUREMENTS',
  ],
])
const OF_THE_PAGES = ['NO_ANSWER', 'UNEXPECTED']

/** Every code that the API's page lists: in the tables of limits and of other codes. */
function listCodes(): string[] {
  const text = readFileSync('docs/api/README.md', 'utf8')
  const from = text.indexOf('\n## Limits')
  const part = text.slice(from, text.indexOf('API keys are optional', from))
  return [...new Set([...part.matchAll(/`([A-Z]+(?:_[A-Z]+)*)`/g)].map(([, code = '']) => code))].filter(
    (code) => code.length > 3,
  )
}

test('every code that a question of a page can get is said in words, with what to do', () => {
  const codes = listCodes()
  expect(codes).toContain('TOO_MANY_ROWS')
  expect(codes.filter((code) => !(code in FAILURES) && !OTHER_DOORS.has(code))).toEqual([])
  for (const [code, { remedy }] of Object.entries(FAILURES))
    expect([code, remedy === '']).toEqual([code, false])
})

test('the pages have words for no code that the API does not have', () => {
  const known = new Set([...listCodes(), ...OF_THE_PAGES])
  expect(Object.keys(FAILURES).filter((code) => !known.has(code))).toEqual([])
})

test('a code that nobody listed is said to be unknown', () => {
  expect(failureOf('NEW_CODE').meaning).toContain('do not know this code')
})
