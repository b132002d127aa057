import { expect, test } from 'vitest'
import { writeFacts } from '../../support/facts-writer.ts'
import { seedLike } from '../../support/like-node.ts'
import { pick, useMoneyApi } from '../../support/money-api.ts'

const NODE = 'c7'
const OWNER = 0x107

/** A node that is paid for each two days, the last time for those up to the 38th of the world's 40, and got a grant on each of the last days. */
const { ask } = useMoneyApi(async (url) => {
  await seedLike(url, NODE, 'snark-prover')
  await writeFacts(url, async (world) => {
    const paid = { node: `0x${NODE.repeat(32)}`, payee: OWNER }
    for (const since of [32, 34, 36]) await world.emission({ ...paid, day: since + 2.25, amount: 100, since })
    for (let day = 33; day < 40; day++) await world.emission({ ...paid, day: day + 0.5, amount: 7 })
  })
})

test('what is for no period counts up to when all that is for one was paid, in a ranking as of the node itself', async () => {
  const window = 'days: 6'
  const figure = '{ value window { to } finality eventsCounted }'
  const answer = await ask(`{
    leaderboard(network: "money", metric: EMISSIONS, ${window}, includeDead: true, top: 100) { class rows { key figure ${figure} } }
    nodes(where: { key_eq: "0x${NODE.repeat(32)}" }) { economics(${window}) { class statement { emissionsAccrued ${figure} } } } }`)
  expect(answer.errors).toBeUndefined()
  const own = (
    pick(answer, 'data.nodes.0.economics') as { class: string; statement: { emissionsAccrued: object } }[]
  ).find((each) => each.class === 'synthetic')
  const lists = pick(answer, 'data.leaderboard') as {
    class: string
    rows: { key: string; figure: object }[]
  }[]
  const ranked = lists
    .find((each) => each.class === 'synthetic')
    ?.rows.find(({ key }) => key === `0x${NODE.repeat(32)}`)
  // 200 for the four days from the 34th on, and 7 on each of them, at 0.25.
  expect(own?.statement.emissionsAccrued).toMatchObject({ value: '57.000000', finality: 'provisional' })
  expect(ranked?.figure).toEqual(own?.statement.emissionsAccrued)
})
