import { expect, test } from 'vitest'
import { Refusals } from '../../../reference-node/inference/refusals.ts'
import { NotCheckable } from '../../../src/claim/errors.ts'

const refusal = (code: string) => new NotCheckable(code, 'of a test')

test('two fresh children that say the same of a model are believed', () => {
  const refusals = new Refusals()
  expect(refusals.add(refusal('MODEL_REFUSED'))).toBeUndefined()
  expect(refusals.add(refusal('MODEL_REFUSED'))?.code).toBe('MODEL_REFUSED')
})

test.each([[['UNSUPPORTED_OPERATOR_SET', 'MODEL_CRASHED']], [['MODEL_CRASHED', 'UNSUPPORTED_OPERATOR_SET']]])(
  'one process that ended does not speak for the model: %j',
  (said) => {
    const refusals = new Refusals()
    for (const code of said) expect(refusals.add(refusal(code))).toBeUndefined()
    expect(refusals.add(refusal('UNSUPPORTED_OPERATOR_SET'))?.code).toBe('UNSUPPORTED_OPERATOR_SET')
  },
)

test('children that never agree say nothing of the model', () => {
  const refusals = new Refusals()
  for (const code of ['A', 'B', 'C']) expect(refusals.add(refusal(code))).toBeUndefined()
  expect(() => refusals.add(refusal('D'))).toThrowError(
    expect.objectContaining({ code: 'UNAVAILABLE_RUNTIME' }),
  )
})
