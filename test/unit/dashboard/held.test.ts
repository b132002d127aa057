import { expect, test } from 'vitest'
import { checkHeld } from '../../../dashboard/pages/checked/held.ts'
import { toBytes, toHex } from '../../../src/claim/hex.ts'
import { formatVerifierKey, verifierKeyOf } from '../../../src/claim/log/note.ts'
import { leafHash, proveInclusion } from '../../../src/claim/log/tree.ts'
import { TestLog } from '../../support/verdict-log.ts'

async function said() {
  const log = new TestLog()
  await log.register()
  const { hash } = await log.commit()
  for (const round of [7, 8, 9]) await log.commit({ round })
  const leaves = log.bundles.map((each) => leafHash(toBytes(each.hash)))
  const read = async (_level: number, from: number, count: number) => leaves.slice(from, from + count)
  const path = (await proveInclusion(read, 1, leaves.length)).map(toHex)
  const key = formatVerifierKey(verifierKeyOf(log.signer))
  return { key, sample: { entry: '1', commitment: hash, path, checkpoint: log.note() } }
}

test('a commitment in the tree of a signed checkpoint is held', async () => {
  const { key, sample } = await said()
  expect(checkHeld(sample, key)).toEqual({
    outcome: 'verified',
    detail: 'entry 1 of 5, in a signed checkpoint',
  })
})

test('another commitment, place, path, checkpoint or key is refused', async () => {
  const { key, sample } = await said()
  const other = new TestLog('02')
  await other.register()
  const [first = '', ...rest] = sample.path
  for (const [change, code] of [
    [{ commitment: first }, 'LOG_INCLUSION'],
    [{ entry: '2' }, 'LOG_INCLUSION'],
    [{ entry: 'x' }, 'LOG_INCLUSION'],
    [{ path: rest }, 'LOG_INCLUSION'],
    [{ path: 'none' }, 'LOG_INCLUSION'],
    [{ path: ['0x'] }, 'LOG_INCLUSION'],
    [{ checkpoint: other.note() }, 'LOG_INCLUSION'],
    [{ checkpoint: sample.checkpoint.replace('\n5\n', '\n6\n') }, 'LOG_SIGNATURE'],
    [{ checkpoint: 'no note' }, 'LOG_NOTE'],
  ] as const)
    expect(checkHeld({ ...sample, ...change }, key)).toMatchObject({
      outcome: 'rejected',
      detail: expect.stringContaining(code),
    })
  const foreign = formatVerifierKey(verifierKeyOf({ ...other.signer, secretKey: Buffer.alloc(32, 8) }))
  expect(checkHeld(sample, foreign).outcome).toBe('rejected')
  expect(checkHeld({ ...sample, checkpoint: null }, key).outcome).toBe('undecided')
})
