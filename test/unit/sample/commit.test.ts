import { expect, test } from 'vitest'
import { planSample } from '../../../reference-node/sample/commit.ts'
import { Hash32 } from '../../../src/claim/hex.ts'
import { MAX_OUTCOME_SECONDS } from '../../../src/claim/sample/deadline.ts'
import { getNetwork, type Network } from '../../../src/platform/network.ts'
import { codeOf, expectCode } from '../../support/codes.ts'
import { TestIndex } from '../../support/sampled-index.ts'
import { POPULATION } from '../../support/verdict-log.ts'

const node = { kind: 'node', node: Hash32(`0x${'11'.repeat(32)}`) } as const
const PLAN = {
  statement: 'output_reproduced',
  scope: { kind: 'network' },
  count: 5,
  now: 1_790_000_000,
  leadSeconds: 300,
  outcomeSeconds: 300,
} as const

/** A network of the chains of the test, each of a class. */
async function networkOf(classes: Readonly<Record<number, 'devnet' | 'testnet'>>): Promise<Network> {
  const network = await getNetwork('networks', 'opengradient-testnet')
  const [chain] = network.chains
  if (!chain) throw new Error('a network without a chain')
  const chains = Object.entries(classes).map(([id, of]) => ({ ...chain, id: Number(id), class: of }))
  return { ...network, chains }
}

function indexOf(chains: readonly number[]): TestIndex {
  const index = new TestIndex()
  index.elements = POPULATION
  index.heights = new Map(chains.map((id) => [id, { head: 30, finalized: 20 }]))
  index.outside = new Map(chains.map((id) => [id, 3]))
  return index
}

test('what relayers settle is sampled of a relayer or a network, and never of a node that it only names', async () => {
  const network = await networkOf({ 31337: 'devnet' })
  const index = indexOf([31_337])
  for (const statement of ['hand_off_signed', 'settlement_included'] as const) {
    expect(await codeOf(() => planSample(index, network, { ...PLAN, statement, scope: node }))).toBe(
      'SAMPLE_SCOPE',
    )
    const whole = await planSample(index, network, { ...PLAN, statement })
    expect(whole.size).toBe(POPULATION.length)
  }
  const own = await planSample(index, network, { ...PLAN, statement: 'proof_valid', scope: node })
  expect(own.scope).toEqual(node)
})

test('outcomes are due behind the round, and by no more than thirty days', async () => {
  const network = await networkOf({ 31337: 'devnet' })
  const plan = (outcomeSeconds: number) => planSample(indexOf([31_337]), network, { ...PLAN, outcomeSeconds })
  for (const seconds of [-1, 0, MAX_OUTCOME_SECONDS + 1])
    await expectCode(() => plan(seconds), 'SAMPLE_DEADLINE')
  for (const seconds of [1, MAX_OUTCOME_SECONDS]) expect((await plan(seconds)).size).toBe(POPULATION.length)
})

test('every chain of the class is named with what is outside on it, also one that holds nothing yet', async () => {
  const classes = { 31337: 'devnet', 31338: 'devnet', 31339: 'testnet' } as const
  const planned = await planSample(indexOf([31_337, 31_338, 31_339]), await networkOf(classes), PLAN)
  expect(planned.chains).toEqual([
    { chainId: 31_337, class: 'devnet', toBlock: 20 },
    { chainId: 31_338, class: 'devnet', toBlock: 20 },
  ])
  expect(planned.notRecomputable).toBe(6)
})

test('chains of two classes that both hold elements have no sample in common', async () => {
  const index = indexOf([31_337, 31_339])
  index.elements = [...POPULATION, ...POPULATION.map((each) => ({ ...each, chainId: 31_339 }))]
  const network = await networkOf({ 31337: 'devnet', 31339: 'testnet' })
  await expectCode(() => planSample(index, network, PLAN), 'SAMPLE_CLASSES')
  index.elements = []
  await expectCode(() => planSample(index, network, PLAN), 'SAMPLE_EMPTY')
})
