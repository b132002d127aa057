import { afterEach, describe, expect, it, vi } from 'vitest'
import { InferenceChild } from '../../../reference-node/inference/child/child.ts'
import { WALLS } from '../../../reference-node/inference/child/walls.ts'
import { InferencePool } from '../../../reference-node/inference/pool.ts'
import { type CodedError, NotCheckable, Unavailable } from '../../../src/claim/errors.ts'
import { expectCode } from '../../support/codes.ts'

/** A pool whose children do what is said here, and how many of them were started. */
function poolOf(run: (pool: InferencePool) => Promise<never>) {
  const pool = new InferencePool({ children: 1 })
  const started = { count: 0 }
  vi.spyOn(InferenceChild, 'start').mockImplementation(async () => {
    started.count++
    const child = {
      isAlive: true,
      kill: () => {
        child.isAlive = false
      },
      run: () => {
        child.isAlive = false
        return run(pool)
      },
    }
    return { child, conditions: {}, walls: WALLS, unfiltered: undefined } as never
  })
  return { pool, started }
}
const failing = (error: CodedError) => Promise.reject(error)
const crash = () => new NotCheckable('MODEL_CRASHED', 'the model ended its process')

afterEach(() => vi.restoreAllMocks())

describe('what a child says', () => {
  it('of a model is asked of a second one', async () => {
    const { pool, started } = poolOf(() => failing(crash()))
    await expectCode(() => pool.run(new Uint8Array(), []), 'MODEL_CRASHED')
    expect(started.count).toBe(2)
  })

  it('of this machine is asked of no other one', async () => {
    const { pool, started } = poolOf(() => failing(new Unavailable('UNAVAILABLE_MODEL_TIME', 'late')))
    await expectCode(() => pool.run(new Uint8Array(), []), 'UNAVAILABLE_MODEL_TIME')
    expect(started.count).toBe(1)
  })

  it('is nothing when it was the second one, and the pool was closed under it', async () => {
    let asked = 0
    const { pool, started } = poolOf((own) => {
      if (++asked === 2) own.close()
      return failing(crash())
    })
    await expectCode(() => pool.run(new Uint8Array(), []), 'INTERNAL')
    expect(started.count).toBe(2)
  })
})
