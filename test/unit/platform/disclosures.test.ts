import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { listDisclosures } from '../../../src/platform/disclosures.ts'
import type { Network } from '../../../src/platform/network.ts'
import { contextOf } from '../events/encode.ts'

let folder: string
let network: Network
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-disclosures-'))
  network = { ...contextOf({}, { name: 'stated', disclosures: 'disclosures.json' }).network, folder }
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const rule = (more: object) => ({
  rule: 'heartbeat.max-age',
  question: 'How long may a node be silent?',
  status: 'disclosed',
  value: '1800',
  unit: 'seconds',
  source: 'TEERegistry.sol',
  firstSeen: '2026-11-01',
  ...more,
})
const state = (...rules: object[]) => writeFile(join(folder, 'disclosures.json'), JSON.stringify(rules))

describe('a file of rules', () => {
  test.each([
    ['a value where it says undisclosed', rule({ status: 'undisclosed' })],
    ['no value where it says disclosed', rule({ value: null })],
    ['a contradiction with nothing', rule({ status: 'contradicted' })],
    ['a contradiction with a rule that is not there', rule({ status: 'contradicted', contradictedBy: 'x' })],
    ['no source', rule({ source: '' })],
  ])('with %s is refused', async (_, faulty) => {
    await state(faulty)
    await expect(listDisclosures(network)).rejects.toMatchObject({ code: 'DISCLOSURES_INVALID' })
  })

  test('with one name twice is refused', async () => {
    await state(rule({}), rule({ value: '5' }))
    await expect(listDisclosures(network)).rejects.toMatchObject({ code: 'DISCLOSURES_INVALID' })
  })
})
