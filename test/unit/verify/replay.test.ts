import { readFileSync } from 'node:fs'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { verifyGroth16 } from '../../../reference-node/checks/groth16/verify.ts'
import { verifyReplay } from '../../../reference-node/checks/onnx.ts'
import type { ProofSources } from '../../../reference-node/checks/proof-claim.ts'
import { checkReplayClaim } from '../../../reference-node/checks/replay-claim.ts'
import { listChecks } from '../../../reference-node/checks/systems.ts'
import { InferenceChild } from '../../../reference-node/inference/child/child.ts'
import { InferencePool } from '../../../reference-node/inference/pool.ts'
import { NotCheckable } from '../../../src/claim/errors.ts'
import { keccak256 } from '../../../src/claim/hash.ts'
import { Hash32 } from '../../../src/claim/hex.ts'
import { expectCode } from '../../support/codes.ts'
import { addForEver, addOne, attribute, int, model, node, tensor, value } from '../../support/onnx-writer.ts'

const pool = new InferencePool({ children: 1, jobMilliseconds: 2500 })
afterAll(() => pool.close())

const int32 = (...values: number[]) => Buffer.from(Int32Array.from(values).buffer)
const float32 = (...values: number[]) => Buffer.from(Float32Array.from(values).buffer)
const INPUT = { type: 'int32', dims: [4], data: int32(1, 2, 3, 4) }
const zero = Hash32(`0x${'00'.repeat(32)}`)

/** A claim about bytes, and a store that holds them. */
function claimOf(
  file: Uint8Array,
  input: Uint8Array,
  output: Uint8Array,
  kept: Uint8Array | undefined = output,
) {
  const claim = {
    model: keccak256(file),
    inputHash: keccak256(input),
    outputHash: keccak256(output),
    verificationKeyHash: zero,
    proof: Buffer.alloc(0),
    publicSignals: Buffer.alloc(0),
  }
  const sources: ProofSources = {
    getVerificationKey: async () => ({ file: Buffer.alloc(0), binding: null }),
    getModel: async () => file,
    getInput: async () => input,
    findOutput: async () => kept,
    findTolerance: () => undefined,
    pool,
    verifyGroth16,
  }
  return { claim, sources }
}
const check = (...parts: Parameters<typeof claimOf>) => {
  const { claim, sources } = claimOf(...parts)
  return checkReplayClaim(claim, sources)
}

describe('checkReplayClaim', () => {
  it('reproduces an exact model to the byte, and says under which conditions', async () => {
    const { detail, conditions } = await check(addOne('int32'), int32(1, 2, 3, 4), int32(2, 3, 4, 5))
    expect(detail).toContain('exactly')
    expect(conditions).toMatchObject({
      arithmetic: 'exact',
      provider: 'cpu',
      optimization: 'all',
      canary: 'passed',
    })
    expect(conditions.runtime).toMatch(/^onnxruntime-node 1\.\d+\.\d+$/)
  })

  it('fills a dimension that has a name', async () => {
    await check(addOne('int32', ['n']), int32(1, 2), int32(2, 3))
  })

  it('accepts a float model within the tolerance', async () => {
    const { detail } = await check(addOne('float32'), float32(1, 2, 3, 4), float32(2.00001, 3, 4, 5))
    expect(detail).toContain('within')
  })

  const wrong = Buffer.alloc(16, 1)
  const cases: [string, string, () => Promise<unknown>][] = [
    [
      'an output that an exact model does not give',
      'REJECTED_REPLAY_OUTPUT',
      () => check(addOne('int32'), int32(1, 2, 3, 4), int32(2, 3, 4, 6)),
    ],
    [
      'chance with a seed, which no two runs of a session agree on',
      'UNSUPPORTED_RANDOM',
      () => {
        const normal = node('RandomNormalLike', ['x'], ['y'], [attribute('seed', int(2, 1))])
        const io = { inputs: [value('x', 'float32', [4])], outputs: [value('y', 'float32', [4])] }
        return check(model({ nodes: [normal], ...io }), float32(1, 2, 3, 4), float32(1, 2, 3, 4))
      },
    ],
    [
      'a float output beyond the tolerance',
      'REJECTED_REPLAY_TOLERANCE',
      () => check(addOne('float32'), float32(1, 2, 3, 4), float32(2.1, 3, 4, 5)),
    ],
    [
      'a float output of another length',
      'REJECTED_REPLAY_SHAPE',
      () => check(addOne('float32'), float32(1, 2, 3, 4), float32(2.1, 3, 4)),
    ],
    [
      'an input that does not fit',
      'REJECTED_REPLAY_INPUT',
      () => check(addOne('int32'), int32(1, 2, 3), int32(2, 3, 4)),
    ],
    [
      'a float output that nobody kept',
      'UNAVAILABLE_OUTPUT',
      () => {
        const { claim, sources } = claimOf(addOne('float32'), float32(1, 2, 3, 4), float32(9, 9, 9, 9))
        return checkReplayClaim(claim, { ...sources, findOutput: async () => undefined })
      },
    ],
    [
      'other bytes from the store',
      'UNAVAILABLE_CONTENT',
      () => {
        const { claim, sources } = claimOf(addOne('int32'), int32(1, 2, 3, 4), int32(2, 3, 4, 5))
        return checkReplayClaim(claim, { ...sources, getModel: async () => addOne('float32') })
      },
    ],
    [
      'other output bytes from the store',
      'UNAVAILABLE_CONTENT',
      () => check(addOne('float32'), float32(1, 2, 3, 4), float32(9, 9, 9, 9), wrong),
    ],
    [
      'a model of two inputs',
      'UNSUPPORTED_VALUE',
      () =>
        check(
          model({
            nodes: [node('Add', ['x', 'z'], ['y'])],
            inputs: [value('x', 'int32', [1]), value('z', 'int32', [1])],
            outputs: [value('y', 'int32', [1])],
          }),
          int32(1),
          int32(2),
        ),
    ],
    [
      'a model the runtime will not load',
      'MODEL_REFUSED',
      () =>
        check(
          model({
            nodes: [node('NoSuchOperator', ['x'], ['y'])],
            inputs: [value('x', 'int32', [1])],
            outputs: [value('y', 'int32', [1])],
          }),
          int32(1),
          int32(2),
        ),
    ],
  ]
  it.each(cases)('answers %s', (_name, code, act) => expectCode(act, code))

  it('blames the node for an output that its model does not give', async () => {
    await expect(check(addOne('int32'), int32(1, 2, 3, 4), wrong)).rejects.toMatchObject({ fault: 'node' })
  })
})

describe('what is said for good', () => {
  type How = 'run' | 'runApart' | 'runFresh'
  const claimed = int32(2, 3, 4, 5)
  const lying = (real: InferencePool, lies: readonly How[]) => {
    const asked: string[] = []
    const ask = (how: How) => async (file: Uint8Array, runs: Parameters<typeof real.run>[1]) => {
      asked.push(how)
      const replay = await real[how](file, runs)
      const outputs = replay.outputs.map((each) => each.map((one) => ({ ...one, data: int32(9, 9, 9, 9) })))
      return lies.includes(how) ? { ...replay, outputs } : replay
    }
    const by = { run: ask('run'), runApart: ask('runApart'), runFresh: ask('runFresh') }
    return { asked, pool: by as unknown as InferencePool }
  }
  const checkBy = (by: InferencePool) => {
    const { claim, sources } = claimOf(addOne('int32'), int32(1, 2, 3, 4), claimed)
    return checkReplayClaim(claim, { ...sources, pool: by })
  }

  it('is no rejection when a child that ran nothing before gives what was claimed', async () => {
    const { asked, pool: by } = lying(pool, ['run'])
    await expectCode(() => checkBy(by), 'UNAVAILABLE_RUNTIME')
    expect(asked).toEqual(['run', 'runFresh'])
  })

  it('is a rejection when both refuse it', async () => {
    const { asked, pool: by } = lying(pool, ['run', 'runFresh'])
    await expectCode(() => checkBy(by), 'REJECTED_REPLAY_OUTPUT')
    expect(asked).toEqual(['run', 'runFresh'])
  })

  it('is verified when a child that ran no other model gives it too, and the conditions say so', async () => {
    const { asked, pool: by } = lying(pool, [])
    expect((await checkBy(by)).conditions).toMatchObject({ children: 2 })
    expect(asked).toEqual(['run', 'runApart'])
  })

  it('is nothing when only the child that ran other models gives what was claimed', async () => {
    const { asked, pool: by } = lying(pool, ['runApart'])
    await expectCode(() => checkBy(by), 'UNAVAILABLE_RUNTIME')
    expect(asked).toEqual(['run', 'runApart'])
  })

  it('is nothing when the second child refuses a model that the first one ran', async () => {
    const refusing = {
      run: (...job: Parameters<InferencePool['run']>) => pool.run(...job),
      runApart: async () => {
        throw new NotCheckable('MODEL_REFUSED', 'not here')
      },
    } as unknown as InferencePool
    await expectCode(() => checkBy(refusing), 'UNAVAILABLE_RUNTIME')
  })

  it('comes from another process the second time, which is kept for claims of the same model only', async () => {
    const own = new InferencePool({ children: 1 })
    const other = model({
      nodes: [node('Identity', ['x'], ['y'])],
      inputs: [value('x', 'int32', [4])],
      outputs: [value('y', 'int32', [4])],
    })
    try {
      await own.run(addOne('int32'), [[INPUT]])
      const [common] = own.listProcesses()
      const apart = async (file: Uint8Array, how: 'runApart' | 'runFresh' = 'runApart') => {
        await own[how](file, [[INPUT]])
        const [first, second, ...more] = own.listProcesses()
        expect([first, more]).toEqual([common, []])
        return second
      }
      const one = await apart(addOne('int32'))
      expect(one).not.toBe(common)
      expect(await apart(addOne('int32'))).toBe(one)
      const two = await apart(other)
      expect(two).not.toBe(one)
      expect(await apart(other, 'runFresh')).not.toBe(two)
    } finally {
      own.close()
    }
    expect(own.listProcesses()).toEqual([])
  })
})

describe('the child process', () => {
  const castToUint4 = () =>
    model(
      {
        nodes: [node('Cast', ['x'], ['y'], [attribute('to', int(3, 21), int(20, 2))])],
        inputs: [value('x', 'float32', [3, 5])],
        outputs: [value('y', 'uint4', [3, 5])],
      },
      21,
    )
  /** Expands one number to sixteen gigabytes, which no static check can see. */
  const bomb = () =>
    model({
      nodes: [node('Expand', ['x', 's'], ['y'])],
      initializers: [tensor('s', 'int64', [1], Buffer.from(BigInt64Array.from([2n ** 32n]).buffer))],
      inputs: [value('x', 'int32', [1])],
      outputs: [value('y', 'int32', ['n'])],
    })
  const input = { type: 'int32', dims: [4], data: int32(1, 2, 3, 4) }

  it('costs one child when a model ends the process, and the next model runs', async () => {
    const floats = { type: 'float32', dims: [3, 5], data: Buffer.alloc(60) }
    const crash = await pool.run(castToUint4(), [[floats]]).catch((error: unknown) => error)
    // How it ended and what it said of that is kept, and nothing of where our files lie.
    expect(crash).toMatchObject({
      code: 'MODEL_CRASHED',
      message: expect.stringMatching(/^the model ended its process: SIG[A-Z]+(; its stderr: \S.*)?$/),
    })
    expect(String(crash)).not.toContain(process.cwd())
    const { outputs } = await pool.run(addOne('int32'), [[input]])
    expect(Buffer.from(outputs[0]?.[0]?.data as Uint8Array)).toEqual(int32(2, 3, 4, 5))
  })

  it('is ended when a model does not end', () =>
    expectCode(() => pool.run(addForEver(), [[input]]), 'UNAVAILABLE_MODEL_TIME'))

  it('says nothing of a model when the pool is closed under it, and leaves no process', async () => {
    const closing = new InferencePool({ children: 1 })
    await closing.run(addOne('int32'), [[input]])
    const [pid] = closing.listProcesses()
    const asked = [closing.run(addForEver(), [[input]]), closing.run(addOne('int32'), [[input]])]
    const ended = Promise.allSettled(asked)
    closing.close()
    for (const outcome of await ended)
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'INTERNAL' } })
    await expectCode(() => closing.run(addOne('int32'), [[input]]), 'INTERNAL')
    expect(closing.listProcesses()).toEqual([])
    await vi.waitFor(() => expect(() => process.kill(pid as number, 0)).toThrow('ESRCH'))
  })

  it('is ended also when the pool is closed while it starts', async () => {
    const closing = new InferencePool({ children: 1 })
    const asked = expectCode(() => closing.run(addOne('int32'), [[input]]), 'INTERNAL')
    await Promise.resolve()
    closing.close()
    await asked
    expect(closing.listProcesses()).toEqual([])
  })

  it('refuses memory beyond its limit', async () => {
    const act = () => pool.run(bomb(), [[{ type: 'int32', dims: [1], data: int32(1) }]])
    await expect(act()).rejects.toMatchObject({
      code: 'UNSUPPORTED_MODEL_MEMORY',
      message: expect.stringContaining('ASSAY_REPLAY_MEMORY_MB'),
    })
  })

  it('says so when it cannot start', () =>
    expectCode(() => InferenceChild.start({ prefix: ['/bin/false'], walls: [] }), 'UNAVAILABLE_RUNTIME'))

  it('has no network and limits wherever the tools for them are there', () => {
    expect(pool.sandbox.walls).toEqual(expect.arrayContaining(['limits']))
  })

  it('answers many runs of one model in one go', async () => {
    const runs = Array.from({ length: 50 }, (_, at) => [{ ...input, data: int32(at, 0, 0, 0) }])
    const { outputs } = await pool.run(addOne('int32'), runs)
    expect(outputs.map(([y]) => Buffer.from(y?.data as Uint8Array).readInt32LE())).toEqual(
      runs.map((_, at) => at + 1),
    )
  })
})

describe('verifyReplay', () => {
  const cases = [
    {
      inputs: [{ type: 'int32', dims: [4], data: int32(1, 2, 3, 4) }],
      outputs: [{ type: 'int32', dims: [4], data: int32(2, 3, 4, 5) }],
    },
  ]
  const exact = { relative: 0, absolute: 0 }
  it('compares every output', async () => {
    const { arithmetic, conditions } = await verifyReplay(addOne('int32'), cases, exact, pool)
    expect([arithmetic, conditions.children]).toEqual(['exact', 1])
    expect((await verifyReplay(addOne('int32'), cases, exact, pool, true)).conditions.children).toBe(2)
    const [only] = cases
    const twice = [
      { ...only, inputs: only?.inputs ?? [], outputs: [...(only?.outputs ?? []), ...(only?.outputs ?? [])] },
    ]
    await expectCode(() => verifyReplay(addOne('int32'), twice, exact, pool), 'REJECTED_REPLAY_SHAPE')
  })
  it('refuses a model too large to replay', () =>
    expectCode(
      () => verifyReplay(Buffer.alloc((64 << 20) + 1), cases, exact, pool),
      'UNSUPPORTED_MODEL_SIZE',
    ))
})

describe('listChecks', () => {
  const read = (part: string) =>
    readFileSync(new URL(`../../fixtures/snark/own-bn128/groth16.${part}.json`, import.meta.url))
  // The fixture's circuit has the public signals c = 1094, d = 80, then its inputs 5 and 7.
  const signals: string[] = JSON.parse(read('public').toString())
  const words = Buffer.from(
    signals.map((signal) => BigInt(signal).toString(16).padStart(64, '0')).join(''),
    'hex',
  )
  const binding = {
    inputs: { from: 2, count: 2, as: 'u8' },
    outputs: { from: 0, count: 2, as: 'i32le' },
  } as const
  const claim = {
    model: zero,
    inputHash: keccak256(Buffer.from([5, 7])),
    outputHash: keccak256(int32(Number(signals[0]), Number(signals[1]))),
    verificationKeyHash: keccak256(read('vkey')),
    proof: read('proof'),
    publicSignals: words,
  }
  const sources = {
    ...claimOf(Buffer.alloc(0), Buffer.alloc(0), Buffer.alloc(0)).sources,
    getVerificationKey: async () => ({ file: read('vkey'), binding }),
  }
  const proofValid = listChecks('groth16').find(([statement]) => statement === 'proof_valid')?.[1]

  it('offers what can be checked of each system, and nothing for a system nobody knows', async () => {
    expect(listChecks('onnx-replay').map(([statement]) => statement)).toEqual(['output_reproduced'])
    expect(listChecks('plonk').map(([statement]) => statement)).toEqual(['proof_valid', 'output_reproduced'])
    await expectCode(() => listChecks('halo2'), 'UNKNOWN_PROOF_SYSTEM')
    await expectCode(() => listChecks('toString'), 'UNKNOWN_PROOF_SYSTEM')
  })

  it('binds a proof to the input and output of its claim', async () => {
    expect((await proofValid?.(claim, sources))?.detail).toContain('bn128')
  })

  const other = Hash32(`0x${'22'.repeat(32)}`)
  const failing: [string, string, Partial<typeof claim>, unknown][] = [
    ['another input', 'REJECTED_PROOF_INPUT_BINDING', { inputHash: other }, binding],
    ['another output', 'REJECTED_PROOF_OUTPUT_BINDING', { outputHash: other }, binding],
    ['another key', 'REJECTED_PROOF_KEY_HASH', { verificationKeyHash: other }, binding],
    [
      'signals that are no words',
      'REJECTED_PROOF_SIGNAL_FORMAT',
      { publicSignals: words.subarray(1) },
      binding,
    ],
    ['a circuit of which nothing is said', 'UNKNOWN_PROOF_BINDING', {}, null],
    [
      'signals that do not fit their width',
      'REJECTED_PROOF_OUTPUT_BINDING',
      {},
      { ...binding, outputs: { from: 0, count: 2, as: 'i8' } },
    ],
    [
      'a binding beyond the signals',
      'REJECTED_PROOF_INPUT_BINDING',
      {},
      { ...binding, inputs: { from: 3, count: 2, as: 'u8' } },
    ],
  ]
  it.each(failing)('refuses %s', (_name, code, change, bound) =>
    expectCode(
      () =>
        proofValid?.(
          { ...claim, ...change },
          {
            ...sources,
            getVerificationKey: async () => ({ file: read('vkey'), binding: bound as typeof binding }),
          },
        ),
      code,
    ),
  )
})
