import { expect, test } from 'vitest'
import { type Aged, Renewals } from '../../../src/api/execute/renewals.ts'

/** Answers of which the test says how old they are; `end` ends what is being renewed. */
function world() {
  let now = 0
  const aged = new Map<string, Aged>()
  const began: string[] = []
  const running = new Map<string, (done: boolean) => void>()
  const renewals = new Renewals(() => now, {
    ageOf: (key) => aged.get(key),
    renew: (key) => {
      began.push(key)
      return new Promise((done) => running.set(key, done))
    },
  })
  const settle = () => new Promise((done) => setImmediate(done))
  return {
    began,
    renewals,
    asked(key: string, tookMs: number, ageMs: number, mostMs = 300_000) {
      renewals.asked(key, () => Promise.reject(new Error('nobody works here')))
      aged.set(key, { ageMs, tookMs, share: ageMs / mostMs })
    },
    look: async () => {
      void renewals.look()
      await settle()
    },
    async end(key: string, isDone = true) {
      if (isDone) aged.delete(key)
      running.get(key)?.(isDone)
      await settle()
    },
    pass: (ms: number) => {
      now += ms
    },
  }
}

test('the answer that will be too old first is renewed first, one at a time, beside one that does not take long', async () => {
  const { asked, look, end, pass, began } = world()
  asked('older', 2000, 60_000)
  asked('oldest', 3000, 90_000)
  asked('quick', 100, 14_000, 15_000)
  await look()
  await look()
  expect(began).toEqual(['oldest', 'quick'])
  // It rests for as long as it worked.
  pass(3000)
  await end('oldest')
  pass(2999)
  await look()
  expect(began).toEqual(['oldest', 'quick'])
  pass(1)
  await look()
  expect(began).toEqual(['oldest', 'quick', 'older'])
})

test('no answer is renewed that is young for what it takes, nor one that is worked out sooner than a reader notices', async () => {
  const { asked, look, began } = world()
  asked('young', 2000, 7999)
  asked('cheap', 29, 14_000, 15_000)
  asked('new', 100, 4999, 15_000)
  await look()
  expect(began).toEqual([])
  asked('young', 2000, 8000)
  await look()
  expect(began).toEqual(['young'])
})

test('what nobody asked for in an hour, and what failed, is left alone until somebody asks', async () => {
  const { asked, look, end, pass, began } = world()
  asked('a', 2000, 60_000)
  pass(3_600_000)
  await look()
  expect(began).toEqual([])
  asked('a', 2000, 60_000)
  await look()
  await end('a', false)
  await look()
  expect(began).toEqual(['a'])
  asked('a', 2000, 60_000)
  await look()
  expect(began).toEqual(['a', 'a'])
})
