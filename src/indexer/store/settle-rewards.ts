import type { Hex } from '../../claim/hex.ts'
import { EPOCH_SECONDS, emissionOf, epochEndOf, isEmissionKnown } from '../../market/emission.ts'
import { capOf, stakingReward, type WorkReward, workRewards } from '../../market/rewards.ts'
import { powersOf } from '../../market/stake.ts'
import type { PoolClient } from '../../platform/database.ts'
import type { Fact } from '../events/facts.ts'
import type { Place } from '../place.ts'
import type { FactRows } from './fact-rows.ts'
import type { SettledBlocks } from './market-steps.ts'
import { findWorkRule, listMoments, listStakes, listWorks, type Moment, type WorkRule } from './work-rows.ts'

/** As what is done at a block's end: what follows from one log may be several facts. */
const END_OF_BLOCK = 3

type Row = Extract<Fact, { kind: 'work_reward' }>['row']

/**
 * What work and stake are rewarded with: by the reports up to a block while their epoch is open (`estimated`), and for good at the log
 * that ends it (`entitled`), which is the income. What is minted later is a movement. Nothing where network.json states no epochs, or
 * for one whose emission nobody knows.
 */
export async function settleRewards(
  client: PoolClient,
  place: Place,
  { blocks }: SettledBlocks,
  into: FactRows,
): Promise<void> {
  const rule = await findWorkRule(client, place)
  if (!rule) return
  let last = { block: -1, position: 0 }
  for (const moment of await listMoments(client, place, blocks)) {
    if (!isEmissionKnown(moment.period)) continue
    const rewards = await rewardsOf(client, place, rule, moment)
    for (const fact of rewards.flatMap((row) => toFacts(row, rule))) {
      // A reward and the income that it is stand at one place, each among its kind.
      const isNext = fact.kind === 'work_reward'
      const at = last.block === moment.block ? last.position + (isNext ? 1 : 0) : 0
      last = { block: moment.block, position: at }
      into.add(
        fact,
        { contract: moment.contract, phase: END_OF_BLOCK, position: at, transaction: moment.txHash },
        { number: moment.block, hash: moment.hash, timestamp: moment.at },
      )
    }
  }
}

async function rewardsOf(client: PoolClient, place: Place, rule: WorkRule, moment: Moment): Promise<Row[]> {
  const { period, state } = moment
  const works = await listWorks(client, place, moment)
  const total = moment.total ?? works.reduce((sum, { amount }) => sum + amount, 0n)
  if (total === 0n) return []
  const end = epochEndOf(period, rule.zero)
  const powers = powersOf(await listStakes(client, place, rule.token, moment, end))
  const powerOf = (log: string) => powers.get(log) ?? 0n
  const { povw } = emissionOf(period)
  const common = { state, token: rule.token }
  const ofWork = workRewards(works, { total, emission: povw, powerOf }).map((each): Row => {
    return { ...common, ...toRow(each), source: 'work', period, reward_cap: capOf(powerOf(each.log)) }
  })
  if (state === 'estimated') return ofWork
  const ofStake = await Promise.all(
    moment.sinceLast.filter(isEmissionKnown).map(async (epoch) => {
      const held = powersOf(await listStakes(client, place, rule.token, moment, epochEndOf(epoch, rule.zero)))
      return toStakeRows(held, epoch).map((row): Row => ({ ...common, ...row }))
    }),
  )
  return [...ofWork, ...ofStake.flat()]
}

function toRow({ log, recipient, uncapped, reward }: WorkReward) {
  return { node: log as Hex, payee: recipient as Hex, uncapped, amount: reward }
}

function toStakeRows(powers: ReadonlyMap<string, bigint>, epoch: bigint) {
  const total = [...powers.values()].reduce((sum, power) => sum + power, 0n)
  const { staking } = emissionOf(epoch)
  return [...powers].sort().map(([account, power]) => {
    const amount = stakingReward(staking, power, total)
    const [node, payee] = [account as Hex, account as Hex]
    return { source: 'stake', node, payee, period: epoch, uncapped: amount, reward_cap: null, amount }
  })
}

function toFacts(row: Row, { zero, token }: WorkRule): Fact[] {
  const reward: Fact = { kind: 'work_reward', row }
  const { state, source, node, payee, amount, period } = row
  if (state !== 'entitled' || amount === 0n || typeof period !== 'bigint') return [reward]
  const reason = source === 'work' ? 'povw' : 'staking'
  const time = zero + period * EPOCH_SECONDS
  return [reward, { kind: 'emission', row: { node, payee, token, amount, period: time, reason } }]
}
