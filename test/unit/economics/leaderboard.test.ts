import { expect, test } from 'vitest'
import { exact } from '../../../src/economics/exact.ts'
import { known, missing } from '../../../src/economics/known.ts'
import { byScore, type Ranked } from '../../../src/economics/leaderboard.ts'

test('the highest is first, equal ones by name, and those without a value last, by name too', () => {
  const of = (key: string, score?: number): Ranked => ({
    node: { key },
    value: score === undefined ? missing('NO_PRICE', 'price of X') : known(exact(score)),
  })
  const sorted = [of('x'), of('d', 1), of('w'), of('c', 2), of('b', 2), of('a', 1), of('e', 3)]
  for (const nodes of [sorted, sorted.toReversed()])
    expect(nodes.toSorted(byScore).map(({ node }) => node.key)).toEqual(['e', 'b', 'c', 'a', 'd', 'w', 'x'])
})
