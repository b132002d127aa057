import { describe, expect, test, vi } from 'vitest'
import type { SumTerms } from '../../../src/api/economics/rows/sums.ts'
import { type FactsWriter, writeFacts } from '../../support/facts-writer.ts'
import { createRandom } from '../../support/mockchain/random.ts'
import { useMoneyApi } from '../../support/money-api.ts'
import { WORLD_START } from '../../support/money-world.ts'

// Every figure of a ledger that the database sums is what it is of single receipts, to the last digit.
const single = vi.hoisted(() => ({ on: false, rows: 0, sums: 0 }))
vi.mock('../../../src/api/economics/rows/sums.ts', async (original) => {
  const real = await original<typeof import('../../../src/api/economics/rows/sums.ts')>()
  const { listIncome } = await import('../../../src/api/economics/rows/ledger.ts')
  const listSums: typeof real.listSums = async (snapshot, scope, since, terms) => {
    const found = single.on
      ? ofNodes(await listIncome(snapshot, scope, null, since), terms)
      : await real.listSums(snapshot, scope, since, terms)
    single[single.on ? 'rows' : 'sums'] += found.fees.length
    return found
  }
  function ofNodes({ fees, emissions }: Awaited<ReturnType<typeof listIncome>>, { only }: SumTerms) {
    const isAsked = ({ node, payee, at }: (typeof fees)[number] | (typeof emissions)[number]) => {
      const span = only?.get(node ?? payee ?? '')
      return !only || (span && at >= span.from && at < span.to)
    }
    return { fees: fees.filter(isAsked), emissions: emissions.filter(isAsked) }
  }
  return { ...real, listSums }
})

const WORLDS = Array.from({ length: Number(process.env.ASSAY_SUM_WORLDS ?? 2) }, (_, seed) => seed + 1)
const NODES = Array.from({ length: 9 }, (_, index) => `0x${(0xb0 + index).toString(16).repeat(32)}`)
const FAUCET = 0xfa
const SHARED = 0xee
const STRANGERS = [0x901, 0x902, 0x903, 0x904, 0x905]
/** Whose money came from an operator, the faucet or a stranger. */
const FUNDED = [0xa01, 0xa02, 0xa03]

const OWNERS = NODES.map((_, index) => 0x100 + index)

interface Draw {
  readonly random: () => number
  readonly pick: <T>(all: readonly T[]) => T
  /** In days since the world's start. Sixteenths of a second, which some chains have. */
  readonly moment: (from?: number, to?: number) => number
}

/** Nodes that change hands and leave, payers of every relation, several tokens and prices at any moment. */
async function tell(world: FactsWriter, seed: number): Promise<void> {
  const random = createRandom(seed)
  const draw: Draw = {
    random,
    pick: (all) => all[Math.floor(random() * all.length)] as never,
    moment: (from = 0, to = 40) => from + Math.floor(random() * (to - from) * 86_400 * 16) / 86_400 / 16,
  }
  await tellNodes(world, draw)
  await tellTransfers(world, draw)
  await tellFees(world, draw, seed % 2 ? [1, 1, 1, 2] : [1, 2, 2, 7])
  await tellEmissions(world, draw)
  await tellPrices(world, draw, seed % 3 === 2)
}

async function tellNodes(world: FactsWriter, { random, pick, moment }: Draw): Promise<void> {
  for (const [index, node] of NODES.entries()) {
    // Of two nodes of one owner each is paid at its own address; a third becomes that owner's.
    const owner = index === 5 ? 0x100 : 0x100 + index
    const joined = index < 5 ? 0 : Math.floor(random() * 15)
    const paid = index === 3 ? SHARED : 0x100 + index
    await world.node(node, index % 4 === 3 ? 'validator' : 'snark-prover', [
      { day: joined, owner, paid },
      ...(index % 3 === 1 ? [{ day: moment(15, 38), owner: index === 4 ? 0x100 : 0x200 + index, paid }] : []),
      ...(index === 8 ? [{ day: 39, owner, paid, enabled: false }] : []),
    ])
    for (const staker of [owner, 0x300]) {
      const amount = 1 + Math.floor(random() * 500)
      await world.stake({ day: moment(0, 30), node, staker, amount, token: index === 2 ? pick([1, 2]) : 2 })
    }
    if (index % 2) await world.slash({ day: moment(20, 40), node, amount: 1 })
  }
}

async function tellTransfers(world: FactsWriter, { random, pick, moment }: Draw): Promise<void> {
  const account = (number: number) => Buffer.from(number.toString(16).padStart(40, '0'), 'hex')
  for (const receiver of [...FUNDED, ...FUNDED, ...FUNDED]) {
    const sender = pick([FAUCET, pick(OWNERS), pick(STRANGERS)])
    const day = moment(0, 35)
    await world.run(
      `insert into keeper.transfer (network, chain_id, token, block_number, block_hash, block_time, tx_hash, log_index, sender, receiver,
        amount, policy, endpoint) values ('money', 31337, $1, $2, '\\x07', to_timestamp($3), $4, 0, $5, $6, 50000000000, 'unproved', 't')`,
      [
        Buffer.alloc(20, 1),
        Math.floor(day * 1440) + 1000,
        WORLD_START + day * 86_400,
        Buffer.from(String(random())),
        account(sender),
        account(receiver),
      ],
    )
  }
}

async function tellFees(world: FactsWriter, { random, pick, moment }: Draw, tokens: readonly number[]) {
  const payers = [...STRANGERS, ...STRANGERS, ...FUNDED, ...OWNERS.slice(0, 4), 0x105, FAUCET]
  for (let count = 0; count < 600; count++) {
    const index = Math.floor(random() ** 2 * NODES.length)
    const [payer, own] = [pick(payers), 0x100 + index]
    const [isStray, isRefund] = [random() < 0.15, random() < 0.1]
    await world.fee({
      day: moment(),
      node: isStray ? null : (NODES[index] ?? null),
      payer,
      payee: isStray ? pick([SHARED, own, 0x555]) : isRefund ? pick([payer, own]) : own,
      amount: Math.floor(random() * 1e6) / 1000,
      token: pick(tokens),
      chain: pick([31337, 31337, 31337, 31337, 31338, random() < 0.3 ? 10740 : 31337]),
      ...(isRefund && { refund: true }),
    })
  }
}

async function tellEmissions(world: FactsWriter, { random, pick, moment }: Draw): Promise<void> {
  for (let count = 0; count < 200; count++) {
    const amount = Math.floor(random() * 1000)
    await world.emission({ day: moment(), node: pick(NODES), payee: pick(OWNERS), amount })
  }
  // Some are for the day before, which is told of each.
  await world.run(
    `update facts.emission set period = block_time - interval '1 day' where network = 'money' and position % 3 = 0 and position >= 5000000`,
  )
}

/** Prices that come at any moment of two venues, one of which falls silent; with a gap both do for days. */
async function tellPrices(world: FactsWriter, { random, pick, moment }: Draw, hasGap: boolean) {
  await world.run(`delete from keeper.price where series = 'xCOIN'`)
  for (let count = 0; count < 150; count++) {
    const day = moment(-1, 40)
    if (hasGap && day > 20 && day < 24) continue
    await world.run(
      `insert into keeper.price (series, venue, at, price, source) values ('xCOIN', $1, to_timestamp($2), $3, 't') on conflict do nothing`,
      [
        day > 30 ? 'one' : pick(['one', 'two']),
        WORLD_START + day * 86_400,
        String(0.1 + Math.floor(random() * 1e6) / 1e6),
      ],
    )
  }
  await world.run(
    `delete from keeper.price where series = 'xUSD' and venue = 'two' and extract(day from at)::integer % 2 = 0`,
  )
}

const FIGURE =
  '{ value reason unit class window { from to } methodVersion priceSource priceQuality caveats eventsCounted emissionShare relatedPartyShare finality missing { reason input } stale quantiles { p5 p25 p50 p75 p95 } }'
const ONE_MORE = `daysBelowCost ${FIGURE} daysAboveRent ${FIGURE} nodesAboveRent ${FIGURE}`
const NETWORK = `query($days: Int!, $to: DateTime, $payers: Payers!, $cost: CostInput!) {
  networks(where: { id_eq: "money" }, limit: 1) { economics(days: $days, to: $to, payers: $payers) {
    class fees ${FIGURE} emissions ${FIGURE} refunds ${FIGURE} unattributedFees ${FIGURE} coverage ${FIGURE}
    emissionsIfSold { atQuote ${FIGURE} sold ${FIGURE} }
    revenue { perDay ${FIGURE} volatility ${FIGURE} longestGapSeconds ${FIGURE} }
    penalties { events ${FIGURE} slashedOverStake ${FIGURE} slashedOverGross ${FIGURE} expectedYearlyLoss ${FIGURE} }
    role(role: "snark-prover", cost: $cost) { nodes nodeDays revenue ${FIGURE} revenueWithoutTopPayer ${FIGURE} topPayer ${ONE_MORE} oneMore { ${ONE_MORE} }
      worst { window { from to } perNodeDay ${FIGURE} } series { day nodes p5 p50 p95 income } }
    demand { uniquePayers ${FIGURE} hhi ${FIGURE} top1 ${FIGURE} top5 ${FIGURE} refunds ${FIGURE} notShownRelated ${FIGURE} related ${FIGURE} protocol ${FIGURE}
      costOfFaking ${FIGURE} excluded { rule share ${FIGURE} }
      payers(limit: 50) { payer payments fees ${FIGURE} share ${FIGURE} rules }
      links(limit: 200) { rule payer node source reason payments since share ${FIGURE} transfers { from to at txHash } } } } } }`
const SURVIVED = `query($days: Int!, $to: DateTime, $payers: Payers!, $cost: CostInput!) {
  networks(where: { id_eq: "money" }, limit: 1) { economics(days: $days, to: $to, payers: $payers) { class
    survival { leavers(role: "snark-prover", cost: $cost) { basis nodes earned ${FIGURE} atALoss ${FIGURE} missing { reason input } }
      gross: leavers { basis nodes earned ${FIGURE} }
      realised(role: "snark-prover", cost: $cost) { operators nodes paid left open unknown paidWithoutRelated ${FIGURE} within12 ${FIGURE} netCash ${FIGURE}
        steps { months paid left } byOperator { nodes joinedAt end endedAt netCash cost } } } } } }`
const RANKED = `query($days: Int!, $to: DateTime, $payers: Payers!) { ${[
  'GROSS',
  'FEES',
  'EMISSIONS',
  'SLASHED',
]
  .map(
    (metric) =>
      `${metric}: leaderboard(network: "money", metric: ${metric}, days: $days, to: $to, payers: $payers, includeDead: true, top: 100) { class rows { rank nodeId figure ${FIGURE} independent ${FIGURE} } }`,
  )
  .join(' ')} }`
const PAID_BACK = `query($days: Int!, $to: DateTime, $payers: Payers!, $cost: CostInput!) {
  payback(network: "money", role: "snark-prover", days: $days, to: $to, payers: $payers, cost: $cost, paths: 100) {
    class answer netCashPerMonth ${FIGURE} marginPerRequest ${FIGURE} entry { nodes netCashPerMonth ${FIGURE} } feesPricedIn { currency ground }
    machine { months ${FIGURE} within24 } nodes { nodes machine cash } missing { reason input } } }`
const COST = {
  hardware: 'RTX_4090',
  count: 1,
  usdPerKwh: '0.1',
  hostingUsdPerMonth: '0',
  gasUsdPerDay: '0.5',
  gasUsdPerClaim: '0.01',
  commission: '0.1',
}
const MIDDLE = new Date((WORLD_START + 27.3 * 86_400) * 1000).toISOString()

/** What has no price is named once for each sum of it, with one moment of those that it is of. */
function withoutMoments(answer: unknown): unknown {
  const text = JSON.stringify(answer).replaceAll(/(price of \w+) at [^:]+:\d\d:[^:]+:/g, '$1:')
  return JSON.parse(text, (key, value) =>
    key === 'missing' && Array.isArray(value)
      ? [...new Set(value.map((each) => JSON.stringify(each)))].sort()
      : value,
  )
}

describe.each(WORLDS)('a world of any payers, tokens and prices (%i)', (seed) => {
  const { ask } = useMoneyApi((url) => writeFacts(url, (world) => tell(world, seed)))

  test.each([
    [NETWORK, 30, null],
    [NETWORK, 7, MIDDLE],
    [RANKED, 30, null],
    [RANKED, 12, MIDDLE],
    [PAID_BACK, 35, null],
    // The window decides from when a silent feed counts, and not what is read: that is from the beginning.
    [SURVIVED, 20, null],
    [SURVIVED, 10, MIDDLE],
  ] as const)('has the same figures of sums as of single receipts', async (query, days, to) => {
    for (const payers of ['NOT_SELF', 'ALL', 'INDEPENDENT']) {
      const variables = { days, to, payers, ...(query.includes('$cost') && { cost: COST }) }
      Object.assign(single, { rows: 0, sums: 0, on: true })
      const plain = await ask(query, variables)
      single.on = false
      const summed = await ask(query, variables)
      expect(plain.errors).toBeUndefined()
      expect(withoutMoments(summed)).toEqual(withoutMoments(plain))
      // What is told in three steps, the last of them single receipts, is more of so small a world.
      if (query !== SURVIVED) expect(single.sums).toBeLessThan(single.rows)
    }
  })
})
