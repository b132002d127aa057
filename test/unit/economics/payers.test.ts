import { describe, expect, test } from 'vitest'
import type { Entry } from '../../../src/economics/ledger.ts'
import { linkedPayments } from '../../../src/economics/link.ts'
import { payerShares } from '../../../src/economics/payer-shares.ts'
import { incomeOf, isSelfPayment, ofPayers, payersCaveat } from '../../../src/economics/payers.ts'
import { COIN, flatPrices, entry as ledgerEntry, START, USD_TOKEN } from '../../support/ledger-world.ts'

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

test('who paid most is first; of equal shares who paid more often, and of those the first by name', () => {
  const fee = (from: string, amount: string, token = USD_TOKEN) =>
    ledgerEntry('fee', START, amount, { from, token })
  const orderOf = (fees: ReturnType<typeof fee>[]) =>
    payerShares(fees, flatPrices()).map(({ payer }) => payer)
  const fees = [
    fee('d', '2'),
    fee('c', '2'),
    fee('b', '1'),
    fee('b', '1'),
    fee('a', '9'),
    fee('e', '1'),
    fee('f', '1', { ...COIN, priceSeries: null }),
  ]
  for (const each of [fees, fees.toReversed()]) expect(orderOf(each)).toEqual(['a', 'b', 'c', 'd', 'e', 'f'])
})

test('linked payments are those of a payer whom a rule relates, by node, payer and rule', () => {
  const link = { rule: 'operator', way: [] }
  const fee = (from: string | null, of: typeof link | null) =>
    ledgerEntry('fee', START, '1', { from, link: of })
  const both = [fee('a', link), fee('a', link)]
  const found = linkedPayments([
    fee('b', null),
    ...both,
    fee(null, link),
    { ...fee('c', link), kind: 'refund' },
  ])
  expect(found).toEqual([{ node: both[0]?.node, payer: 'a', link, fees: both }])
})
