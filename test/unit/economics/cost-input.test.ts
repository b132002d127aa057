import { describe, expect, test } from 'vitest'
import { costModelFor } from '../../../src/economics/cost.ts'
import { type CostInput, toCost } from '../../../src/economics/cost-input.ts'
import { type Exact, toDecimal } from '../../../src/economics/exact.ts'
import type { Known } from '../../../src/economics/known.ts'
import { rentedOut } from '../../../src/economics/payback/counterfactual.ts'
import { rentalTerms } from '../../../src/economics/payback/rental.ts'
import { getCatalogue } from '../../../src/platform/catalogue.ts'

const catalogue = await getCatalogue('catalogue')
const END = Date.UTC(2026, 10, 1) / 1000
const START = END - 30 * 86_400
const text = (value: Known<Exact>) => (value.known ? toDecimal(value.value, 2) : value.missing[0]?.reason)

function machineOf(input: CostInput) {
  const { model } = toCost({ utilisation: '1', ...input }, catalogue, START, END)
  if (!model.known || model.value.kind !== 'machine') throw new Error('no machine')
  return { model, machine: model.value }
}

function netRent(input: CostInput): string | undefined {
  const { model, machine } = machineOf(input)
  const terms = rentalTerms(model, catalogue, END)
  return terms ? text(rentedOut(machine, terms).net) : undefined
}

describe('several cards', () => {
  const eight = { hardware: 'H100_SXM5_80', watts: '10200', hostingUsdPerMonth: '640', capexUsd: '325000' }

  test('are rented out together: the rent is of the same machine as the power and the hosting', () => {
    // 8 · 2.95 · 730.5 h · 0.62 · 0.8 = 8,550.94; 10.2 kW · 0.677 · 1.55 · 0.135 · 730.5 h = 1,055.54; hosting 640.
    const terms = { rentUsdPerHour: '2.95', marketplaceFee: '0.2', usdPerKwh: '0.135', pue: '1.55' }
    expect(netRent({ ...eight, ...terms, count: 8 })).toBe('6855.40')
    expect(netRent({ hardware: 'H100_SXM5_80', ...terms, count: 8 })).toBe('6855.40')
  })
  test('four 4090 rent out as four: renting leaves 369.58 more than a quote for one card, so +2.73 a month is −366.85', () => {
    // 0.34 · 730.5 h · 0.62 · 0.8 = 123.19 a card; power and hosting are of the whole machine either way.
    const whole = { hardware: 'RTX_4090', watts: '1800', hostingUsdPerMonth: '40' }
    const terms = { ...whole, rentUsdPerHour: '0.34', marketplaceFee: '0.2' }
    const [one = 0, four = 0] = [1, 4].map((count) => Number(netRent({ ...terms, count })))
    expect(four - one).toBeCloseTo(369.58, 1)
    expect(2.73 - (four - one)).toBeCloseTo(-366.85, 1)
  })
  test('cost what the catalogue says of one, that often; the operator’s own numbers are of all', () => {
    const one = machineOf({ hardware: 'RTX_4090' }).machine
    const four = machineOf({ hardware: 'RTX_4090', count: 4 }).machine
    expect([one.capexUsd, one.watts, one.hostingUsdPerMonth].map(text)).toEqual([
      '1800.00',
      '450.00',
      '10.00',
    ])
    expect([four.capexUsd, four.watts, four.hostingUsdPerMonth].map(text)).toEqual([
      '7200.00',
      '1800.00',
      '40.00',
    ])
    const own = machineOf({ ...eight, count: 8 }).machine
    expect([own.capexUsd, own.watts, own.hostingUsdPerMonth].map(text)).toEqual([
      '325000.00',
      '10200.00',
      '640.00',
    ])
  })
  test.each([0, -1, 1.5, 1025])('%d of them are refused', (count) =>
    expect(() => machineOf({ ...eight, count })).toThrow('cost.count must be 1 to 1024 cards'),
  )
})

describe('the operator’s own terms of renting out', () => {
  test('take the place of the catalogue’s, each alone', () => {
    const card = { hardware: 'H100_SXM5_80', watts: '0', hostingUsdPerMonth: '0' }
    // 730.5 h · 0.62 = 452.91 rented hours a month.
    expect(netRent({ ...card, rentUsdPerHour: '1', marketplaceFee: '0' })).toBe('452.91')
    expect(netRent({ ...card, rentUsdPerHour: '1' })).toBe('407.62')
    expect(netRent({ ...card, marketplaceFee: '0' })).toBe('1336.08')
    expect(netRent({ ...card, rentUsdPerHour: '0' })).toBe('0.00')
  })
  test('answer for a card that the catalogue does not have', () => {
    const unlisted = { hardware: 'a card', capexUsd: '1', watts: '0', hostingUsdPerMonth: '0' }
    expect(netRent(unlisted)).toBeUndefined()
    expect(netRent({ ...unlisted, count: 2, rentUsdPerHour: '1', marketplaceFee: '0' })).toBe('905.82')
  })
  test('sources that contradict each other are named together', () => {
    const { model } = machineOf({ hardware: 'RTX_4090' })
    expect(rentalTerms(model, catalogue, END)?.source).toBe(
      'usagepricing: Vast.ai on demand, June 2026; contradicted by deploybase: RunPod 0.34, Vast 0.15 to 0.40 (0.34 USD/hour, 2026-03)',
    )
  })
  test('name themselves as the source', () => {
    const { model } = machineOf({ hardware: 'H100_SXM5_80', rentUsdPerHour: '1' })
    expect(rentalTerms(model, catalogue, END)?.source).toBe('cost.rentUsdPerHour')
  })
  test('a fee above all of the rent is refused', () =>
    expect(() => machineOf({ hardware: 'L4', marketplaceFee: '1.1' })).toThrow('cost.marketplaceFee'))
})

describe('what cannot be is refused', () => {
  test('a building that draws less than the machine in it', () => {
    expect(() => machineOf({ hardware: 'L4', pue: '0.2' })).toThrow(
      'cost.pue must be a decimal number from 1 ',
    )
    expect(text({ known: true, value: machineOf({ hardware: 'L4', pue: '1' }).machine.pue })).toBe('1.00')
  })
  test('a machine that is bought after the window', () => {
    const at = (seconds: number) => new Date(seconds * 1000).toISOString()
    expect(machineOf({ hardware: 'L4', boughtAt: at(END) }).machine.boughtAt).toBe(END)
    expect(() => machineOf({ hardware: 'L4', boughtAt: at(END + 1) })).toThrow(
      `cost.boughtAt is ${at(END + 1)}, after the window's end of 2026-11-01T00:00:00.000Z: give`,
    )
    expect(() => toCost({ hardware: 'L4', boughtAt: at(END) }, catalogue, START, END, END - 1)).toThrow(
      'after the node left on 2026-10-31T23:59:59.000Z',
    )
  })

  test('a life of no years, and more cards than a rack of racks has', () => {
    expect(() => machineOf({ hardware: 'L4', years: '0' })).toThrow('cost.years must be above zero')
    expect(machineOf({ hardware: 'L4', count: 1024 }).machine.letting?.cards).toBe(1024)
  })
})

describe('the confidential mode', () => {
  const reason = (input: CostInput) => {
    const { machine } = machineOf({ capexUsd: '1', watts: '1', hostingUsdPerMonth: '1', ...input })
    const found = costModelFor('tee-gpu', machine)
    return found.known ? null : found.missing[0]?.reason
  }
  test('of hardware that the catalogue does not have is not known, and not absent', () => {
    expect(reason({ hardware: 'MI300X' })).toBe('COST_UNKNOWN')
    expect(reason({ hardware: 'MI300X', confidentialMode: true })).toBeNull()
    expect(reason({ hardware: 'MI300X', confidentialMode: false })).toBe('NO_CONFIDENTIAL_MODE')
    expect(reason({ hardware: 'RTX_4090' })).toBe('NO_CONFIDENTIAL_MODE')
    expect(reason({ hardware: 'H100_SXM5_80' })).toBeNull()
  })

  test('matters in the roles that need one, and of machines alone', () => {
    const { machine } = machineOf({ hardware: 'MI300X', confidentialMode: null })
    expect(costModelFor('snark-prover', machine).known).toBe(true)
    expect(costModelFor('snark-prover', { ...machine, confidentialMode: false }).known).toBe(true)
    const { model } = toCost({ instance: 'aws-m5.xlarge' }, catalogue, START, END)
    expect(model.known && costModelFor('tee-gpu', model.value)).toEqual(model)
  })
})

describe('one basis', () => {
  const row = (subject: string, quantity: string, mid: string) => ({
    ...(catalogue.values[0] as (typeof catalogue.values)[0]),
    id: `${subject}/${quantity}/x`,
    subject,
    quantity,
    low: null,
    mid,
    high: null,
  })
  const machine = (values: ReturnType<typeof row>[]) => {
    const { model } = toCost({ hardware: 'X' }, { values: [...catalogue.values, ...values] }, START, END)
    return model.known && model.value.kind === 'machine'
      ? [model.value.capexUsd, model.value.watts].map(text)
      : []
  }
  const card = [row('X', 'capex', '10'), row('X', 'power', '100')]

  test('of a server both, or of bare cards both', () => {
    expect(machine(card)).toEqual(['10.00', '100.00'])
    expect(machine([...card, row('X', 'server-power', '150')])).toEqual(['10.00', '100.00'])
    expect(machine([...card, row('X', 'server-power', '150'), row('X', 'server-capex', '12')])).toEqual([
      '12.00',
      '150.00',
    ])
  })
})

describe('the price of electricity', () => {
  const usd = (more: CostInput) => text(machineOf({ hardware: 'L4', ...more }).machine.usdPerKwh)

  test('is the operator’s own, else that of the country, else commercial in the US', () => {
    expect(usd({ usdPerKwh: '0.05', country: 'US' })).toBe('0.05')
    const us = machineOf({ hardware: 'L4', country: 'US' }).machine.usdPerKwh
    expect(us.known && toDecimal(us.value, 3)).toBe('0.146')
    expect(usd({ country: 'Atlantis' })).toBe('COST_UNKNOWN')
    const { usdPerKwh } = machineOf({ hardware: 'L4', country: 'Atlantis' }).machine
    expect(usdPerKwh.known ? '' : usdPerKwh.missing[0]?.input).toBe(
      'price of electricity in Atlantis: give cost.usdPerKwh',
    )
  })
})

describe('what a node runs on', () => {
  const kindOf = (input: CostInput) => {
    const { model } = toCost(input, catalogue, START, END)
    return model.known ? model.value.kind : model.missing[0]?.reason
  }

  test('is rented where an instance or a rent is given, and else a machine', () => {
    expect(kindOf({ instance: 'aws-m5.xlarge' })).toBe('instance')
    expect(kindOf({ usdPerHour: '1' })).toBe('instance')
    expect(kindOf({ hardware: 'L4' })).toBe('machine')
    expect(kindOf({})).toBe('COST_UNKNOWN')
  })

  test('without a price in the catalogue is missing, and a name that it does not have gets those it may mean', () => {
    const values = catalogue.values.filter(
      (row) => row.quantity !== 'instance' || row.subject !== 'aws-m5.xlarge',
    )
    const priceOf = (instance: string, rows = catalogue.values) => {
      const { model } = toCost({ instance }, { values: rows }, START, END)
      if (!model.known || model.value.kind !== 'instance') throw new Error('no instance')
      return model.value.usdPerHour.known ? '' : model.value.usdPerHour.missing[0]?.input
    }
    expect(priceOf('H100')).toMatch(/^USD per hour of H100, which may be H100_SXM5_80, /)
    expect(priceOf('L4')).toBe('USD per hour of L4')
    expect(priceOf('aws-m5.xlarge', values)).toMatch(
      /^USD per hour of aws-m5.xlarge, which the catalogue does not/,
    )
  })

  test('takes gas of a day or of a claim, and the other is then nothing', () => {
    const gasOf = (input: CostInput) => {
      const { gas } = toCost({ hardware: 'L4', ...input }, catalogue, START, END)
      return gas && [toDecimal(gas.usdPerDay, 0), toDecimal(gas.usdPerClaim, 0)]
    }
    expect([gasOf({}), gasOf({ gasUsdPerDay: '2' }), gasOf({ gasUsdPerClaim: '3' })]).toEqual([
      null,
      ['2', '0'],
      ['0', '3'],
    ])
  })
})
