import { expect, test } from 'vitest'
import { FrameReader, toFrame } from '../../../reference-node/inference/child/frames.ts'

const messages = [{ kind: 'one' }, { bytes: 'x'.repeat(100_000) }, null, ['a', 1n]]
const wire = Buffer.concat(messages.flatMap(toFrame))

test.each([1, 3, 4, 5, 4096, wire.length])('messages come whole out of pieces of %i bytes', (size) => {
  const reader = new FrameReader()
  const heard: unknown[] = []
  // Byte by byte only at the start: what follows is the same.
  const cut = size < 4 ? 300 : wire.length
  for (let at = 0; at < cut; at += size)
    heard.push(...reader.read(wire.subarray(at, Math.min(at + size, cut))))
  if (cut < wire.length) heard.push(...reader.read(wire.subarray(cut)))
  expect(heard).toEqual(messages)
})

test('bytes that are no message, and a length that nobody may send, are refused', () => {
  expect(() => new FrameReader().read(Buffer.from([4, 0, 0, 0, 1, 2, 3, 4]))).toThrow()
  expect(() => new FrameReader().read(Buffer.from([255, 255, 255, 255]))).toThrow(RangeError)
})
