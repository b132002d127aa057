import { describe, expect, test } from 'vitest'
import { hiddenFees, hiddenFeesOfAll, strayPayees } from '../../../src/economics/attribution.ts'
import { account, entry, START } from '../../support/ledger-world.ts'

const [own, shared, elsewhere] = [account(1), account(5), account(6)]
const strayTo = (to: string) => strayPayees([entry('fee', START, '1', { node: null, to })])
const paid = [entry('fee', START, '1', { node: 'a' })]
const OF = new Set([own])
const SHARED = new Set([shared])

describe('fees of a node are hidden', () => {
  test('where what is nobody’s went to its own address, whatever else was paid', () => {
    expect(hiddenFees(strayTo(own), paid, OF, SHARED)).toMatchObject({
      missing: [{ reason: 'NOT_ATTRIBUTABLE' }],
    })
    expect(hiddenFees(strayTo(elsewhere), [], OF, SHARED)).toBeUndefined()
  })

  test('where it went to a shared address, unless the node was seen to be paid', () => {
    expect(hiddenFees(strayTo(shared), [], OF, SHARED)).toBeDefined()
    expect(hiddenFees(strayTo(shared), paid, OF, SHARED)).toBeUndefined()
  })

  test('for nodes together where one of them was not seen to be paid; of no node nothing is', () => {
    const node = (name: string) => ({ node: name, accounts: OF })
    const of = (...names: string[]) => hiddenFeesOfAll(strayTo(shared), paid, names.map(node), SHARED)
    expect([of('a'), of()]).toEqual([undefined, undefined])
    expect(of('a', 'b')).toBeDefined()
    expect(hiddenFeesOfAll(strayTo(shared), [], [], SHARED)).toBeUndefined()
  })
})
