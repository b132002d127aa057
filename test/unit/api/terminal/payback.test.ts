import { describe, expect, test } from 'vitest'
import { toSentence } from '../../../../src/api/economics/answer/sentence.ts'
import type { Figure, PaybackAnswer } from '../../../../src/api/terminal/answer.ts'
import { toBars, toTable } from '../../../../src/api/terminal/bars.ts'
import { findMachine } from '../../../../src/api/terminal/machine.ts'
import { answerOffline, toOfflineReport } from '../../../../src/api/terminal/outlook.ts'
import { toQuestion } from '../../../../src/api/terminal/question.ts'
import { toReport } from '../../../../src/api/terminal/report.ts'
import { usualCost } from '../../../../src/economics/usual-cost.ts'
import { getCatalogue } from '../../../../src/platform/catalogue.ts'

const catalogue = await getCatalogue('catalogue')
const NOW = Date.parse('2026-11-27') / 1000
const words = { hardware: 'H100_SXM5_80', count: '8', days: '180', seed: '1' }

const figure = (value: string | null, more: Partial<Figure> = {}): Figure => ({
  value,
  reason: value === null ? 'NOT_OBSERVED' : null,
  unit: 'USD',
  class: 'mainnet',
  methodVersion: 'payback-3',
  window: null,
  finality: 'final',
  asOf: [],
  stale: [],
  caveats: [],
  missing: [],
  ...more,
})

const answer = (more: Partial<PaybackAnswer> = {}): PaybackAnswer => {
  const months = figure('12.30', { unit: 'months', quantiles: { p5: '9.10', p50: '12.30', p95: null } })
  const machine = { months, within12: '0.4800', within24: '0.9000', within36: '0.9300', never: '0.0600' }
  return {
    sentence: 'It pays.',
    answer: 'ESTIMATE',
    missing: [],
    class: 'mainnet',
    role: 'tee-gpu',
    sample: null,
    marginPerRequest: figure('1'),
    netCashPerMonth: figure('100'),
    entry: null,
    machine,
    cash: null,
    exitAt: [],
    nodes: null,
    breakEven: { months: figure(null), tokenPrice: figure(null), requestsPerDay: figure(null) },
    rentedOut: null,
    paths: 100,
    horizonMonths: 60,
    seed: 1,
    assumed: [],
    references: [],
    ...more,
  }
}

describe('the machine that words mean', () => {
  test.each([
    ['4090', 'RTX_4090', 'cards'],
    ['rtx 4090', 'RTX_4090', 'cards'],
    ['h100 sxm', 'H100_SXM5_80', 'cards'],
    ['L4', 'L4', 'cards'],
    ['AWS-M5.xlarge', 'aws-m5.xlarge', 'instance'],
  ])('%s is %s', (said, name, kind) => {
    expect(findMachine(catalogue, said, false)).toEqual({ name, kind })
  })

  test('that mean several or none are refused, unless their owner gives price and power', () => {
    const refused = expect.objectContaining({ code: 'HARDWARE_UNKNOWN' })
    for (const said of ['a100', 'Z80', '']) expect(() => findMachine(catalogue, said, false)).toThrow(refused)
    expect(findMachine(catalogue, 'Z80', true)).toMatchObject({ name: 'Z80', kind: 'cards' })
  })
})

describe('the question of an owner', () => {
  test('has the machine and what was given of it, and nothing else', () => {
    expect(toQuestion(words, catalogue)).toEqual({
      cost: { hardware: 'H100_SXM5_80', count: 8 },
      days: 180,
      seed: 1,
    })
    const own = { ...words, utilisation: '0.4', pue: '1', boughtAt: '2026-01-31', role: 'validator' }
    expect(toQuestion(own, catalogue)).toMatchObject({
      role: 'validator',
      cost: { utilisation: '0.4', pue: '1', boughtAt: '2026-01-31T00:00:00Z' },
    })
    expect(() => toQuestion({ ...words, boughtAt: 'May' }, catalogue)).toThrow('--bought-at is a day')
  })

  test.each([['0'], ['1025'], ['-1'], ['2.5'], ['many']])('of %s cards is refused', (count) => {
    expect(() => toQuestion({ ...words, count }, catalogue)).toThrow(
      expect.objectContaining({ code: 'BAD_USER_INPUT' }),
    )
  })
})

describe('without an index', () => {
  const offline = (more: object) =>
    answerOffline(toQuestion({ ...words, ...more }, catalogue), catalogue, 'none was asked', NOW)

  test('a machine has its costs, what it must bring and what it rents for, and no income', () => {
    const { sentence, missing, numbers } = offline({
      hardware: '4090',
      count: '4',
      pue: '1',
      usdPerKwh: '0.1',
    })
    // 1.8 kW · 730.5 h · 0.10 = 131.49 and four places of 10.
    expect(numbers).toMatchObject({
      'price of the machine': '7200.00',
      'running cost of a month': '171.49',
      // (1 − 1.08^−2) ÷ (1.08^(1/12) − 1) = 22.173; 7,200 ÷ 22.173 = 324.72, and the running cost.
      'income of a month that pays it back in 24 months': '496.21',
      // 4 · 0.7785 · 730.5 h · 0.62 · 0.9 = 1,269.34; 1.8 kW · 0.677 of the time · 0.10 = 89.02; hosting 40.
      'rented out, net of a month': '1140.31',
      'months until rent alone has paid for it': '6.3',
    })
    expect(missing).toEqual([
      { reason: 'NOT_OBSERVED', input: 'what nodes of a network earn: none was asked' },
    ])
    expect(sentence).toMatch(
      /^4 × RTX_4090 \(its oldest reference value past its shelf life is of 2025-12-01\): whether it pays for itself is not known: what nodes of a network earn/,
    )
    expect(sentence).toContain('Rented out, it would leave 1140.31 USD a month.')
  })

  test('an instance has its rent and nothing to pay back; what no source says is not known', () => {
    expect(offline({ hardware: 'aws-m5.xlarge' }).numbers).toMatchObject({
      'running cost of a month': '140.26',
      'price of the machine': null,
      'rented out, net of a month': null,
    })
    expect(offline({ hardware: 'aws-m5.xlarge' }).sentence).toMatch(
      /^aws-m5\.xlarge .* has nothing to pay back, and what it keeps is not known: .*It costs 140\.26 USD a month to run\./,
    )
    const unread = offline({ hardware: 'B300' })
    expect(unread.numbers).toMatchObject({
      'price of the machine': null,
      'income of a month that pays it back in 24 months': null,
    })
    expect(unread.missing).toContainEqual({ reason: 'COST_UNKNOWN', input: 'price of B300' })
    expect(toOfflineReport(unread)).toMatch(/price of the machine +not known/)
  })
})

describe('the sentence', () => {
  const question = {
    what: '8 × H100_SXM5_80',
    role: 'tee-gpu',
    network: 'some',
    at: Date.parse('2026-11-27') / 1000,
  }

  test('has the range, and what lies beyond the horizon is no number', () => {
    expect(toSentence(answer(), question)).toBe(
      '8 × H100_SXM5_80 as tee-gpu on some (mainnet money) pays for itself in 12.30 months (5 to 95 %: 9.10 to more than 60), in 6.0 % of the simulated futures not within 60.',
    )
  })

  test('has how many of the nodes would have paid back, and what renting out leaves', () => {
    const nodes = { nodes: 10, machine: 1, cash: 0 }
    const rented = { source: 'x', asOf: '2026-05', stale: false, net: figure('366.854') }
    const of = (advantage: Figure) =>
      toSentence(answer({ nodes, rentedOut: { ...rented, advantage } }), question)
    expect(of(figure('-12.3'))).toMatch(
      /Of the 10 nodes that it stands on, 1 would have paid back\. Rented out, it would leave 12\.30 USD a month more\.$/,
    )
    expect(of(figure('12.3'))).toMatch(/leave 12\.30 USD a month less\.$/)
    expect(of(figure(null))).toMatch(/Rented out, it would leave 366\.85 USD a month\.$/)
  })

  test('says that whoever enters shares with those that are there', () => {
    const entry = { nodes: 4, share: '0.800000', netCashPerMonth: figure('60') }
    expect(toSentence(answer({ entry }), question)).toMatch(
      /As one node more than the 4 that are there, it is counted with 80\.0 % of what each of them earned\.$/,
    )
    expect(toReport(answer({ entry }))).toMatch(/net cash per month as one more than 4 +60 USD/)
    expect(toSentence(answer({ entry: { ...entry, nodes: 0 } }), question)).not.toMatch(/one node more/)
  })

  test('has the age of the oldest stale value in its first words', () => {
    const row = {
      rowId: 'x/rent/1',
      value: '1',
      unit: 'USD',
      basis: null,
      source: 's',
      address: null,
      author: null,
    }
    const references = [
      { ...row, asOf: '2026-05', confidence: 'D', stale: true },
      { ...row, asOf: '2026-03', confidence: 'D', stale: true },
      { ...row, asOf: '2025-01', confidence: 'D', stale: false },
    ]
    expect(toSentence(answer({ references }), question)).toMatch(
      /^8 × H100_SXM5_80 as tee-gpu on some \(mainnet money; its oldest reference value past its shelf life is of 2026-03, 8 months ago\) pays/,
    )
  })

  test('says what is left out because nobody gave it', () => {
    const assumed = usualCost({ instance: 'aws-m5.xlarge', role: 'tee-proxy' }, catalogue, NOW).assumed
    expect(toSentence(answer({ assumed }), question)).toMatch(
      /These figures are before what a proxy pays for the answers .*; before gas: .*\.$/,
    )
  })

  test('never takes what is not known for a number', () => {
    const found = answer({
      answer: 'UNKNOWN',
      machine: null,
      missing: [{ reason: 'NOT_OBSERVED', input: 'stake of the role' }],
    })
    expect(toSentence(found, question)).toBe(
      '8 × H100_SXM5_80 as tee-gpu on some (mainnet money): whether it pays for itself is not known: stake of the role (NOT_OBSERVED).',
    )
    expect(toReport(found)).toMatch(/break-even months +not known \(NOT_OBSERVED\)/)
  })
})

describe('the chart', () => {
  test('has bars in eighths of a block, and the share behind each', () => {
    const lines = toBars([
      { label: '6 months', share: '0' },
      { label: '12 months', share: '0.5' },
      { label: '24 months', share: '0.9961' },
    ]).split('\n')
    expect(lines[0]).toBe(`   6 months │${'·'.repeat(32)}│ 0.0 %`)
    expect(lines[1]).toBe(`  12 months │${'█'.repeat(16)}${'·'.repeat(16)}│ 50.0 %`)
    expect(lines[2]).toBe(`  24 months │${'█'.repeat(31)}▉│ 99.6 %`)
  })

  test('leaves out months at or beyond the horizon', () => {
    const report = toReport(answer({ horizonMonths: 24 }))
    expect(report.match(/\d+ months │/g)).toEqual(['12 months │', '24 months │'])
    expect(report).toContain('94.0 %')
  })

  test('has a table beside it whose columns stand below each other', () => {
    expect(
      toTable([
        ['a', 'long one', 'x'],
        ['bb', 'c', ''],
      ]),
    ).toBe('  a   long one  x\n  bb  c\n')
  })
})
