import { describe, expect, test } from 'vitest'
import type { CostInput } from '../../../src/economics/cost-input.ts'
import { matchMachines, nearNames, usualRole } from '../../../src/economics/machine-name.ts'
import { costOfRole, leftOut, roleAsked, roleSaid, usualCost } from '../../../src/economics/usual-cost.ts'
import { getCatalogue } from '../../../src/platform/catalogue.ts'

const catalogue = await getCatalogue('catalogue')
const NOW = Date.parse('2026-11-27') / 1000
const usual = (cost: CostInput) => usualCost(cost, catalogue, NOW)
const anyRow = catalogue.values[0] as (typeof catalogue.values)[0]

describe('a machine by its name alone', () => {
  test.each([
    [
      { hardware: '4090', count: 4 },
      { hardware: 'RTX_4090', count: 4, role: 'snark-prover' },
    ],
    [{ hardware: 'h100 sxm' }, { hardware: 'H100_SXM5_80', role: 'tee-gpu' }],
    [{ hardware: 'aws-m5.xlarge' }, { instance: 'aws-m5.xlarge', role: 'tee-proxy' }],
    [
      { instance: 'AWS M5 xlarge', role: 'validator' },
      { instance: 'aws-m5.xlarge', role: 'validator' },
    ],
  ] as const)('%o is the catalogue’s, with the role that it fits', (given, found) => {
    expect(usual(given).cost).toMatchObject(found)
    expect(roleAsked({ cost: given }, catalogue)).toBe(found.role)
  })

  test('that may be several, or is its owner’s own, stays as it is', () => {
    expect(usual({ hardware: 'a100' }).cost).toMatchObject({ hardware: 'a100' })
    expect(usual({ hardware: '409', capexUsd: '1' }).cost).toMatchObject({ hardware: '409' })
    // What is said to be rented is no machine of one's own.
    expect(usual({ instance: 'RTX_4090', usdPerHour: '1' }).cost).toMatchObject({ instance: 'RTX_4090' })
    // Nor is what is rented by the hour.
    expect(usual({ hardware: '4090', usdPerHour: '1' }).cost).toMatchObject({ hardware: '4090' })
    expect(nearNames(catalogue, 'a100')).toBe(', which may be A100_SXM4_80, A100_PCIe_80')
    expect(nearNames(catalogue, '4090')).toBe(', which may be RTX_4090')
    expect(nearNames(catalogue, 'RTX_4090')).toBe('')
    expect(matchMachines(catalogue, '--')).toEqual([])
    const cards = ['X', 'X2'].map((subject) => ({ ...anyRow, subject, quantity: 'power' }))
    expect(matchMachines({ values: cards }, 'x')).toEqual([{ name: 'X', kind: 'cards' }])
    expect(nearNames(catalogue, 'Z80')).toMatch(/^, which the catalogue does not have; it has H100_SXM5_80, /)
    expect(() => roleAsked({ cost: { hardware: 'a100' } }, catalogue)).toThrow(
      expect.objectContaining({ code: 'BAD_USER_INPUT' }),
    )
    expect(roleAsked({ role: 'validator', cost: { hardware: 'a100' } }, catalogue)).toBe('validator')
    expect(roleSaid({ cost: { hardware: 'a100' } }, catalogue)).toBeUndefined()
    expect(roleSaid({}, catalogue)).toBeUndefined()
    expect(roleSaid({ role: null, cost: { hardware: 'h100 sxm' } }, catalogue)).toBe('tee-gpu')
    // The role that is asked says whose nodes; that of the cost, as what their machine is costed.
    expect(roleSaid({ role: 'validator', cost: { role: 'tee-gpu' } }, catalogue)).toBe('validator')
    expect(roleSaid({ cost: { role: 'tee-gpu' } }, catalogue)).toBe('tee-gpu')
    expect(costOfRole('validator', { role: 'tee-gpu', watts: '1' })).toEqual({ role: 'tee-gpu', watts: '1' })
    expect(costOfRole('validator', { role: null })).toEqual({ role: 'validator' })
    expect(costOfRole(null)).toEqual({ role: null })
  })

  test('whose confidential mode nobody knows is not taken for one that has it', () => {
    const [machine] = matchMachines(catalogue, 'MI300X')
    expect(machine && usualRole(catalogue, machine)).toBe('snark-prover')
  })
})

describe('what nobody gave', () => {
  test('stands at its worst, or is left out, each with where it comes from', () => {
    const { cost, assumed } = usual({ hardware: 'H100_SXM5_80', count: 8 })
    expect(cost).toMatchObject({ utilisation: '1', commission: '0', gasUsdPerDay: '0' })
    expect(assumed).toMatchObject([
      { input: 'utilisation', source: 'payback/utilisation/1: assumption of this project', asOf: '2026-11' },
      { input: 'commission', source: 'payback/commission/1: assumption of this project' },
      {
        input: 'gasUsdPerDay',
        source: 'payback/gas-usd-per-day/1: assumption of this project',
        stale: false,
      },
    ])
    expect(leftOut(assumed)).toEqual([expect.stringMatching(/^before gas/)])
    const own = { hardware: 'H100_SXM5_80', utilisation: '0.4', gasUsdPerClaim: '2', commission: '0.1' }
    expect(usual(own).assumed).toEqual([])
    expect(usual(own).cost).not.toHaveProperty('gasUsdPerDay')
  })

  test('of an instance is what it pays for answers, when it is a proxy', () => {
    const inputs = (cost: CostInput) => usual(cost).assumed.map(({ input }) => input)
    const proxy = { instance: 'aws-m5.xlarge', role: 'tee-proxy' }
    expect(inputs(proxy)).toEqual(['commission', 'upstreamUsdPerRequest', 'gasUsdPerDay'])
    expect(inputs({ ...proxy, role: 'validator' })).toEqual(['commission', 'gasUsdPerDay'])
    expect(leftOut(usual(proxy).assumed)).toHaveLength(2)
    expect(leftOut(usual({ ...proxy, upstreamUsdPerRequest: '0' }).assumed)).toHaveLength(1)
  })

  test('of a place in a rack is worked out of power and colocation where no row gives it', () => {
    const hosting = (cost: CostInput) =>
      usual(cost).assumed.find(({ input }) => input === 'hostingUsdPerMonth')?.value
    // 2 × 350 W × 200 USD per kW and month
    expect(hosting({ hardware: 'L40S', count: 2 })).toBe('140.00')
    expect(hosting({ hardware: 'L40S', watts: '1000' })).toBe('200.00')
    expect(hosting({ hardware: 'L40S', hostingUsdPerMonth: '7' })).toBeUndefined()
    expect(hosting({ hardware: 'H100_SXM5_80' })).toBeUndefined()
    // Nobody has read what a bare GB200 draws.
    expect(hosting({ hardware: 'A100_PCIe_80', watts: 'many' })).toBeUndefined()
  })

  test('of a place in a rack is of one basis, and stale where a row that it stands on is', () => {
    const old = '2020-01-01'
    const row = (subject: string, quantity: string, mid: string, as_of = '2026-11-01') => {
      const numbers = { low: null, mid, high: null, shelf_life_days: 90 }
      return { ...anyRow, id: `${subject}/${quantity}`, subject, quantity, ...numbers, as_of, author: null }
    }
    const colocation = row('colocation', 'hosting', '200')
    const hosting = (values: ReturnType<typeof row>[], cost: CostInput = {}) => {
      const { assumed } = usualCost({ hardware: 'X', ...cost }, { values }, NOW)
      const found = assumed.find(({ input }) => input === 'hostingUsdPerMonth')
      return found && [found.value, found.stale]
    }
    const card = row('X', 'power', '500')
    const server = [row('X', 'server-power', '600'), row('X', 'server-capex', '9000')]
    expect(hosting([colocation, card])).toEqual(['100.00', false])
    expect(hosting([colocation, card, ...server])).toEqual(['120.00', false])
    expect(hosting([colocation, card, ...server.slice(1)])).toEqual(['100.00', false])
    expect(hosting([colocation, card, ...server.slice(0, 1)])).toEqual(['100.00', false])
    const aged = row('X', 'power', '500', old)
    expect(hosting([colocation, aged])).toEqual(['100.00', true])
    expect(hosting([colocation, aged], { watts: '1000' })).toEqual(['200.00', false])
    expect(hosting([{ ...colocation, as_of: old }, card])).toEqual(['100.00', true])
  })
})
