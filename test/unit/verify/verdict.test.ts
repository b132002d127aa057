import { describe, expect, it } from 'vitest'
import {
  CodedError,
  MalformedEvidence,
  Misconfigured,
  NotCheckable,
  Rejected,
  Unavailable,
} from '../../../src/claim/errors.ts'
import { toVerdict } from '../../../src/claim/verdict.ts'

const thrown = (error: unknown) =>
  toVerdict(() => {
    throw error
  })

describe('toVerdict', () => {
  it('says verified only when the check returned', async () => {
    expect(await toVerdict(() => 'all is well')).toEqual({
      outcome: 'verified',
      code: 'VERIFIED',
      fault: null,
      detail: 'all is well',
      transient: false,
    })
    expect(await toVerdict(async () => 'later')).toMatchObject({ outcome: 'verified' })
  })

  it('turns a refusal into rejected, with its fault', async () => {
    expect(await thrown(new Rejected('REJECTED_X', 'expected 1, got 2', 'relayer'))).toEqual({
      outcome: 'rejected',
      code: 'REJECTED_X',
      fault: 'relayer',
      detail: 'expected 1, got 2',
      transient: false,
    })
    expect(await thrown(new MalformedEvidence('REJECTED_Y', 'junk'))).toMatchObject({
      outcome: 'rejected',
      fault: 'unknown',
    })
  })

  it('tells what nobody can check from what the world did not answer', async () => {
    expect(await thrown(new NotCheckable('UNKNOWN_X', 'never'))).toMatchObject({
      outcome: 'undecided',
      fault: null,
      transient: false,
    })
    expect(await thrown(new Unavailable('UNAVAILABLE_X', 'not now'))).toMatchObject({
      outcome: 'undecided',
      fault: null,
      transient: true,
    })
  })

  it('makes no answer of what nobody foresaw', async () => {
    await expect(thrown(new TypeError('bug'))).rejects.toMatchObject({
      code: 'INTERNAL',
      cause: expect.any(TypeError),
    })
    await expect(thrown('a string')).rejects.toBeInstanceOf(CodedError)
    await expect(thrown(new Misconfigured('SETTING', 'mend it'))).rejects.toMatchObject({ code: 'SETTING' })
  })
})
