import { describe, expect, test, vi } from 'vitest'
import type { ApiMetrics } from '../../../src/api/http/metrics.ts'
import { Pace, Turns } from '../../../src/api/limits/turns.ts'
import { OpenStreams, type StreamLimits } from '../../../src/api/live/open.ts'
import { decodePosition, encodePosition } from '../../../src/api/live/position.ts'

describe('turns', () => {
  /** Work that runs until it is told to end. */
  function works(turns: Turns) {
    const running: string[] = []
    const ends = new Map<string, PromiseWithResolvers<void>>()
    const begin = (caller: string, name: string) => {
      const end = Promise.withResolvers<void>()
      ends.set(name, end)
      return turns.take(caller, async () => {
        running.push(name)
        await end.promise
        running.splice(running.indexOf(name), 1)
        return name
      })
    }
    return { running, begin, end: (name: string) => ends.get(name)?.resolve() }
  }
  const settle = () => new Promise((done) => setImmediate(done))

  test('are one for each caller and few in all; a busy caller is passed over', async () => {
    const { running, begin, end } = works(new Turns({ most: 2 }))
    const all = [begin('a', 'a1'), begin('a', 'a2'), begin('a', 'a3'), begin('b', 'b1'), begin('c', 'c1')]
    await settle()
    expect(running).toEqual(['a1', 'b1'])
    end('b1')
    await settle()
    expect(running).toEqual(['a1', 'c1'])
    end('a1')
    await settle()
    expect(running).toEqual(['c1', 'a2'])
    for (const name of ['c1', 'a2', 'a3']) end(name)
    expect(await Promise.all(all)).toEqual(['a1', 'a2', 'a3', 'b1', 'c1'])
  })

  test('come round: who asks for many waits for everyone else in between', async () => {
    let clock = 0
    const turns = new Turns({ most: 1, now: () => clock })
    const order: string[] = []
    const asked = ['a1', 'a2', 'a3', 'b1', 'b2', 'c1'].map((name) =>
      turns.take(name.slice(0, 1), async () => {
        order.push(name)
        clock++
        await settle()
      }),
    )
    await Promise.all(asked)
    expect(order).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'a3'])
  })

  test('come first to whose work took the least lately, whoever came first', async () => {
    let clock = 0
    const turns = new Turns({ most: 1, now: () => clock })
    const order: string[] = []
    const ask = (name: string, ms: number) =>
      turns.take(name.slice(0, 1), async () => {
        order.push(name)
        clock += ms
        await settle()
      })
    await Promise.all([ask('a1', 500), ask('b1', 300), ask('s1', 2)])
    await Promise.all([ask('a2', 500), ask('b2', 300), ask('s2', 2), ask('s3', 2), ask('n1', 2)])
    expect(order).toEqual(['a1', 'b1', 's1', 'a2', 'n1', 's2', 's3', 'b2'])
    // What lies back counts less and less.
    clock += 100_000
    await Promise.all([ask('n2', 9), ask('s4', 100), ask('a3', 1), ask('s5', 1)])
    expect(order.slice(8)).toEqual(['n2', 's4', 'a3', 's5'])
  })

  test('may be a few of one caller, and leave the rest to others', async () => {
    const { running, begin, end } = works(new Turns({ most: 4, mostOfCaller: 2 }))
    const all = ['a1', 'a2', 'a3', 'b1', 'c1'].map((name) => begin(name.slice(0, 1), name))
    await settle()
    expect(running).toEqual(['a1', 'a2', 'b1', 'c1'])
    end('b1')
    await settle()
    expect(running).toEqual(['a1', 'a2', 'c1'])
    end('a1')
    await settle()
    expect(running).toEqual(['a2', 'c1', 'a3'])
    for (const name of ['a2', 'a3', 'c1']) end(name)
    expect(await Promise.all(all)).toHaveLength(5)
  })

  test('are refused when too many wait, of one caller or of all', async () => {
    const { begin, end } = works(new Turns({ most: 1, line: { all: 3, ofCaller: 2 } }))
    const all = ['a1', 'a2', 'a3'].map((name) => begin('a', name))
    const busy = (limit: number) => ({ extensions: { code: 'BUSY', limit } })
    await expect(begin('a', 'a4')).rejects.toMatchObject(busy(2))
    all.push(begin('b', 'b1'))
    await expect(begin('c', 'c1')).rejects.toMatchObject(busy(3))
    for (const name of ['a1', 'a2', 'a3', 'b1']) {
      end(name)
      await settle()
    }
    for (const name of ['b1', 'a3']) end(name)
    expect(await Promise.all(all)).toEqual(['a1', 'a2', 'a3', 'b1'])
  })

  test('that do not come in time are given up, and leave the line', async () => {
    const { running, begin, end } = works(new Turns({ most: 1, waitMs: 20 }))
    const first = begin('a', 'a1')
    await expect(begin('b', 'b1')).rejects.toMatchObject({ extensions: { code: 'BUSY', limit: 20 } })
    end('a1')
    expect(await first).toBe('a1')
    const next = begin('c', 'c1')
    await settle()
    expect(running).toEqual(['c1'])
    end('c1')
    expect(await next).toBe('c1')
  })

  test('are given on after a failure', async () => {
    const turns = new Turns({ most: 1 })
    const failing = turns.take('a', () => Promise.reject(new Error('broken')))
    const next = turns.take('a', async () => 'next')
    await expect(failing).rejects.toThrow('broken')
    expect(await next).toBe('next')
  })

  test('of many senders come one in each turn of the event loop', async () => {
    const pace = new Pace()
    const order: string[] = []
    let loops = 0
    const loop = () => {
      loops++
      if (loops < 12) setImmediate(loop)
    }
    setImmediate(loop)
    const send = async (name: string) => {
      for (let n = 0; n < 3; n++) {
        await pace.step()
        order.push(`${name}${n} ${loops}`)
      }
    }
    await Promise.all([send('a'), send('b'), send('c')])
    // Nine steps, and never two in one loop.
    expect(new Set(order.map((each) => each.split(' ')[1])).size).toBe(9)
  })
})

describe('open streams', () => {
  const counted = { open: 0 }
  const metrics = { subscriptions: (change: number) => (counted.open += change) } as unknown as ApiMetrics
  const make = (limits: Partial<StreamLimits> = {}) =>
    new OpenStreams({ most: 3, mostOfCaller: 2, stallMs: 60_000, ...limits }, metrics)
  const consumer = (caller: string, cut = () => {}) => ({ caller, cut })
  async function* endless({ opened }: { opened: () => void }) {
    opened()
    for (let n = 0; ; n++) yield n
  }

  test('are bounded for each caller and in all, and given back however they end', async () => {
    const open = make()
    const first = open.begin(consumer('a'), endless)
    const second = open.begin(consumer('a'), endless)
    expect(() => open.begin(consumer('a'), endless)).toThrow('2 live streams of yours are open')
    const third = open.begin(consumer('b'), endless)
    expect(() => open.begin(consumer('c'), endless)).toThrow('3 live streams are open')
    await first.return?.()
    const broken = open.begin(consumer('c'), async function* () {
      yield await Promise.reject(new Error('broken'))
    })
    await expect(broken.next()).rejects.toThrow('broken')
    const short = open.begin(consumer('c'), async function* () {
      yield 1
    })
    expect([await short.next(), await short.next()]).toEqual([
      { done: false, value: 1 },
      { done: true, value: undefined },
    ])
    await second.return?.()
    await third.return?.()
    expect(() => open.begin(consumer('a'), endless)).not.toThrow()
  })

  test('whose reader takes nothing are cut, those that wait for news are not', async () => {
    vi.useFakeTimers()
    try {
      const open = make({ stallMs: 1000 })
      let cut = 0
      const ends: boolean[] = []
      const stalled = open.begin(
        consumer('a', () => cut++),
        async function* ({ opened, signal }) {
          opened()
          signal.addEventListener('abort', () => ends.push(true))
          yield 1
        },
      )
      const waiting = open.begin(
        consumer('b', () => cut++),
        async function* () {
          yield await new Promise((done) => setTimeout(done, 10_000))
        },
      )
      await stalled.next()
      const news = waiting.next()
      await vi.advanceTimersByTimeAsync(999)
      expect([cut, ends]).toEqual([0, []])
      await vi.advanceTimersByTimeAsync(2)
      expect([cut, ends]).toEqual([1, [true]])
      await vi.advanceTimersByTimeAsync(9_100)
      expect(await news).toMatchObject({ done: false })
      expect(cut).toBe(1)
    } finally {
      vi.useRealTimers()
    }
  })
})

describe('a cursor of a stream', () => {
  const chains = (count: number) =>
    Array.from({ length: count }, (_, chain) => ({ network: 'n', chain, number: 1, hash: '0x' }))

  test('is read as it was written', () => {
    const position = { chains: chains(3), verdict: 7 }
    expect(decodePosition(encodePosition(position))).toEqual(position)
  })
  test.each([
    ['more chains than there can be', encodePosition({ chains: chains(1001), verdict: 0 })],
    ['one chain twice', encodePosition({ chains: [...chains(1), ...chains(1)], verdict: 0 })],
    [
      'a height that is none',
      encodePosition({ chains: [{ network: 'n', chain: 1, number: 2 ** 40, hash: '' }], verdict: 0 }),
    ],
    ['another version', Buffer.from('[2,0]').toString('base64url')],
    ['nothing', ''],
  ])('with %s is refused', (_, cursor) => expect(() => decodePosition(cursor)).toThrow('cursor refused'))
})
