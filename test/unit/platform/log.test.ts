import { expect, test } from 'vitest'
import { shownEndpoint, shownMessage } from '../../../src/platform/log.ts'

test.each([
  [
    "EROFS: read-only file system, mkdir '/var/lib/assay/segments'",
    "EROFS: read-only file system, mkdir '[path]'",
  ],
  ['at file:///srv/assay/src/x.ts:3', 'at [path]:3'],
  ['/home/someone/.assay is full', '[path] is full'],
  ['no answer from https://rpc.example.org/v1/key', 'no answer from https://rpc.example.org/v1/key'],
  ['3/4 of the endpoints and/or none', '3/4 of the endpoints and/or none'],
])('a message is shown without paths: %s', (text, shown) => {
  expect(shownMessage(text)).toBe(shown)
})

test('an endpoint is shown without what may be a key', () => {
  expect(shownEndpoint('https://user:pass@rpc.example.org:8545/v1/key?token=1')).toBe(
    'https://rpc.example.org:8545',
  )
  expect(shownEndpoint('nonsense')).toBe('[not a URL]')
})
