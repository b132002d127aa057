import { describe, expect, test } from 'vitest'
import type { Entry } from '../../../src/economics/ledger.ts'
import { incomeOf, isSelfPayment, ofPayers, payersCaveat } from '../../../src/economics/payers.ts'

const entry = (kind: string, related: string | null) => ({ kind, related }) as Entry
const stranger = entry('fee', null)
const operator = entry('fee', 'operator')
const returned = entry('refund', 'operator')
const treasury = entry('fee', 'treasury')
const emission = entry('emission', 'operator')
const ledger = [stranger, operator, returned, treasury, emission]

describe('whose payments figures are of', () => {
  test.each([
    ['ALL', ledger],
    ['NOT_SELF', ledger],
    ['NOT_RELATED', [stranger, treasury, emission]],
    ['NOT_PROTOCOL', [stranger, operator, returned, emission]],
    ['INDEPENDENT', [stranger, emission]],
  ] as const)('%s leaves out fees and refunds alone', (payers, left) =>
    expect(ofPayers(ledger, payers)).toEqual(left),
  )

  test('income is without an operator’s own fees and their refunds, unless all is asked for', () => {
    expect(incomeOf(ledger, 'NOT_SELF')).toEqual([stranger, treasury, emission])
    expect(incomeOf(ledger, 'ALL')).toEqual(ledger)
    expect(ledger.map(isSelfPayment)).toEqual([false, true, true, false, false])
  })

  test('a caveat says who is left out, and nothing where nobody is', () => {
    expect(payersCaveat('ALL')).toEqual([])
    expect(payersCaveat('INDEPENDENT')).toEqual([
      'without the fees and refunds of payers that a rule links: related and protocol (demand.links)',
    ])
  })
})
