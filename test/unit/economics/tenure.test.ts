import { describe, expect, test } from 'vitest'
import { Operators } from '../../../src/economics/operators.ts'

describe('whose an account was', () => {
  const operators = new Operators([
    { node: 'a', from: 0, to: 100, owner: 'owner', accounts: ['owner', 'till a'] },
    { node: 'b', from: 50, to: null, owner: 'owner', accounts: ['owner', 'till b'] },
    { node: 'c', from: 0, to: null, owner: null, accounts: ['till c'] },
    { node: 'd', from: 0, to: null, owner: 'another', accounts: ['till d'] },
  ])

  test('is that of each node from its first second up to the one in which it ends', () => {
    const at = [-1, 0, 49, 50, 99, 100]
    expect(at.map((each) => operators.nodesOf('owner', each).join())).toEqual([
      '',
      'a',
      'a',
      'a,b',
      'a,b',
      'b',
    ])
    expect(at.map((each) => operators.isOperator('till a', each))).toEqual([
      false,
      true,
      true,
      true,
      true,
      false,
    ])
    expect(operators.nodesOf('owner')).toEqual(['a', 'b'])
    expect(operators.nodesOf('nobody')).toEqual([])
  })

  test('a node owns what is its own, and what is of other nodes of its owner at that time', () => {
    const owns = (node: string, account: string) =>
      [0, 60, 100].map((at) => operators.owns(node, account, at))
    expect(owns('a', 'till a')).toEqual([true, true, false])
    expect(owns('a', 'till b')).toEqual([false, true, false])
    expect(owns('b', 'till a')).toEqual([false, true, false])
    // A node without an owner has its own accounts and no others.
    expect(owns('c', 'till c')).toEqual([true, true, true])
    expect(owns('c', 'till d')).toEqual([false, false, false])
    expect(owns('d', 'till c')).toEqual([false, false, false])
  })

  test('hands are the node and its owner of the time', () => {
    expect(operators.handsOf('a', 99)).toEqual(['a', 'owner'])
    expect(operators.handsOf('a', 100)).toEqual(['a'])
    expect(operators.handsOf('c', 99)).toEqual(['c'])
  })

  test('changes when a node of the same owner comes or goes', () => {
    expect(operators.momentsOf('till b').toSorted((x, y) => x - y)).toEqual([0, 50, 100])
    expect(operators.momentsOf('till c')).toEqual([0])
  })
})
