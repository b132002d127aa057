import { describe, expect, test } from 'vitest'
import { ContentAbsent } from '../../../reference-node/evidence/content.ts'
import { giveUpOn } from '../../../reference-node/judge/proof.ts'
import { NotCheckable, Unavailable } from '../../../src/claim/errors.ts'

describe('content that no store has', () => {
  const absent = new ContentAbsent('UNAVAILABLE_CONTENT', 'no store has it')

  test('is asked for so many times, then missing for good', () => {
    expect(giveUpOn(absent, 0, 3)).toBe(absent)
    expect(giveUpOn(absent, 1, 3)).toBe(absent)
    const last = giveUpOn(absent, 2, 3)
    expect(last).toBeInstanceOf(NotCheckable)
    expect(last).toMatchObject({ code: 'CONTENT_MISSING' })
  })

  test('is not given up for a store that does not answer', () => {
    const down = new Unavailable('UNAVAILABLE_HTTP', 'a store answered 503')
    expect(giveUpOn(down, 99, 3)).toBe(down)
  })
})
