import { describe, expect, test } from 'vitest'
import { nextTry } from '../../../src/archiver/schedule.ts'

const rules = { tries: 3, firstSeconds: 10, mostSeconds: 60, giveUpSeconds: 1000 }
const now = new Date('2026-01-01T00:00:00Z')
const miss = { tries: 1, firstSeenAt: now, now, absent: true }
const secondsTo = (date: Date | null) => date && (date.getTime() - now.getTime()) / 1000

describe('when a blob is asked for again', () => {
  test('each pause is twice the last, up to the longest', () => {
    const pauses = [1, 2, 3, 4, 50].map((tries) =>
      secondsTo(nextTry({ ...miss, tries, absent: false }, rules)),
    )
    expect(pauses).toEqual([10, 20, 40, 60, 60])
  })

  test('so many answers that it is not there make it lost', () => {
    expect(secondsTo(nextTry({ ...miss, tries: 2 }, rules))).toBe(20)
    expect(nextTry({ ...miss, tries: 3 }, rules)).toBeNull()
  })

  test('a store that does not answer makes nothing lost before the time is up', () => {
    const unanswered = { ...miss, tries: 99, absent: false }
    expect(secondsTo(nextTry(unanswered, rules))).toBe(60)
    const old = new Date(now.getTime() - 1000_000)
    expect(nextTry({ ...unanswered, firstSeenAt: old }, rules)).toBeNull()
  })
})
