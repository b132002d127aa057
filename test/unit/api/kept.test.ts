import { pino } from 'pino'
import { describe, expect, test } from 'vitest'
import type { GraphQLAnswer } from '../../../src/api/execute/answer.ts'
import { KeptAnswers } from '../../../src/api/execute/kept.ts'
import { Renewals } from '../../../src/api/execute/renewals.ts'
import { SharedCache } from '../../../src/api/execute/shared-cache.ts'
import type { Pool } from '../../../src/platform/database.ts'

describe('a cache that many callers fill', () => {
  const weighing = (most: number) => new SharedCache<string>(most, (value) => value.length)

  test('gives up what the caller who holds most has not used for longest', () => {
    const cache = weighing(10)
    cache.set('quiet', '##', 'a')
    for (const key of ['1', '2', '3', '4']) cache.set(key, '##', 'b')
    expect(cache.get('1')).toBe('##')
    cache.set('5', '####', 'b')
    expect(['quiet', '1', '2', '3', '4', '5'].filter((key) => cache.get(key))).toEqual([
      'quiet',
      '1',
      '4',
      '5',
    ])
    expect(cache.weight).toBe(10)
  })

  test('makes room for who brings its first value', () => {
    const cache = weighing(6)
    for (const key of ['1', '2', '3']) cache.set(key, '##', 'b')
    cache.set('mine', '#', 'a')
    expect(cache.get('1')).toBeUndefined()
    expect(cache.get('mine')).toBe('#')
    expect(cache.weight).toBe(5)
  })

  test('keeps nothing that weighs more than all may, and one value of a key whoever brings it', () => {
    const cache = weighing(4)
    cache.set('key', '##', 'a')
    cache.set('large', '#####', 'b')
    cache.set('key', '###', 'b')
    expect(cache.get('large')).toBeUndefined()
    expect(cache.get('key')).toBe('###')
    expect(cache.weight).toBe(3)
    cache.delete('key')
    expect(cache.weight).toBe(0)
  })
})

describe('kept answers', () => {
  const silent = pino({ level: 'silent' })
  const settle = () => new Promise((done) => setImmediate(done))

  /** A chain whose blocks may move on or be taken back, and work whose end is told. */
  function world(bytes = 100_000) {
    let [now, height, written] = [0, 1, 0]
    let dropped = new Set<number>()
    const pool = {
      query: async ({ values }: { values: readonly unknown[] }) => {
        const [at] = values[2] as number[]
        return { rows: [[values[4] === String(written), !dropped.has(at ?? 0)]] }
      },
    } as unknown as Pool
    const kept = new KeptAnswers(pool, silent, { bytes, now: () => now })
    const ends: PromiseWithResolvers<void>[] = []
    const callers: string[] = []
    const work = (say: (block: number) => GraphQLAnswer) => async (caller: string) => {
      callers.push(caller)
      const [began, block, seen] = [now, height, String(written)]
      const end = Promise.withResolvers<void>()
      ends.push(end)
      await end.promise
      const mark = { network: 'n', chain: '1', height: block, hash: Buffer.of(block) }
      return { answer: say(block), marks: { chains: [mark], seen }, began }
    }
    const ask = (
      asker: { caller?: string; fresh?: boolean; staleMs?: number } = {},
      say?: (block: number) => GraphQLAnswer,
    ) =>
      kept.answer(
        ['q'],
        { caller: 'a', fresh: false, staleMs: 600_000, ...asker },
        work(say ?? ((block) => ({ data: { block } }))),
      )
    return {
      ask,
      works: ends,
      callers,
      renewals: kept.renewals,
      isAskedAgain: (question: readonly unknown[]) => kept.isAskedAgain(question),
      pass: (ms: number) => {
        now += ms
      },
      write: () => {
        written++
      },
      move: () => {
        height++
        written++
      },
      drop: () => {
        dropped = new Set([...dropped, height])
        written++
      },
      /** Ends the work that began as the nth. */
      end: async (nth: number, took = 200) => {
        now += took
        ends[nth]?.resolve()
        await settle()
      },
    }
  }
  const behind = (block: number) => ({
    behind: true,
    blocks: [{ network: 'n', chainId: 1, number: block, hash: `0x0${block}` }],
  })
  const shown = async (answer: Promise<GraphQLAnswer>) => {
    const { stringify } = await answer
    return JSON.parse(stringify?.() ?? 'null') as unknown
  }

  test('are given again while nothing is written, for a minute', async () => {
    const { ask, end, pass, works } = world()
    const first = ask()
    await settle()
    await end(0)
    expect(await shown(first)).toEqual({ data: { block: 1 } })
    pass(59_000)
    expect(await shown(ask())).toEqual({ data: { block: 1 } })
    expect(works).toHaveLength(1)
    pass(1_000)
    const later = ask()
    await settle()
    expect(works).toHaveLength(2)
    await end(1)
    await later
  })

  test('of some blocks ago say so, and are renewed once for all who ask', async () => {
    const { ask, end, move, works } = world()
    const first = ask()
    await settle()
    await end(0)
    await first
    move()
    for (const caller of ['a', 'b'])
      expect(await shown(ask({ caller }))).toEqual({ data: { block: 1 }, extensions: behind(1) })
    await settle()
    expect(works).toHaveLength(2)
    await end(1)
    expect(await shown(ask())).toEqual({ data: { block: 2 } })
  })

  test('are of this moment for who does not say that older ones will do', async () => {
    const { ask, end, write, works } = world()
    const exact = { staleMs: 0 }
    const first = ask(exact)
    await settle()
    await end(0)
    await first
    expect(await shown(ask(exact))).toEqual({ data: { block: 1 } })
    // A verdict, a price, whatever it may be: no chain moved.
    write()
    const second = ask(exact)
    const third = ask({ caller: 'b', staleMs: 100 })
    await settle()
    // The first of the two is older than the third asker takes.
    expect(works).toHaveLength(2)
    await end(1)
    await second
    expect(await shown(third)).toEqual({ data: { block: 1 } })
  })

  test('are not shared where something was written meanwhile, but with who takes them', async () => {
    const { ask, end, write, works } = world()
    const first = ask({ staleMs: 0 })
    await settle()
    const exact = ask({ caller: 'b', staleMs: 0 })
    const any = ask({ caller: 'c' })
    await settle()
    write()
    await end(0)
    await first
    expect(await shown(any)).toEqual({ data: { block: 1 }, extensions: behind(1) })
    await settle()
    expect(works).toHaveLength(2)
    await end(1)
    expect(await shown(exact)).toEqual({ data: { block: 1 } })
  })

  test('once blocks came, are given for a hundred times as long as they took, and for no more than five minutes', async () => {
    for (const [took, most] of [
      [20, 15_000],
      [200, 20_000],
      [9000, 300_000],
    ] as const) {
      const { ask, end, move, pass, works } = world()
      const first = ask()
      await settle()
      await end(0, took)
      await first
      move()
      pass(most - took - 1)
      expect(await shown(ask())).toEqual({ data: { block: 1 }, extensions: behind(1) })
      const begun = works.length
      // What took long is renewed in its own time, and not for who asks.
      expect(begun).toBe(took < 1000 ? 2 : 1)
      pass(1)
      const later = ask()
      await settle()
      await end(1, 0)
      expect(await shown(later)).toEqual({ data: { block: 2 } })
    }
  })

  test('that nobody asks for are renewed, of what is behind, on nobody’s account', async () => {
    const { ask, end, move, pass, works, renewals, callers } = world()
    const first = ask()
    await settle()
    await end(0, 2000)
    await first
    pass(8000)
    await renewals.look()
    expect(works).toHaveLength(1)
    move()
    const renewed = renewals.look()
    await settle()
    expect(callers).toEqual(['a', Renewals.CALLER])
    await end(1, 2000)
    await renewed
    expect(await shown(ask())).toEqual({ data: { block: 2 } })
  })

  test('are made of what is asked again, and not of what was asked once', () => {
    const { isAskedAgain } = world()
    expect([isAskedAgain(['x']), isAskedAgain(['x']), isAskedAgain(['y'])]).toEqual([false, true, false])
  })

  test('of a block that was taken back are never given, nor to who waited for them', async () => {
    const { ask, end, move, drop, works } = world()
    const first = ask()
    await settle()
    const waiting = ask({ caller: 'b' })
    await settle()
    expect(works).toHaveLength(1)
    drop()
    move()
    await end(0)
    await first
    await settle()
    expect(works).toHaveLength(2)
    const third = ask({ caller: 'c' })
    await settle()
    await end(1)
    expect(await shown(waiting)).toEqual({ data: { block: 2 } })
    expect(await shown(third)).toEqual({ data: { block: 2 } })
  })

  test('are shared by who asks at the same time, and not where the work failed', async () => {
    const { ask, end, works } = world()
    const refused: GraphQLAnswer = { errors: [new Error('BUSY') as never] }
    const first = ask({}, () => refused)
    await settle()
    const second = ask({ caller: 'b' })
    await settle()
    expect(works).toHaveLength(1)
    await end(0)
    expect((await first).errors).toHaveLength(1)
    await settle()
    expect(works).toHaveLength(2)
    await end(1)
    expect(await shown(second)).toEqual({ data: { block: 1 } })
  })

  test('are passed over by who wants a fresh one; what took little is not kept', async () => {
    const { ask, end, works } = world()
    const first = ask()
    await settle()
    await end(0)
    await first
    const fresh = ask({ fresh: true })
    await settle()
    expect(works).toHaveLength(2)
    await end(1)
    await fresh
    const { ask: askQuick, end: endQuick, works: quick } = world()
    for (const nth of [0, 1]) {
      const answer = askQuick()
      await settle()
      expect(quick).toHaveLength(nth + 1)
      await endQuick(nth, 9)
      await answer
    }
  })
})
