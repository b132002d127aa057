import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  Frontier,
  hashOfRange,
  leafHash,
  Prefixes,
  proveConsistency,
  proveInclusion,
  type ReadHashes,
  rootOf,
  verifyConsistency,
  verifyInclusion,
} from '../../../src/claim/log/tree.ts'
import vectors from '../../fixtures/log/vectors.json' with { type: 'json' }
import { expectCode, flip } from '../../support/codes.ts'

const bytes = (hex: string) => Buffer.from(hex, 'hex')
const hex = (hashes: readonly Uint8Array[]) => hashes.map((each) => Buffer.from(each).toString('hex'))
const { entries, roots, inclusions, consistencies } = vectors.tree
const leaves = entries.map((entry) => leafHash(bytes(entry)))

/** As a log with tiles answers: only hashes of complete subtrees of 256^level leaves, each computed once. */
function reader(of: readonly Uint8Array[]): ReadHashes {
  const levels = [of]
  for (let below = of; below.length >= 256; levels.push(below))
    below = Array.from({ length: Math.floor(below.length / 256) }, (_, at) =>
      rootOf(below.slice(256 * at, 256 * (at + 1))),
    )
  return async (level, from, count) => levels[level]?.slice(from, from + count) ?? []
}

test('a tree in memory has a root over each number of leaves that it has, and over no other', () => {
  const few = new Prefixes(leaves)
  for (let size = 0; size <= leaves.length; size++)
    expect(hex([few.rootOf(size) ?? new Uint8Array()])).toEqual(hex([rootOf(leaves.slice(0, size))]))
  for (const size of [-1, 0.5, leaves.length + 1, Number.NaN]) expect(few.rootOf(size)).toBeUndefined()
})

describe('the tree of RFC 6962', () => {
  test.each(roots.map((root, size) => [size, root] as const))(
    'of %i reference leaves has the published root',
    (size, root) => {
      expect(hex([rootOf(leaves.slice(0, size))])).toEqual([root])
    },
  )

  test.each(inclusions)(
    'the audit path of leaf $index is the published one',
    async ({ index, size, path }) => {
      expect(hex(await proveInclusion(reader(leaves), index, size))).toEqual(path)
    },
  )

  test.each(consistencies)(
    'the proof from $oldSize to $size is the published one',
    async ({ oldSize, size, path }) => {
      expect(hex(await proveConsistency(reader(leaves), oldSize, size))).toEqual(path)
    },
  )
})

const many = Array.from({ length: 70_000 }, (_, at) => leafHash(Buffer.from(String(at))))
const read = reader(many)
const prefixes = new Prefixes(many)
const sizes = fc.oneof(
  fc.integer({ min: 1, max: 600 }),
  fc.constantFrom(255, 256, 257, 65_536, 65_537, 70_000),
)

describe('proofs', () => {
  test('of inclusion hold for their leaf and place, and for nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, fc.nat(), fc.nat(), async (size, place, other) => {
        const index = place % size
        const root = await hashOfRange(read, 0, size)
        if (size < 600) expect(hex([root])).toEqual(hex([rootOf(many.slice(0, size))]))
        expect(hex([prefixes.rootOf(size) ?? new Uint8Array()])).toEqual(hex([root]))
        const edge = await Frontier.read(read, size)
        expect([edge.size, hex([edge.root()])]).toEqual([size, hex([root])])
        const path = await proveInclusion(read, index, size)
        const at = { leaf: many[index] as Uint8Array, index, size, root }
        verifyInclusion(at, path)
        await expectCode(
          () => verifyInclusion({ ...at, leaf: flip(at.leaf, other % 32) }, path),
          'LOG_INCLUSION',
        )
        await expectCode(() => verifyInclusion(at, [...path, root]), 'LOG_INCLUSION')
        await expectCode(() => verifyInclusion({ ...at, index: size }, path), 'LOG_INCLUSION')
        if (size === 1) return
        await expectCode(() => verifyInclusion({ ...at, index: (index + 1) % size }, path), 'LOG_INCLUSION')
        await expectCode(() => verifyInclusion(at, path.slice(1)), 'LOG_INCLUSION')
        const broken = path.map((each, step) =>
          step === other % path.length ? flip(each, other % 32) : each,
        )
        await expectCode(() => verifyInclusion(at, broken), 'LOG_INCLUSION')
      }),
      { numRuns: 60 },
    )
  })

  test('of consistency hold for two sizes of one tree, and not for a fork', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, fc.nat(), fc.nat(), async (size, place, other) => {
        const oldSize = place % (size + 1)
        const growth = {
          oldSize,
          oldRoot: await hashOfRange(read, 0, oldSize),
          size,
          root: await hashOfRange(read, 0, size),
        }
        const path = await proveConsistency(read, oldSize, size)
        verifyConsistency(growth, path)
        await expectCode(
          () => verifyConsistency({ ...growth, oldRoot: flip(growth.oldRoot, other % 32) }, path),
          'LOG_CONSISTENCY',
        )
        await expectCode(() => verifyConsistency(growth, [...path, growth.root]), 'LOG_CONSISTENCY')
        await expectCode(() => verifyConsistency({ ...growth, oldSize: size + 1 }, path), 'LOG_CONSISTENCY')
        if (oldSize === 0) return
        await expectCode(
          () => verifyConsistency({ ...growth, root: flip(growth.root, other % 32) }, path),
          'LOG_CONSISTENCY',
        )
        if (path.length === 0) return
        await expectCode(() => verifyConsistency(growth, path.slice(1)), 'LOG_CONSISTENCY')
        const broken = path.map((each, step) =>
          step === other % path.length ? flip(each, other % 32) : each,
        )
        await expectCode(() => verifyConsistency(growth, broken), 'LOG_CONSISTENCY')
      }),
      { numRuns: 60 },
    )
  })

  test('are not made of what is not there', async () => {
    await expect(proveInclusion(read, 5, 5)).rejects.toThrow(RangeError)
    await expect(proveConsistency(read, 6, 5)).rejects.toThrow(RangeError)
  })
})
