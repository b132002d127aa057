import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inspectBlob } from '../../src/archiver/inspect.ts'
import { rebuildBatch } from '../../src/claim/batch.ts'
import { keccak256 } from '../../src/claim/hash.ts'
import { Hash32, toHex } from '../../src/claim/hex.ts'
import type { BatchLeaf } from '../../src/claim/merkle.ts'
import { makeBatch } from '../support/watch/blobs.ts'

const hash = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Hash32(toHex(bytes)))
const leaf: fc.Arbitrary<BatchLeaf> = fc.record({
  teeId: hash,
  inputHash: hash,
  outputHash: hash,
  signature: fc.uint8Array({ maxLength: 300 }).map(toHex),
  timestamp: fc.bigInt(0n, 2n ** 256n - 1n),
})
const leaves = fc.array(leaf, { minLength: 1, maxLength: 40 })

describe('what the archiver makes of bytes', () => {
  test('OpenZeppelin’s own dump rebuilds its root, whatever the leaves', () => {
    fc.assert(
      fc.property(leaves, (list) => {
        const { root, blob } = makeBatch(list)
        const batch = rebuildBatch(blob)
        expect(batch.root).toBe(root)
        expect(batch.leaves).toEqual(list)
      }),
      { numRuns: 60 },
    )
  })

  test('a blob with one byte changed is never kept under the settled root with other leaves', () => {
    const list = ['a', 'b', 'c'].map((text) => {
      const name = keccak256(Buffer.from(text))
      return { teeId: name, inputHash: name, outputHash: name, signature: name, timestamp: 7n }
    })
    const { root, blob } = makeBatch(list)
    fc.assert(
      fc.property(fc.nat(blob.length - 1), fc.integer({ min: 1, max: 255 }), (at, mask) => {
        const bytes = Buffer.from(blob)
        bytes[at] = (bytes[at] ?? 0) ^ mask
        const { code, batch } = inspectBlob(bytes, { roots: [Hash32(root)], pairs: [] })
        // A letter of a hash may change its case, and white space may come in: then the leaves are the same.
        if (code === null) expect(batch?.leaves).toEqual(list)
      }),
      { numRuns: 2000 },
    )
  })

  test('no bytes make it throw', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array(),
          fc.json().map((text) => Buffer.from(text)),
        ),
        (bytes) => {
          const pair = { inputHash: keccak256(bytes), outputHash: keccak256(bytes) }
          expect(inspectBlob(bytes, { roots: [], pairs: [pair] }).status).toMatch(/kept|refused/)
        },
      ),
      { numRuns: 500 },
    )
  })
})
