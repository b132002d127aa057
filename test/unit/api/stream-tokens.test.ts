import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { StreamTokens } from '../../../src/api/live/stream-tokens.ts'

const put = { method: 'PUT' } as IncomingMessage

function reserve(tokens: StreamTokens): string {
  const token = tokens.admit(put, undefined)
  if (typeof token !== 'string') throw new Error('a stream was to be had')
  return token
}

test('operations that were refused do not widen the bound of those that run', () => {
  const tokens = new StreamTokens()
  const token = reserve(tokens)
  for (let i = 0; i < 3; i++) tokens.began(token, 3)
  for (let i = 0; i < 5; i++) {
    expect(() => tokens.began(token, 3)).toThrow(
      expect.objectContaining({ extensions: { code: 'BUSY', limit: 3 } }),
    )
    tokens.ended(token)
  }
  tokens.ended(token)
  tokens.began(token, 3)
  expect(() => tokens.began(token, 3)).toThrow()
})

test('what waits for a slow reader is bounded, and goes on as he reads or leaves', async () => {
  const tokens = new StreamTokens()
  const token = reserve(tokens)
  await tokens.room(token, 2)
  await tokens.room(token, 2)
  const order: string[] = []
  const third = tokens.room(token, 2).then(() => order.push('third'))
  order.push('taken')
  tokens.taken(token)
  await third
  expect(order).toEqual(['taken', 'third'])
  const fourth = tokens.room(token, 2)
  tokens.close(token)
  await fourth
  expect(tokens.has(token)).toBe(false)
})

test('a token is one that was reserved: a stranger’s word makes none', () => {
  const tokens = new StreamTokens()
  const get = { method: 'GET' } as IncomingMessage
  expect(tokens.admit(get, '__proto__')).toBeUndefined()
  const token = reserve(tokens)
  expect(tokens.admit(get, token)).toBe(token)
})
