import { expect, test } from 'vitest'
import { partsThere, presenceOf } from '../../../src/economics/presence.ts'

const span = (from: number, to: number) => ({ from, to })

test('absences are put in order, and those that touch or cover each other are one', () => {
  expect(
    presenceOf(3.9, [span(40, 50), span(10.7, 20.2), span(15, 18), span(20, 25), span(60, Infinity)]),
  ).toEqual({
    joinedAt: 3,
    absences: [span(10, 25), span(40, 50), span(60, Infinity)],
  })
  expect(presenceOf(0, [span(1, 3), span(4, 5)]).absences).toEqual([span(1, 3), span(4, 5)])
  expect(presenceOf(0, [])).toEqual({ joinedAt: 0, absences: [] })
})

test('a node was there from its joining on, and not while it was away', () => {
  const node = presenceOf(5, [span(10, 20), span(30, 40), span(50, Number.POSITIVE_INFINITY)])
  const parts = (from: number, to: number) => partsThere(span(from, to), node)
  expect(parts(0, 100)).toEqual([span(5, 10), span(20, 30), span(40, 50)])
  expect(parts(6, 9)).toEqual([span(6, 9)])
  expect(parts(8, 22)).toEqual([span(8, 10), span(20, 22)])
  expect(parts(15, 25)).toEqual([span(20, 25)])
  expect(parts(10, 20)).toEqual([])
  expect(parts(20, 30)).toEqual([span(20, 30)])
  expect(parts(19, 31)).toEqual([span(20, 30)])
  expect(parts(45, 60)).toEqual([span(45, 50)])
  expect(parts(55, 60)).toEqual([])
  expect(parts(0, 5)).toEqual([])
  expect(parts(7, 7)).toEqual([])
})

test('of a node of which nothing is known all of it counts', () => {
  expect(partsThere(span(3, 9), undefined)).toEqual([span(3, 9)])
  expect(partsThere(span(9, 9), undefined)).toEqual([])
})
