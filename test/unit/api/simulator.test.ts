import { afterAll, describe, expect, test } from 'vitest'
import { typicalAssumptions } from '../../../bench/payback.ts'
import { Simulator } from '../../../src/api/economics/simulator.ts'
import { exact } from '../../../src/economics/exact.ts'
import { known, missing } from '../../../src/economics/known.ts'
import { SIMULATION } from '../../../src/economics/payback/assumptions.ts'
import { type PaybackQuestion, payback } from '../../../src/economics/payback/payback.ts'

const zero = known(exact(0))
const question: PaybackQuestion = {
  role: 'tee-gpu',
  cost: known({
    kind: 'machine',
    hardware: 'H100_SXM5_80',
    confidentialMode: true,
    capexUsd: known(exact(36_000)),
    boughtAt: 0,
    depreciation: {
      method: 'straight-line',
      years: exact(3),
      yearlyRate: exact(0),
      residualShare: exact(3, 10),
    },
    watts: known(exact(1000)),
    idleFraction: exact(1, 5),
    utilisation: known(exact(9, 10)),
    usdPerKwh: known(exact(1, 10)),
    pue: exact(3, 2),
    hostingUsdPerMonth: known(exact(80)),
  }),
  fees: known(exact(5000)),
  runningCosts: zero,
  paidRequests: 8000,
  historyDays: 180,
  assumptions: known(typicalAssumptions()),
  steady: missing('NO_PRICE', 'the token'),
  rental: null,
  simulation: { ...SIMULATION, paths: 2000 },
}

const simulator = new Simulator()
afterAll(() => simulator.close())

describe('paybacks are worked out in a thread', () => {
  test('with the same answer, to the last digit', async () => {
    const answer = await simulator.ask(question, 'a')
    expect(answer.answer).toBe('ESTIMATE')
    expect(answer).toEqual(payback(question))
  })

  test('and everything else has its turn meanwhile', async () => {
    let turns = 0
    let done = false
    const beside = (async () => {
      while (!done) {
        turns++
        await new Promise((next) => setImmediate(next))
      }
    })()
    await simulator.ask({ ...question, simulation: { ...SIMULATION, paths: 20_000 } }, 'a')
    done = true
    await beside
    expect(turns).toBeGreaterThan(100)
  })

  test('for callers in turn: who asks for many waits for the others, and is refused at some point', async () => {
    const order: string[] = []
    const ask = (caller: string) => simulator.ask(question, caller).then(() => order.push(caller))
    const flood = Array.from({ length: 30 }, () =>
      ask('flood').catch((error: { extensions: { code: string } }) => error.extensions.code),
    )
    await Promise.all(['b', 'c'].map(ask))
    expect(order.slice(0, 3)).toEqual(['flood', 'b', 'c'])
    expect((await Promise.all(flood)).filter((each) => each === 'BUSY')).toHaveLength(9)
  })

  test('and a fault is the fault of one question', async () => {
    const broken = { ...question, simulation: { ...SIMULATION, paths: -1 } }
    await expect(simulator.ask(broken, 'a')).rejects.toThrow(RangeError)
    expect((await simulator.ask(question, 'a')).answer).toBe('ESTIMATE')
  })
})
