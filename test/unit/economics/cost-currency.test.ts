import { describe, expect, test } from 'vitest'
import { currencyRow, inDollars } from '../../../src/economics/cost-currency.ts'

const nobody = () => undefined

describe('a cost in another currency', () => {
  test('is in USD to the last digit; what is no amount of money stays', () => {
    const cost = {
      currency: 'eur',
      usdPerCurrency: '1.0825',
      capexUsd: '1999.99',
      usdPerKwh: '0.3',
      watts: '350',
    }
    expect(inDollars(cost, nobody)).toEqual({
      currency: null,
      usdPerCurrency: null,
      capexUsd: '2164.989175',
      usdPerKwh: '0.32475',
      watts: '350',
    })
  })

  test('takes the rate of the catalogue where none is given, and one where it is USD', () => {
    const asked: string[] = []
    const rateOf = (code: string) => {
      asked.push(code)
      return '2'
    }
    expect(inDollars({ currency: 'Chf', usdPerHour: '3' }, rateOf)).toMatchObject({ usdPerHour: '6' })
    expect(asked).toEqual(['CHF'])
    expect(inDollars({ currency: 'usd', usdPerHour: '3' }, nobody)).toMatchObject({ usdPerHour: '3' })
    expect(currencyRow('CHF')).toEqual(['currency-chf', 'usd'])
  })

  test('leaves out what is left out, and leaves to its reader what is no number', () => {
    const cost = {
      currency: 'EUR',
      usdPerCurrency: '2',
      capexUsd: null,
      rentUsdPerHour: '1e3',
    }
    const found: Record<string, unknown> = inDollars(cost, nobody)
    expect([found.capexUsd, 'usdPerKwh' in found, found.rentUsdPerHour]).toEqual([null, false, '1e3'])
  })

  test('of no currency is in USD already', () => {
    const cost = { capexUsd: '5', currency: null }
    expect(inDollars(cost, nobody)).toBe(cost)
    expect(inDollars({ capexUsd: '5' }, nobody)).toEqual({ capexUsd: '5' })
  })

  test.each([
    [{ usdPerCurrency: '1.1' }, 'give both'],
    [{ currency: 'EURO' }, 'three letters of ISO 4217'],
    [{ currency: 'EUR' }, 'what one EUR is in USD'],
    [{ currency: 'EUR', usdPerCurrency: '0' }, 'above 0, got "0"'],
    [{ currency: 'EUR', usdPerCurrency: '-1' }, 'above 0, got "-1"'],
    [{ currency: 'EUR', usdPerCurrency: 'x' }, 'above 0, got "x"'],
  ])('%j is refused', (cost, message) => {
    expect(() => inDollars(cost, nobody)).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }))
    expect(() => inDollars(cost, nobody)).toThrow(message)
  })
})
