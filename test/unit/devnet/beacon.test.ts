import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Beacon } from '../../../devnet/network/beacon.ts'
import { readClock } from '../../../reference-node/sample/clock.ts'
import { fetchRoundOf } from '../../../reference-node/sample/rounds.ts'
import { timeOfRound, verifyRound } from '../../../src/claim/sample/beacon.ts'
import { GuardedHttp } from '../../../src/platform/http.ts'
import type { Network } from '../../../src/platform/network.ts'
import { expectCode } from '../../support/codes.ts'

let folder: string
let beacon: Beacon
let http: GuardedHttp
let now: number

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-beacon-'))
  beacon = await Beacon.open(folder, 0, () => now)
  http = new GuardedHttp([new URL(beacon.url).host])
  now = timeOfRound(beacon.chain, 7) + 10
})
afterAll(async () => {
  await beacon.close()
  await http.close()
  await rm(folder, { recursive: true, force: true })
})

test('gives the rounds that are out, as drand does, and no other', async () => {
  const from = { ...beacon.chain, url: beacon.url }
  for (const round of [1, 7]) {
    const answer = await fetchRoundOf(from, round, http)
    expect(answer.round).toBe(round)
    expect(verifyRound(beacon.chain, round, answer.signature)).toMatch(/^0x/)
  }
  expect((await fetchRoundOf(from, 'latest', http)).round).toBe(7)
  await expectCode(() => fetchRoundOf(from, 8, http), 'UNAVAILABLE_BEACON')
})

test('is the clock of a network whose time is simulated, and of no other', async () => {
  const described = { ...beacon.chain, url: beacon.url, source: 'test' }
  const network = (more: object) => ({ watch: { beacon: { ...described, ...more } } }) as unknown as Network
  expect(await readClock(network({ clock: 'simulated' }), http)).toBe(timeOfRound(beacon.chain, 7))
  expect(await readClock(network({}), http)).toBeGreaterThan(1_790_000_000)
  const other = { clock: 'simulated', publicKey: `0x${'11'.repeat(96)}` }
  await expect(readClock(network(other), http)).rejects.toThrow()
})

test('keeps its key for its owner alone, and has the same one at the next start', async () => {
  expect((await stat(join(folder, 'beacon'))).mode & 0o777).toBe(0o600)
  const again = await Beacon.open(folder, 0, () => now)
  expect(again.chain).toEqual(beacon.chain)
  await again.close()
})
