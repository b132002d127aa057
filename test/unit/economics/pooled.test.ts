import { describe, expect, test } from 'vitest'
import { exact } from '../../../src/economics/exact.ts'
import { type Known, known, missing } from '../../../src/economics/known.ts'
import { Operators } from '../../../src/economics/operators.ts'
import { commonPart, tillsOf } from '../../../src/economics/realised/pooled.ts'
import { entry, START } from '../../support/ledger-world.ts'

describe('an account at which several nodes of one operator are paid', () => {
  const a = { node: 'a', accounts: new Set(['till', 'quiet', 'mixed', 'router']) }
  const b = { node: 'b', accounts: new Set(['till']) }
  const operators = new Operators([
    { node: 'a', from: START, to: null, accounts: [...a.accounts] },
    { node: 'b', from: START, to: null, accounts: ['till'] },
    { node: 'another operator’s', from: START, to: START + 1, accounts: ['mixed'] },
  ])
  const fee = (to: string) => entry('fee', START, '1', { node: null, to })
  const refund = (from: string, to: string) => entry('refund', START, '1', { node: null, from, to })
  const tills = (stray: Parameters<typeof tillsOf>[1]) =>
    tillsOf([a, b], stray, operators, new Set(['router']))

  test('has the fees that came there and what was given back from there', () => {
    const own = [fee('till'), refund('till', 'customer')]
    const others = [
      fee('elsewhere'),
      refund('elsewhere', 'till'),
      entry('fee', START, '1', { node: null, from: 'till', to: 'elsewhere' }),
      entry('emission', START, '1', { node: null, from: 'till', to: 'till' }),
    ]
    expect(tills([...others, ...own])).toEqual([{ account: 'till', nodes: [a, b], entries: own }])
    expect(tills(others)).toEqual([])
  })

  test('is none where another operator’s node was ever paid, and none where strangers meet', () => {
    expect(tills([fee('mixed'), fee('router')])).toEqual([])
  })
})

describe('the delegators’ part of what several nodes share', () => {
  const part = (...values: Known<ReturnType<typeof exact>>[]) =>
    commonPart(values.map((it) => () => it))(START)
  const gap = missing<ReturnType<typeof exact>>('UNDISCLOSED', 'commission')

  test('is told where it is the same of each', () => {
    expect(part(known(exact(1, 4)), known(exact(2, 8)), known(exact(1, 4)))).toEqual(known(exact(1, 4)))
    expect(part(known(exact(1, 4)), known(exact(1, 4)), known(exact(1, 2)))).toMatchObject({
      missing: [{ reason: 'NOT_ATTRIBUTABLE' }],
    })
  })

  test('is of the moment that is asked about', () => {
    const other = (at: number) => known(exact(at < START ? 1 : 2))
    const common = commonPart([() => known(exact(1)), other])
    expect(common(START - 1)).toEqual(known(exact(1)))
    expect(common(START).known).toBe(false)
  })

  test('is not known where one of them is not, and of no node', () => {
    expect(part(known(exact(1)), gap)).toEqual(gap)
    expect(part(gap, known(exact(1)))).toEqual(gap)
    expect(part(gap)).toEqual(gap)
    expect(part().known).toBe(false)
  })
})
