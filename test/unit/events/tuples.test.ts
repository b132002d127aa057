import type { Hex } from 'viem'
import { encodeAbiParameters, parseAbiItem } from 'viem/utils'
import { expect, test } from 'vitest'
import { declareLog } from '../../../src/indexer/events/abi.ts'

const DECLARATION =
  'event Filled(uint256 indexed id, (uint256 id, (address who, bytes note) inner, uint8 form, string words, bytes seal) fill, bytes32 last)'
const { topic, decode } = declareLog(DECLARATION)
const item = parseAbiItem(DECLARATION)
const ID = `0x${'00'.repeat(31)}07` as const
const filled = {
  id: 2n ** 255n,
  inner: { who: `0x${'ab'.repeat(20)}`, note: `0x${'01'.repeat(33)}` },
  form: 3,
  words: 'ä, at length: more than thirty-two bytes of text',
  seal: `0x${'5e'.repeat(260)}`,
} as const
const last = `0x${'1a'.repeat(32)}` as const

const encode = () => encodeAbiParameters(item.inputs.slice(1) as never, [filled, last] as never) as Hex
const read = (data: Hex) => decode({ topics: [topic, ID as never], data })

test('a tuple that holds bytes and another such tuple is read as it was written', () => {
  expect(read(encode())).toEqual({ id: 7n, fill: filled, last })
})

test('a tuple that is cut off, or points out of its bytes, is refused', () => {
  const data = encode()
  expect(() => read(data.slice(0, -64) as Hex)).toThrow(RangeError)
  expect(() => read(`0x${'f'.repeat(64)}${data.slice(66)}`)).toThrow(RangeError)
  const inner = 2 + 64 * 3
  expect(() => read(`${data.slice(0, inner)}${'f'.repeat(64)}${data.slice(inner + 64)}` as Hex)).toThrow(
    RangeError,
  )
})
