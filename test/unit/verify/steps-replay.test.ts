import { createHash } from 'node:crypto'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { blaming } from '../../../reference-node/checks/blame.ts'
import { verifyGroth16 } from '../../../reference-node/checks/groth16/verify.ts'
import { verifyReplay } from '../../../reference-node/checks/onnx.ts'
import { checkReplayClaim } from '../../../reference-node/checks/replay-claim.ts'
import { runCanary } from '../../../reference-node/inference/child/canary.ts'
import { InferenceChild } from '../../../reference-node/inference/child/child.ts'
import { openSession, runSession } from '../../../reference-node/inference/child/session.ts'
import { classifyModel } from '../../../reference-node/inference/onnx/classify.ts'
import { decodeModel } from '../../../reference-node/inference/onnx/model.ts'
import { InferencePool } from '../../../reference-node/inference/pool.ts'
import { keccak256 } from '../../../src/claim/hash.ts'
import { Hash32 } from '../../../src/claim/hex.ts'
import { verifyNitro } from '../../../src/claim/nitro-verify.ts'
import { expectCode, flip } from '../../support/codes.ts'
import { der, sequence, time } from '../../support/der.ts'
import { makeDocument } from '../../support/nitro-authority.ts'
import { addOne, attribute, int, model, node, value } from '../../support/onnx-writer.ts'

// Each case breaks one rule and keeps all others: without that one step it would be accepted, or refused as another.
const pool = new InferencePool({ children: 1 })
afterAll(() => pool.close())

describe('a certificate', () => {
  const good = time(new Date('2026-03-01T11:00:00Z'))
  const end = time(new Date('2026-03-01T13:00:00Z'))
  const never = der(0x18, Buffer.from('20269999999999Z'))
  it.each([
    ['start', sequence(never, end)],
    ['end', sequence(good, never)],
  ])('whose %s is in no calendar is refused', (_name, validity) => {
    const { document, root, at } = makeDocument({ certificates: [{}, {}, { validity }] })
    return expectCode(
      () => verifyNitro(document, { at, roots: [root], allowDebug: false }),
      'REJECTED_NITRO_CERTIFICATE',
    )
  })
})

describe('what is replayed', () => {
  const zero = Hash32(`0x${'00'.repeat(32)}`)
  const replay = (file: Uint8Array, input: Uint8Array) => {
    const claim = {
      model: keccak256(file),
      inputHash: keccak256(input),
      outputHash: zero,
      verificationKeyHash: zero,
      proof: Buffer.alloc(0),
      publicSignals: Buffer.alloc(0),
    }
    return checkReplayClaim(claim, {
      getVerificationKey: async () => ({ file: Buffer.alloc(0), binding: null }),
      getModel: async () => file,
      getInput: async () => input,
      findOutput: async () => undefined,
      findTolerance: () => undefined,
      pool,
      verifyGroth16,
    })
  }
  const identity = (type: 'int32' | 'string', dims: (number | string)[]) =>
    model({
      nodes: [node('Identity', ['x'], ['y'])],
      inputs: [value('x', type, dims)],
      outputs: [value('y', type, dims)],
    })
  /** Writes floats as texts, on which no tolerance is laid. */
  const toText = () =>
    model({
      nodes: [node('Cast', ['x'], ['y'], [attribute('to', int(3, 8), int(20, 2))])],
      inputs: [value('x', 'float32', [4])],
      outputs: [value('y', 'string', [4])],
    })
  it.each<[string, string, Uint8Array, number]>([
    ['a model of texts', 'UNSUPPORTED_VALUE', identity('string', [1]), 4],
    ['half an element', 'REJECTED_REPLAY_INPUT', identity('int32', ['n']), 6],
    ['twice as many elements', 'REJECTED_REPLAY_INPUT', identity('int32', [4]), 32],
    ['texts made of floats', 'UNSUPPORTED_TEXT', toText(), 16],
    ['two open dimensions', 'REJECTED_REPLAY_INPUT', identity('int32', ['n', 'm']), 4],
  ])('%s: %s', (_name, code, file, size) => expectCode(() => replay(file, Buffer.alloc(size)), code))

  it('a model without a case is a fault of ours', () =>
    expect(verifyReplay(addOne('int32'), [], {}, pool)).rejects.toThrow(RangeError))

  it('arithmetic of another domain is not known to be exact', () => {
    const parts = (domain: string) => ({
      nodes: [node('Identity', ['x'], ['y'], [], domain)],
      inputs: [value('x', 'int32', [4])],
      outputs: [value('y', 'int32', [4])],
    })
    expect(classifyModel(decodeModel(model(parts(''))))).toBe('exact')
    expect(classifyModel(decodeModel(model(parts('com.microsoft'))))).not.toBe('exact')
  })

  it('a child keeps no model under another’s hash', async () => {
    const { child } = await InferenceChild.start(pool.sandbox)
    const hash = createHash('sha256').update('another').digest('hex')
    const input = { type: 'int32', dims: [4], data: Buffer.alloc(16) }
    await expectCode(
      () => child.run({ model: { hash, bytes: addOne('int32') }, runs: [[input]] }, 5000),
      'MODEL_REFUSED',
    )
    child.kill()
  })

  it('a runtime whose sums are wrong fails the canary', async () => {
    const saturating: typeof runSession = async (...parts) => {
      const [output] = await runSession(...parts)
      return [{ type: 'int32', dims: [1, 4], data: flip(output?.data as Uint8Array, 0) }]
    }
    await runCanary()
    await expect(runCanary(saturating)).rejects.toThrow('u8×s8')
  })

  it('a session takes as many inputs as its model has, of types that there are', async () => {
    const session = await openSession(addOne('int32'))
    const input = { type: 'int32', dims: [4], data: Buffer.alloc(16) }
    await expect(runSession(session, [input, input])).rejects.toThrow('1 inputs, got 2')
    await expect(runSession(session, [{ ...input, type: 'float8e8m0' }])).rejects.toThrow('no array for')
    await session.release()
  })

  it('a closed pool starts nothing', async () => {
    const closed = new InferencePool({ children: 1 })
    closed.close()
    const start = vi.spyOn(InferenceChild, 'start')
    await expectCode(() => closed.run(addOne('int32'), []), 'INTERNAL')
    expect(start).not.toHaveBeenCalled()
    start.mockRestore()
  })
})

it('blame falls on nobody for a fault of ours, whatever it says', async () => {
  const ours = Object.assign(new TypeError('ours'), { fault: 'unknown', code: 'A_B' })
  const act = () => {
    throw ours
  }
  await expect(blaming('node', act)).rejects.toBe(ours)
})
