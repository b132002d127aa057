import { expect, test } from 'vitest'
import { MalformedEvidence, Rejected } from '../../../src/claim/errors.ts'

test('a refusal with another party at fault keeps its code, its words and its class, and the first one as cause', () => {
  const first = new MalformedEvidence('REJECTED_X', 'expected 1, found 2')
  const known = first.with({ fault: 'relayer' })
  expect(known).toMatchObject({
    code: 'REJECTED_X',
    message: 'expected 1, found 2',
    fault: 'relayer',
    cause: first,
  })
  expect(known).toBeInstanceOf(MalformedEvidence)
  expect(known.name).toBe('MalformedEvidence')
  expect(first.fault).toBe('unknown')
})

test('a refusal with another code and other words keeps the party at fault', () => {
  const known = new Rejected('REJECTED_X', 'x', 'node').with({ code: 'REJECTED_Y', message: 'y' })
  expect(known).toMatchObject({ code: 'REJECTED_Y', message: 'y', fault: 'node' })
  expect(known).not.toBeInstanceOf(MalformedEvidence)
})
