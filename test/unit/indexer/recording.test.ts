import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readRecording } from '../../../src/indexer/replay/file.ts'
import { TestMarket } from '../../support/market/contract.ts'
import { toRecording } from '../../support/market/recording.ts'
import { SCENARIOS } from '../../support/market/scenarios.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-recording-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function read(recording: object) {
  const file = join(folder, 'recording.json')
  await writeFile(file, JSON.stringify(recording))
  return readRecording(file)
}

const market = new TestMarket()
SCENARIOS.find(({ id }) => id === 'K')?.play(market)
const recording = toRecording(market.happened)
const { chainId } = recording
const logs = recording.logs as readonly Record<string, unknown>[]
const txs = recording.txs as readonly Record<string, unknown>[]

test('numbers are the same in every spelling: decimal, hexadecimal, capitals, as words of 32 bytes', async () => {
  const word = (value: unknown) => `0x${Number(value).toString(16).toUpperCase().padStart(64, '0')}`
  const spelled = (each: Record<string, unknown>) => ({
    ...each,
    blockNumber: word(each.blockNumber),
    timestamp: `000${each.timestamp}`,
  })
  const counted = logs.map((log) => ({ ...spelled(log), txIndex: '0x00', logIndex: word(log.logIndex) }))
  const same = { ...recording, chainId: word(chainId), logs: counted.toReversed(), txs: txs.map(spelled) }
  expect(await read(same)).toEqual(await read(recording))
})

test.each([
  ['with other data', { data: `0x${'00'.repeat(31)}4d` }],
  ['of another contract', { address: `0x${'5e'.repeat(20)}` }],
  ['alike', {}],
])('a second log of one place %s is refused: which of them happened nobody says', async (_what, change) => {
  await expect(read({ ...recording, logs: [...logs, { ...logs[0], ...change }] })).rejects.toMatchObject({
    code: 'REPLAY_FILE',
    message: expect.stringContaining('is in it twice'),
  })
})

test.each([['0x'], ['1e3'], [-1], [1.5], ['18446744073709551616'], [null]])(
  '%j is no number of a block',
  async (blockNumber) => {
    await expect(read({ ...recording, logs: [{ ...logs[0], blockNumber }] })).rejects.toMatchObject({
      code: 'REPLAY_FILE',
    })
  },
)
