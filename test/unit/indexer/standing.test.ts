import { expect, test } from 'vitest'
import { Standing } from '../../../src/indexer/operate/standing.ts'

const look = (seconds: number, head: number | undefined, height: number) => ({
  at: seconds * 1000,
  head,
  height,
})
const codes = (looks: readonly ReturnType<typeof look>[]) => {
  const standing = new Standing()
  return looks.map((each) => standing.see(each)?.code)
}

test('an index that does not follow the chain for 30 s stands still, and a step ends it', () => {
  expect(
    codes([
      look(0, 10, 5),
      look(29, 11, 5),
      look(30, 12, 5),
      look(35, 12, 6),
      look(64, 12, 6),
      look(65, 12, 6),
    ]),
  ).toEqual([undefined, undefined, 'STANDING_STILL', undefined, undefined, 'STANDING_STILL'])
})

test('a chain without new blocks is quiet, and so is one that has just begun to move', () => {
  expect(codes([look(0, 10, 10), look(600, 10, 10), look(605, 11, 10), look(610, 11, 11)])).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ])
})

test('a head that no endpoint gives for 30 s is told as that, and an answer ends it', () => {
  expect(
    codes([look(0, undefined, -1), look(29, undefined, -1), look(30, undefined, -1), look(35, 3, -1)]),
  ).toEqual([undefined, undefined, 'HEAD_UNANSWERED', 'STANDING_STILL'])
})
