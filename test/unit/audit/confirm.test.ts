import { expect, test } from 'vitest'
import { auditLog } from '../../../reference-node/audit/audit.ts'
import { confirmSample } from '../../../reference-node/audit/confirm.ts'
import type { SampleReport } from '../../../reference-node/audit/report.ts'
import { getNetwork, type Network } from '../../../src/platform/network.ts'
import { TestIndex } from '../../support/sampled-index.ts'
import { CHAIN, DRAWN_AT, POPULATION, TestLog } from '../../support/verdict-log.ts'

const OTHER = 31_338

/** A sample as the log says it, and the index and network of a stranger that agree with it. */
async function world(): Promise<{ sample: SampleReport; index: TestIndex; network: Network }> {
  const log = new TestLog()
  await log.register()
  await log.answer(await log.commit({ notRecomputable: 7 }), log.note(DRAWN_AT - 60))
  const [sample] = (await auditLog(log.served(), log.trust)).samples
  const published = await getNetwork('networks', 'opengradient-testnet')
  const [chain] = published.chains
  if (!sample || !chain) throw new Error('no sample or no chain')
  const chains = [CHAIN, OTHER].map((id) => ({ ...chain, id, class: 'devnet' as const }))
  const index = new TestIndex()
  index.elements = POPULATION
  index.heights = new Map([[CHAIN, { head: 30, finalized: 25 }]])
  index.outside = new Map([[CHAIN, 7]])
  return { sample: { ...sample, drawn: [] }, index, network: { ...published, chains } }
}

// Nothing is judged: what was drawn is left out of the sample above.
const confirm = async ({ sample, index, network }: Awaited<ReturnType<typeof world>>) =>
  (await confirmSample(index, network, undefined as never, sample)).findings.map(({ code }) => code)

test('a sample that a stranger’s index gives again has no finding', async () => {
  expect(await confirm(await world())).toEqual([])
})

test('another number of what nobody can check again is a finding', async () => {
  const here = await world()
  here.index.outside.set(CHAIN, 8)
  expect(await confirm(here)).toEqual(['SAMPLE_POPULATION'])
})

test('a class that the network’s folder does not give a chain is a finding', async () => {
  const here = await world()
  const chains = here.network.chains.map((each) => ({ ...each, class: 'mainnet' as const }))
  expect(await confirm({ ...here, network: { ...here.network, chains } })).toEqual(['SAMPLE_CLASSES'])
})

test('a chain that held elements before the commitment and is left out is a finding, and one that began later is none', async () => {
  const here = await world()
  here.index.heights.set(OTHER, { head: 30, finalized: 25 })
  expect(await confirm(here)).toEqual([])
  here.index.elements = [...POPULATION, ...POPULATION.map((each) => ({ ...each, chainId: OTHER }))]
  here.index.firstAt = here.sample.committedAt
  expect(await confirm(here)).toEqual([])
  here.index.firstAt = here.sample.committedAt - 1
  expect(await confirm(here)).toEqual(['SAMPLE_POPULATION'])
})
