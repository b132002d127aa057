import { StandardMerkleTree } from '@openzeppelin/merkle-tree'
import { describe, expect, it } from 'vitest'
import { verifyBatch } from '../../../src/claim/batch.ts'
import { Hash32, toHex } from '../../../src/claim/hex.ts'
import { batchLeafHash, LEAF_ENCODING } from '../../../src/claim/merkle.ts'
import { expectCode } from '../../support/codes.ts'

const word = (number: number) => `0x${number.toString(16).padStart(64, '0')}`
const row = (number: number) => [
  word(number),
  word(2),
  word(3),
  `0x${'ab'.repeat(number % 70)}`,
  String(1_700_000_000 + number),
]

function makeBatch(
  count: number,
  rows = Array.from({ length: count }, (_, index) => row(index)),
  sortLeaves = true,
) {
  const tree = StandardMerkleTree.of(rows, [...LEAF_ENCODING], { sortLeaves })
  return { dump: structuredClone(tree.dump()) as Dump, root: Hash32(tree.root), tree }
}
interface Dump {
  format: string
  leafEncoding: string[]
  tree: string[]
  values: { value: unknown[]; treeIndex: number }[]
}
const judge = (dump: unknown, root: Hash32, size?: number) =>
  verifyBatch(Buffer.from(JSON.stringify(dump)), { root, ...(size === undefined ? {} : { size }) })

describe('verifyBatch', () => {
  it.each([1, 2, 3, 7, 8, 20])('rebuilds the root that OpenZeppelin gives %i leaves', (count) => {
    const { dump, root } = makeBatch(count)
    expect(judge(dump, root, count).leaves).toHaveLength(count)
  })

  it('accepts a tree whose leaves were not sorted', () => {
    const { dump, root } = makeBatch(5, undefined, false)
    expect(judge(dump, root).leaves[4]?.timestamp).toBe(1_700_000_004n)
  })

  it('hashes each leaf as OpenZeppelin does', () => {
    const { dump, root, tree } = makeBatch(9)
    for (const [index, leaf] of judge(dump, root).leaves.entries())
      expect(toHex(batchLeafHash(leaf))).toBe(tree.leafHash(row(index)))
  })

  it('lists hand-offs that stand in it more than once, whatever their signatures', () => {
    const again = [...row(1).slice(0, 3), '0x77', row(1)[4] as string]
    const { dump, root } = makeBatch(4, [row(0), row(1), row(2), again])
    expect(judge(dump, root).duplicates).toEqual([[1, 3]])
  })

  const altered = (change: (dump: Dump) => unknown, size?: number) => () => {
    const { dump, root } = makeBatch(6)
    const result = change(dump)
    return judge(result ?? dump, root, size)
  }
  const value = (dump: Dump, index: number) => dump.values[index] as Dump['values'][number]
  const put = (target: object, key: PropertyKey, changed: unknown) =>
    void Object.assign(target, { [key]: changed })
  const swap = (dump: Dump) => {
    const [first, second] = [value(dump, 0), value(dump, 1)]
    const place = first.treeIndex
    put(first, 'treeIndex', second.treeIndex)
    put(second, 'treeIndex', place)
  }
  const cases: [string, string, () => unknown][] = [
    ['another root', 'REJECTED_BATCH_ROOT', () => judge(makeBatch(6).dump, makeBatch(5).root)],
    [
      'a leaf and its tree exchanged together',
      'REJECTED_BATCH_ROOT',
      () =>
        judge(
          makeBatch(6, [row(9), ...Array.from({ length: 5 }, (_, index) => row(index))]).dump,
          makeBatch(6).root,
        ),
    ],
    ['another size', 'REJECTED_BATCH_SIZE', altered(() => undefined, 7)],
    ['no leaves', 'REJECTED_BATCH_EMPTY', altered((dump) => ({ ...dump, tree: [], values: [] }))],
    ['a changed leaf', 'REJECTED_BATCH_TREE_NODE', altered((dump) => put(value(dump, 2).value, 4, '1'))],
    ['a changed node', 'REJECTED_BATCH_TREE_NODE', altered((dump) => put(dump.tree, 1, word(1)))],
    ['a changed root in the dump', 'REJECTED_BATCH_TREE_NODE', altered((dump) => put(dump.tree, 0, word(1)))],
    ['a node too many', 'REJECTED_BATCH_TREE_NODE', altered((dump) => void dump.tree.push(word(1)))],
    ['two leaves that change places', 'REJECTED_BATCH_TREE_NODE', altered((dump) => swap(dump))],
    [
      'two leaves in one place',
      'REJECTED_BATCH_TREE_INDEX',
      altered((dump) => put(value(dump, 0), 'treeIndex', value(dump, 1).treeIndex)),
    ],
    [
      'a leaf in the place of a node',
      'REJECTED_BATCH_TREE_INDEX',
      altered((dump) => put(value(dump, 0), 'treeIndex', 4)),
    ],
    [
      'a leaf outside the tree',
      'REJECTED_BATCH_TREE_INDEX',
      altered((dump) => put(value(dump, 0), 'treeIndex', 11)),
    ],
    ['another encoding', 'UNKNOWN_BATCH_FORMAT', altered((dump) => put(dump.leafEncoding, 4, 'uint64'))],
    ['a field more', 'UNKNOWN_BATCH_FORMAT', altered((dump) => void dump.leafEncoding.push('bytes32'))],
    [
      'types in one text',
      'REJECTED_BATCH_ENCODING',
      altered((dump) => put(dump, 'leafEncoding', LEAF_ENCODING.join(', '))),
    ],
    ['a type that is a number', 'REJECTED_BATCH_ENCODING', altered((dump) => put(dump.leafEncoding, 4, 256))],
    ['another format', 'UNKNOWN_BATCH_FORMAT', altered((dump) => put(dump, 'format', 'simple-v1'))],
    ['no format', 'REJECTED_BATCH_SHAPE', altered(({ tree, values }) => ({ tree, values }))],
    ['a list', 'REJECTED_BATCH_SHAPE', altered(() => [])],
    ['no tree', 'REJECTED_BATCH_SHAPE', altered((dump) => ({ ...dump, tree: 5 }))],
    ['a leaf of four fields', 'REJECTED_BATCH_SHAPE', altered((dump) => void value(dump, 0).value.pop())],
    ['a short hash', 'REJECTED_BATCH_SHAPE', altered((dump) => put(value(dump, 0).value, 0, '0x12'))],
    [
      'half a byte of signature',
      'REJECTED_BATCH_SHAPE',
      altered((dump) => put(value(dump, 0).value, 3, '0x1')),
    ],
    [
      'a huge signature',
      'UNSUPPORTED_BATCH_SIGNATURE',
      altered((dump) => put(value(dump, 0).value, 3, `0x${'00'.repeat(1025)}`)),
    ],
    [
      'a time beyond uint256',
      'REJECTED_BATCH_SHAPE',
      altered((dump) => put(value(dump, 0).value, 4, (2n ** 256n).toString())),
    ],
    [
      'a time that is no whole number',
      'REJECTED_BATCH_SHAPE',
      altered((dump) => put(value(dump, 0).value, 4, 1.5)),
    ],
    [
      'a place that is no number',
      'REJECTED_BATCH_SHAPE',
      altered((dump) => ({ ...dump, values: [{ ...value(dump, 0), treeIndex: 'x' }] })),
    ],
    [
      'too many leaves',
      'UNSUPPORTED_BATCH_SIZE',
      altered((dump) => ({ ...dump, values: Array.from({ length: 16_385 }, () => 0) })),
    ],
  ]
  it.each(cases)('refuses %s', (_name, code, act) => expectCode(act, code))

  it('takes a time as number, decimal or hex, as OpenZeppelin does', () => {
    const { root } = makeBatch(1, [[word(1), word(2), word(3), '0xab', '255']])
    for (const time of [255, '255', '0xff']) {
      const { dump } = makeBatch(1, [[word(1), word(2), word(3), '0xab', '255']])
      value(dump, 0).value[4] = time
      expect(judge(dump, root).leaves[0]?.timestamp).toBe(255n)
    }
  })
})
