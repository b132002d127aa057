import { describe, expect, test } from 'vitest'
import type { Figure, PaybackAnswer } from '../../../../src/api/terminal/answer.ts'
import { toBars, toTable } from '../../../../src/api/terminal/bars.ts'
import { findMachine } from '../../../../src/api/terminal/machine.ts'
import { toQuestion } from '../../../../src/api/terminal/question.ts'
import { toReport } from '../../../../src/api/terminal/report.ts'
import { toSentence } from '../../../../src/api/terminal/sentence.ts'
import { getCatalogue } from '../../../../src/platform/catalogue.ts'

const catalogue = await getCatalogue('catalogue')
const NOW = Date.parse('2026-11-27') / 1000
const words = { hardware: 'H100_SXM5_80', count: '8', days: '180', seed: '1' }
const asked = toQuestion(words, catalogue, NOW)

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
    answer: 'ESTIMATE',
    missing: [],
    class: 'mainnet',
    role: 'tee-gpu',
    sample: null,
    marginPerRequest: figure('1'),
    netCashPerMonth: figure('100'),
    machine,
    cash: null,
    exitAt: [],
    nodes: null,
    breakEven: { months: figure(null), tokenPrice: figure(null), requestsPerDay: figure(null) },
    rentedOut: null,
    paths: 100,
    horizonMonths: 60,
    seed: 1,
    assumptions: null,
    ...more,
  }
}

describe('the machine that words mean', () => {
  test.each([
    ['4090', 'RTX_4090', 'snark-prover'],
    ['rtx 4090', 'RTX_4090', 'snark-prover'],
    ['h100 sxm', 'H100_SXM5_80', 'tee-gpu'],
    ['L4', 'L4', 'snark-prover'],
    ['AWS-M5.xlarge', 'aws-m5.xlarge', 'tee-proxy'],
  ])('%s is %s, taken for %s', (said, name, usualRole) => {
    expect(findMachine(catalogue, said, false)).toMatchObject({ name, usualRole })
  })

  test('that mean several or none are refused, unless their owner gives price and power', () => {
    const refused = expect.objectContaining({ code: 'HARDWARE_UNKNOWN' })
    for (const said of ['a100', 'Z80', '']) expect(() => findMachine(catalogue, said, false)).toThrow(refused)
    expect(findMachine(catalogue, 'Z80', true)).toMatchObject({ name: 'Z80', kind: 'cards' })
  })
})

describe('the question of an owner', () => {
  test('has what nobody gave at its worst, or left out, each with where it comes from', () => {
    expect(asked.variables).toMatchObject({
      role: 'tee-gpu',
      cost: { hardware: 'H100_SXM5_80', count: 8, utilisation: '1', commission: '0', gasUsdPerDay: '0' },
    })
    expect(asked.assumed).toMatchObject([
      { input: 'utilisation', source: 'payback/utilisation/1: assumption of this project', asOf: '2026-11' },
      { input: 'commission', source: 'payback/commission/1: assumption of this project' },
      { input: 'gasUsdPerDay', source: 'left out', asOf: null },
    ])
    const own = { ...words, utilisation: '0.4', gasUsdPerDay: '2', commission: '0.1' }
    const given = toQuestion(own, catalogue, NOW)
    expect(given.assumed).toEqual([])
    expect(given.variables.cost).toMatchObject({ utilisation: '0.4', gasUsdPerDay: '2', commission: '0.1' })
  })

  test('has hosting out of power and colocation where no row gives it', () => {
    const of = (more: object) =>
      toQuestion({ ...words, hardware: 'L40S', count: '2', ...more }, catalogue, NOW)
    // 2 × 350 W × 200 USD per kW and month
    expect(of({}).assumed).toContainEqual({
      input: 'hostingUsdPerMonth',
      value: '140.00',
      source: 'colocation/hosting/1 × l40s/power/1: colocation price pages',
      asOf: '2026-05',
      note: 'kilowatts × colocation',
    })
    expect(of({ watts: '1000' }).variables.cost).toMatchObject({
      hostingUsdPerMonth: '200.00',
      watts: '1000',
    })
    expect(of({ hostingUsdPerMonth: '7' }).variables.cost).toMatchObject({ hostingUsdPerMonth: '7' })
    // Nobody has read what an MI300X draws.
    expect(of({ hardware: 'MI300X' }).variables.cost).not.toHaveProperty('hostingUsdPerMonth')
    expect(asked.variables.cost).not.toHaveProperty('hostingUsdPerMonth')
  })

  test.each([['0'], ['1025'], ['-1'], ['2.5'], ['many']])('of %s cards is refused', (count) => {
    expect(() => toQuestion({ ...words, count }, catalogue, NOW)).toThrow(
      expect.objectContaining({ code: 'BAD_USER_INPUT' }),
    )
  })
})

describe('the sentence', () => {
  test('has the range, and what lies beyond the horizon is no number', () => {
    expect(toSentence(answer(), asked, 'some')).toBe(
      '8 × H100_SXM5_80 as tee-gpu on some (mainnet money) pays for itself in 12.30 months (5 to 95 %: 9.10 to more than 60), in 6.0 % of the simulated futures not within 60.',
    )
  })

  test('has the age of the oldest stale value', () => {
    const stale = ['gpu/x/1 as of 2026-05', 'gpu/y/1 as of 2026-03']
    expect(toSentence(answer({ marginPerRequest: figure('1', { stale }) }), asked, 'some')).toMatch(
      /past their shelf life, the oldest as of 2026-03\.$/,
    )
  })

  test('never takes what is not known for a number', () => {
    const found = answer({
      answer: 'UNKNOWN',
      machine: null,
      missing: [{ reason: 'NOT_OBSERVED', input: 'stake of the role' }],
    })
    expect(toSentence(found, asked, 'some')).toBe(
      'Whether 8 × H100_SXM5_80 as tee-gpu on some (mainnet money) pays for itself is not known: stake of the role (NOT_OBSERVED).',
    )
    expect(toReport(found, asked, 'some')).toMatch(/break-even months +not known \(NOT_OBSERVED\)/)
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
    const report = toReport(answer({ horizonMonths: 24 }), asked, 'some')
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
