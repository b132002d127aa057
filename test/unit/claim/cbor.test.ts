import { describe, expect, it } from 'vitest'
import { decodeCbor } from '../../../src/claim/cbor.ts'
import { expectCode } from '../../support/codes.ts'

const hex = (text: string) => Buffer.from(text.replace(/ /g, ''), 'hex')

// A number under so many maps or lists, each of one entry. An item may lie eight levels down.
const listsAround = (levels: number) => hex(`${'81'.repeat(levels)}00`)
const inValues = (levels: number) => hex(`${'a100'.repeat(levels)}00`)
const inKeys = (levels: number) => hex(`${'a1'.repeat(levels)}00${'00'.repeat(levels)}`)

describe('an item nested', () => {
  it('eight lists deep is read, and nine are refused', async () => {
    expect(JSON.stringify(decodeCbor(listsAround(8)))).toBe('[[[[[[[[0]]]]]]]]')
    await expectCode(() => decodeCbor(listsAround(9)), 'UNSUPPORTED_CBOR_DEPTH')
  })

  it('eight maps deep, each the value of the one around it, is read, and nine are refused', async () => {
    let inner: unknown = decodeCbor(inValues(8))
    for (let level = 0; level < 8; level++) inner = (inner as Map<number, unknown>).get(0)
    expect(inner).toBe(0)
    await expectCode(() => decodeCbor(inValues(9)), 'UNSUPPORTED_CBOR_DEPTH')
  })

  it('eight maps deep, each the key of the one around it, is a key that is not read, and nine are refused', async () => {
    await expectCode(() => decodeCbor(inKeys(8)), 'UNSUPPORTED_CBOR_FORM')
    await expectCode(() => decodeCbor(inKeys(9)), 'UNSUPPORTED_CBOR_DEPTH')
  })

  it('deeper than any stack is refused by the same code', async () => {
    for (const nested of [listsAround, inValues, inKeys])
      await expectCode(() => decodeCbor(nested(100_000)), 'UNSUPPORTED_CBOR_DEPTH')
  })
})

it('4,096 items are read, and one more is refused', async () => {
  const items = (count: number) => hex(`99${count.toString(16).padStart(4, '0')}${'00'.repeat(count)}`)
  // The list is an item too.
  expect(decodeCbor(items(4095))).toHaveLength(4095)
  await expectCode(() => decodeCbor(items(4096)), 'UNSUPPORTED_CBOR_ITEMS')
})

it('the longest float is CBOR that is not read, the code after it is none', async () => {
  await expectCode(() => decodeCbor(hex('fb 0000000000000000')), 'UNSUPPORTED_CBOR_FORM')
  await expectCode(() => decodeCbor(hex('fc')), 'REJECTED_CBOR_RESERVED')
})

it('the longest length is a length, the code after it is none', async () => {
  await expectCode(() => decodeCbor(hex('1c')), 'REJECTED_CBOR_RESERVED')
  expect(decodeCbor(hex('1b 0000000100000000'))).toBe(2 ** 32)
})
