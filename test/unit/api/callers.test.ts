import { createHash } from 'node:crypto'
import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { describe, expect, test, vi } from 'vitest'
import { toCounted } from '../../../src/api/limits/address.ts'
import { createGate, createOperationsGate, type Gate } from '../../../src/api/limits/gate.ts'
import type { ApiKey } from '../../../src/api/limits/keys.ts'
import { RateLimiter } from '../../../src/api/limits/rate.ts'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const key = (name: string, more: Partial<ApiKey> = {}): ApiKey => ({
  name,
  sha256: sha256(`secret of ${name}`),
  ratePerSecond: 100,
  burst: 100,
  ...more,
})

/** Asks through a gate that trusts its proxy; gives the status, 200 when it lets in. */
function ask(gate: Gate, address: string, presented?: string): number {
  const request = new IncomingMessage(new Socket())
  request.headers = { 'x-forwarded-for': address, ...(presented ? { 'x-api-key': presented } : {}) }
  const response = new ServerResponse(request)
  return gate(request, response) ? 200 : response.statusCode
}

const times = <T>(count: number, act: (at: number) => T) => Array.from({ length: count }, (_, at) => act(at))

describe('who a caller is', () => {
  test.each([
    ['1.2.3.4', '1.2.3.4'],
    ['1.2.3.4:5678', '1.2.3.4'],
    ['::ffff:1.2.3.4', '1.2.3.4'],
    ['::ffff:102:304', '1.2.3.4'],
    ['[::ffff:1.2.3.4]:80', '1.2.3.4'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::9', '2001:db8:1:2::/64'],
    ['[2001:db8:1:2::9]:443', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['unknown', 'unknown'],
    ['x'.repeat(500), 'x'.repeat(64)],
  ])('%s is counted as %s', (given, counted) => {
    expect(toCounted(given)).toBe(counted)
  })

  test('one host with all the addresses of its /64 is one caller', () => {
    const gate = createGate({ ratePerSecond: 1, rateBurst: 3, trustProxy: true }, [])
    expect(times(5, (at) => ask(gate, `2001:db8:1:2::${at + 1}`))).toEqual([200, 200, 200, 429, 429])
    expect(ask(gate, '2001:db8:1:3::1')).toBe(200)
  })
})

describe('guesses of keys', () => {
  test('take from what the address may ask: 401, then 429', () => {
    const gate = createGate({ ratePerSecond: 1, rateBurst: 3, trustProxy: true }, [key('one')])
    expect(times(5, (at) => ask(gate, '1.2.3.4', `guess ${at}`))).toEqual([401, 401, 401, 429, 429])
    expect(ask(gate, '1.2.3.4')).toBe(429)
    expect(ask(gate, '5.6.7.8', 'guess')).toBe(401)
  })

  test('are not told apart once there were too many, without any other limit too', () => {
    const gate = createGate({ ratePerSecond: 0, rateBurst: 0, trustProxy: true }, [key('one')])
    const answers = times(1500, (at) => ask(gate, '1.2.3.4', `guess ${at}`))
    expect(answers.filter((status) => status === 401)).toHaveLength(10)
    expect(ask(gate, '1.2.3.4', 'secret of one')).toBe(429)
    expect(ask(gate, '5.6.7.8', 'secret of one')).toBe(200)
  })

  test('by a neighbour do not stop who used his key from there before', () => {
    const gate = createGate({ ratePerSecond: 0, rateBurst: 0, trustProxy: true }, [key('one'), key('two')])
    expect(ask(gate, '1.2.3.4', 'secret of one')).toBe(200)
    times(50, (at) => ask(gate, '1.2.3.4', `guess ${at}`))
    expect(ask(gate, '1.2.3.4', 'secret of one')).toBe(200)
    expect(ask(gate, '1.2.3.4', 'secret of two')).toBe(429)
  })

  test('are looked at again after a while', () => {
    vi.useFakeTimers()
    const gate = createGate({ ratePerSecond: 0, rateBurst: 0, trustProxy: true }, [key('one')])
    times(50, (at) => ask(gate, '1.2.3.4', `guess ${at}`))
    vi.advanceTimersByTime(5000)
    expect(ask(gate, '1.2.3.4', 'secret of one')).toBe(200)
    vi.useRealTimers()
  })
})

test('the quota of a key for a day survives 20,001 other callers', () => {
  const gate = createGate({ ratePerSecond: 5, rateBurst: 5, trustProxy: true }, [key('one', { perDay: 10 })])
  const asked = () =>
    times(12, () => ask(gate, '1.2.3.4', 'secret of one')).filter((status) => status === 200)
  expect(asked()).toHaveLength(10)
  for (let at = 0; at <= 20_001; at++) ask(gate, `10.${at >> 16}.${(at >> 8) & 255}.${at & 255}`)
  expect(asked()).toHaveLength(0)
})

test('a clock that goes back gives no tokens and takes none', () => {
  const limiter = new RateLimiter()
  const allowance = { ratePerSecond: 1, burst: 1 }
  expect(limiter.admit('a', allowance, 10_000).allowed).toBe(true)
  expect(limiter.admit('a', allowance, 5_000).allowed).toBe(false)
  expect(limiter.waitOf('a', allowance, 5_000)).toBe(1)
})

test('what is taken beyond what there is, is owed', () => {
  const limiter = new RateLimiter()
  const allowance = { ratePerSecond: 2, burst: 10 }
  expect(limiter.admit('a', allowance, 0, 8)).toEqual({ allowed: true, remaining: 2 })
  expect(limiter.admit('a', allowance, 0, 8)).toEqual({ allowed: true, remaining: 0 })
  expect(limiter.waitOf('a', allowance, 0)).toBe(4)
  expect(limiter.admit('a', allowance, 3000, 8)).toMatchObject({ allowed: false, retryAfter: 1 })
  expect(limiter.admit('a', allowance, 3500, 8)).toMatchObject({ allowed: true })
  expect(limiter.waitOf('b', allowance, 3500)).toBe(0)
})

describe('what machines of operators ask', () => {
  test('is counted per address, apart from questions', () => {
    const config = { ratePerSecond: 1, rateBurst: 1, trustProxy: true }
    const operations = createOperationsGate(config)
    const questions = createGate(config, [])
    const asked = times(60, () => ask(operations, '1.2.3.4'))
    expect(asked.filter((status) => status === 200)).toHaveLength(50)
    expect(asked.at(-1)).toBe(429)
    expect(ask(operations, '1.2.3.5')).toBe(200)
    expect(ask(questions, '1.2.3.4')).toBe(200)
  })

  test('is not counted where nothing is', () => {
    const operations = createOperationsGate({ ratePerSecond: 0, trustProxy: true })
    expect(new Set(times(200, () => ask(operations, '1.2.3.4')))).toEqual(new Set([200]))
  })
})
