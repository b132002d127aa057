import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ValidatorName } from '../../devnet/validators/cast.ts'
import { EVENTS } from '../../devnet/validators/scenario.ts'
import { storeReadings, takeBackReadings } from '../../src/comet/readings-store.ts'
import { pick } from '../support/money-api.ts'
import { startValidatorsApi, type ValidatorsApi } from '../support/validators-api.ts'

const BLOCKS = 100

let world: ValidatorsApi
beforeAll(async () => {
  world = await startValidatorsApi(BLOCKS)
})
afterAll(() => world.close())

function member(name: ValidatorName) {
  const found = world.validators.cast.members.find((each) => each.name === name)
  if (!found) throw new Error(`there is no ${name}`)
  return found
}

async function ask(query: string): Promise<unknown> {
  const { data, errors } = await world.ask(query)
  expect(errors).toBeUndefined()
  return data
}

describe('amounts that no header covers are computed again', () => {
  interface Recomputed {
    readonly blockNumber: number
    readonly reported: string
    readonly recomputed: string
    readonly difference: string
    readonly finding: string
    readonly reason: string | null
    readonly vouchedBy: string
    readonly inputs: readonly { name: string; value: string; source: string }[]
  }
  const recomputed = async (args: string) =>
    pick(
      await ask(
        `{ recomputed(network: "validators", limit: 200, ${args}) { blockNumber class nodeKey reported recomputed difference finding reason vouchedBy inputs { name value source } } }`,
      ),
      'recomputed',
    ) as Recomputed[]

  test('both slashes are their fraction of a power that is proved', async () => {
    const [double, downtime] = await recomputed('kinds: [SLASH]')
    // 5 % of 20,000 coins, and a ten-thousandth of as many.
    expect(double).toMatchObject({
      blockNumber: EVENTS.tombstoned,
      class: 'devnet',
      nodeKey: member('val-5').operator,
      reported: '1000000000000000000000',
      recomputed: '1000000000000000000000',
      difference: '0',
      finding: 'AGREES',
      reason: null,
    })
    expect(downtime).toMatchObject({ blockNumber: EVENTS.slashed, recomputed: '2000000000000000000' })
    const endpoint = double?.vouchedBy
    expect(double?.inputs).toEqual([
      {
        name: 'slashing.slash_fraction_double_sign',
        value: '0.05',
        source: `${endpoint}, heights 1 to ${BLOCKS}`,
      },
      { name: 'power', value: '20000', source: `proved by the evidence in block ${EVENTS.tombstoned}` },
      { name: 'power reduction', value: '1000000000000000000', source: 'network.json' },
      { name: 'lost by others', value: '0', source: `reported by ${endpoint}` },
    ])
    expect(downtime?.inputs[1]?.source).toBe(`proved by the validator set of block ${EVENTS.slashed - 1}`)
  })

  test('rewards: 2.94 coins of each block by the power of the block before', async () => {
    const rewards = await recomputed(`kinds: [REWARDS], nodeKey: "${member('val-1').operator}"`)
    const at = (block: number) => rewards.find(({ blockNumber }) => blockNumber === block)
    // One of five; 25,000 of 105,000; and, once val-5 is out and 2,000 were taken back, 23,000 of 82,998.
    expect(at(2)).toMatchObject({ reported: '588000000000000000', recomputed: '588000000000000000' })
    expect(at(7)).toMatchObject({ reported: '699999999999999999.3', recomputed: '699999999999999999.3' })
    expect(at(BLOCKS)?.recomputed).toBe('814718426950046986.5')
    expect(rewards).toHaveLength(BLOCKS - 1)
  })

  test('every reward, commission and minted amount of the chain agrees', async () => {
    for (const kind of ['REWARDS', 'COMMISSION', 'MINT']) {
      const all = await recomputed(`kinds: [${kind}], before: 41`)
      expect(all.length).toBeGreaterThan(38)
      // On the first block's state no block of ours stands.
      expect(all.filter(({ finding, blockNumber }) => finding !== 'AGREES' && blockNumber > 1)).toEqual([])
    }
    const [first] = await recomputed('kinds: [MINT], before: 2')
    expect(first).toMatchObject({ finding: 'UNDECIDED', reason: 'PARAMETER_UNREAD', recomputed: null })
  })

  test('a limit, a network and a kind that are none are refused', async () => {
    for (const args of ['network: "validators", limit: 201', 'network: "nobody"'])
      expect((await world.ask(`{ recomputed(${args}) { kind } }`)).errors).toHaveLength(1)
  })
})

describe('parameters of the modules, as they were read', () => {
  interface Read {
    readonly id: string
    readonly chainId: number
    readonly fromBlock: number
    readonly toBlock: number
    readonly value: string
    readonly source: string
  }
  const readings = async (parameter: string) =>
    pick(
      await ask(
        `{ parameterReadings(where: { parameter_eq: "${parameter}" }, orderBy: fromBlock_ASC) { id chainId fromBlock toBlock value source } }`,
      ),
      'parameterReadings',
    ) as Read[]
  const spans = async (parameter: string) =>
    (await readings(parameter)).map(({ fromBlock, toBlock, value, source }) => [
      fromBlock,
      toBlock,
      value,
      source,
    ])

  test('have a value with the heights between which every reading gave it, and who said it', async () => {
    const parameters = pick(
      await ask('{ parameterReadings(limit: 50, orderBy: parameter_ASC) { parameter } }'),
      'parameterReadings',
    ) as { parameter: string }[]
    expect(parameters.map(({ parameter }) => parameter)).toEqual([
      ...world.validators.cast.members.map(({ operator }) => `commission_rate:${operator}`).sort(),
      'distribution.community_tax',
      'mint.blocks_per_year',
      'slashing.slash_fraction_double_sign',
      'slashing.slash_fraction_downtime',
    ])
    const [read, ...more] = await readings('slashing.slash_fraction_double_sign')
    expect(more).toEqual([])
    const { port } = new URL(world.validators.url)
    expect(read).toMatchObject({
      fromBlock: 1,
      toBlock: BLOCKS,
      value: '0.05',
      chainId: world.place.chain,
    })
    expect(read?.source).toContain(port)
    const [rate] = await readings(`commission_rate:${member('val-1').operator}`)
    expect(rate).toMatchObject({ fromBlock: 1, toBlock: BLOCKS, value: '0.1' })
    const byId = await ask(`{ parameterReadingById(id: "${read?.id}") { parameter value } }`)
    expect(pick(byId, 'parameterReadingById')).toEqual({
      parameter: 'slashing.slash_fraction_double_sign',
      value: '0.05',
    })
  })

  test('another value begins where it is first read, and what is read late changes nothing that is known', async () => {
    const { pool, place } = world
    const read = (value: string, height: number, source: string) =>
      storeReadings(pool, place, [{ parameter: 'made.up', value, height }], source)
    await read('1', 10, 'one')
    await read('1', 20, 'two')
    await read('2', 30, 'two')
    await read('1', 15, 'three')
    await read('3', 18, 'three')
    expect(await spans('made.up')).toEqual([
      [10, 20, '1', 'one'],
      [30, 30, '2', 'two'],
    ])
    // Back to what it was is a value of its own.
    await read('1', 40, 'one')
    await takeBackReadings(pool, place, 35)
    await read('2', 50, 'three')
    expect(await spans('made.up')).toEqual([
      [10, 20, '1', 'one'],
      [30, 50, '2', 'two'],
    ])
    await takeBackReadings(pool, place, 40)
    expect(await spans('made.up')).toEqual([
      [10, 20, '1', 'one'],
      [30, 40, '2', 'two'],
    ])
    await pool.query(`delete from ingest.parameter_reading where parameter = 'made.up'`)
  })
})

describe('who stands behind a consensus key', () => {
  test('is on the node, with every address and the height', async () => {
    const { signer, operator, valoper, valcons, owner } = member('val-3')
    const nodes = pick(
      await ask(`{ nodes(where: { key_eq: "${operator}" }) { identities {
        consensus consensusAddress operatorAddress account evmAddress signingKey moniker fromBlock toBlock } } }`),
      'nodes.0.identities',
    )
    expect(nodes).toEqual([
      {
        consensus: `0x${signer.address.toLowerCase()}`,
        consensusAddress: valcons,
        operatorAddress: valoper,
        account: owner,
        evmAddress: operator,
        signingKey: `0x${Buffer.from(signer.pubKey, 'base64').toString('hex')}`,
        moniker: 'Validator 3',
        fromBlock: 1,
        toBlock: null,
      },
    ])
  })

  test('leans on no enclave: the page of a validator asks for none in vain', async () => {
    const { operator } = member('val-3')
    const node = `validators:${world.place.chain}-${operator}`
    expect(await ask(`{ trustChain(node: "${node}") { sentence } }`)).toEqual({ trustChain: null })
  })

  test('is found by any of its names', async () => {
    const { signer, operator, valoper, valcons, owner } = member('val-2')
    const consensus = `0x${signer.address.toLowerCase()}`
    const search = async (text: string) =>
      pick(await ask(`{ search(text: "${text}") { type field } }`), 'search') as {
        type: string
        field: string
      }[]
    const identity = (field: string) => ({ type: 'ValidatorIdentity', field })
    for (const text of [operator, operator.slice(0, 12), owner, valoper])
      expect(await search(text)).toEqual(
        expect.arrayContaining([identity('evmAddress'), { type: 'Node', field: 'key' }]),
      )
    for (const text of [valcons, consensus]) expect(await search(text)).toEqual([identity('consensus')])
    expect(await search('validator 2')).toEqual([identity('moniker')])
    // A letter wrong: its checksum does not hold, so that it is an address of nobody.
    expect(await search(`${valoper.slice(0, -1)}${valoper.endsWith('q') ? 'p' : 'q'}`)).toEqual([])
  })
})

describe('money of validators, as it is worked out by hand', () => {
  // The coin is 2 USD throughout, and 2.94 coins are shared out by the power of the block before. Stake acts on the set two blocks
  // later: one of five in blocks 2 to 6; 25 of 105 thousands in 7 to 13; of 85 while val-4 is out, 14 to 20; of 104.998 when it is back,
  // 21 to 25; of 84.998 without val-5, 26 to 28; and 23 of 82.998 from then on, when 2 thousands were taken back.
  const SHARES = [
    [5, 10_000 / 50_000],
    [7, 25_000 / 105_000],
    [7, 25_000 / 85_000],
    [5, 25_000 / 104_998],
    [3, 25_000 / 84_998],
    [BLOCKS - 28, 23_000 / 82_998],
  ] as const
  const GROSS = 2 * 2.94 * SHARES.reduce((sum, [blocks, share]) => sum + blocks * share, 0)
  // Of 25,000 coins 5,000 are the delegator's from block 4 on, of 23,000 then 3,000 from block 26 on; the operator keeps a tenth.
  const UNTIL_26 = 2 * 2.94 * (3 / 5 + (7 * 25) / 105 + (7 * 25) / 85 + (5 * 25_000) / 104_998)
  const FROM_26 = 2 * 2.94 * ((3 * 25_000) / 84_998 + ((BLOCKS - 28) * 23_000) / 82_998)
  const DELEGATORS = 0.9 * (UNTIL_26 * (5 / 25) + FROM_26 * (3 / 23))
  // Coins times blocks of 7,200 seconds: 10,000 in block 1, 20,000 in 2 and 3, 25,000 until 26, 23,000 then, and a second at the end.
  const STAKED = 2 * (7200 * (10_000 + 2 * 20_000 + 22 * 25_000 + (BLOCKS - 26) * 23_000) + 23_000)
  const YEAR = 365.25 * 86_400

  const cost =
    '{ hardware: "own", capexUsd: "0", watts: "0", hostingUsdPerMonth: "0", usdPerKwh: "0", pue: "1", gasUsdPerDay: "0", commission: "0.1", stakeRate: "0" }'
  const economics = async (name: ValidatorName) =>
    pick(
      await ask(`{ nodes(where: { key_eq: "${member(name).operator}" }) { economics(days: 30, cost: ${cost}) {
        class
        statement { fees { value } emissions { value eventsCounted } gross { value } delegators { value } netCash { value }
          ownSlashes { value } delegatorSlashes { value } economicProfit { value } }
        yields { stakeApr { value } feesOnlyApr { value } delegatorsApr { value reason } }
        penalties { events { value } severities { reason mean } checks { finding observedShare disclosedShare } } } } }`),
      'nodes.0.economics.0',
    ) as Record<string, unknown>
  const amount = (from: unknown, path: string) => Number(pick(from, `${path}.value`))

  test('statement and yields of the one with a delegator', async () => {
    const found = await economics('val-1')
    expect(found.class).toBe('synthetic')
    expect(GROSS).toBeCloseTo(157.293827, 6)
    expect(amount(found, 'statement.emissions')).toBeCloseTo(GROSS, 5)
    expect(pick(found, 'statement.emissions.eventsCounted')).toBe(BLOCKS - 1)
    expect(amount(found, 'statement.fees')).toBe(0)
    expect(DELEGATORS).toBeCloseTo(20.219475, 6)
    expect(amount(found, 'statement.delegators')).toBeCloseTo(DELEGATORS, 5)
    expect(amount(found, 'statement.netCash')).toBeCloseTo(GROSS - DELEGATORS, 5)
    expect(amount(found, 'yields.stakeApr')).toBeCloseTo((GROSS * YEAR) / STAKED, 7)
    expect(amount(found, 'yields.feesOnlyApr')).toBe(0)
  })

  test('penalties are taken of the whole stake, that of the beginning included, and compared with the rule', async () => {
    const downtime = await economics('val-4')
    // 2 of 20,000 coins.
    expect(amount(downtime, 'statement.ownSlashes')).toBe(4)
    expect(amount(downtime, 'statement.delegatorSlashes')).toBe(0)
    expect(pick(downtime, 'yields.delegatorsApr.reason')).toBe('NO_DENOMINATOR')
    expect(pick(downtime, 'penalties')).toEqual({
      events: { value: '2' },
      severities: [{ reason: 'missing_signature', mean: '0.000100' }],
      checks: [{ finding: 'contradicts', observedShare: '0.000100', disclosedShare: '0.001000' }],
    })
    const double = await economics('val-5')
    // 1,000 of 20,000 coins; 24 blocks' rewards, of 2 to 25.
    expect(amount(double, 'statement.ownSlashes')).toBe(2000)
    const gross = 2 * 2.94 * (5 / 5 + (7 * 20_000) / 105_000 + (7 * 20_000) / 85_000 + (5 * 20_000) / 104_998)
    expect(amount(double, 'statement.gross')).toBeCloseTo(gross, 5)
    expect(amount(double, 'statement.economicProfit')).toBeCloseTo(gross - 2000, 5)
    expect(pick(double, 'penalties.checks')).toEqual([
      { finding: 'agrees', observedShare: '0.050000', disclosedShare: '0.050000' },
    ])
    expect(pick(double, 'penalties.events.value')).toBe('4')
  })
})

test('what validators earned is what was drawn and what is left of it, to the last part', async () => {
  const all = pick(
    await ask(
      '{ undrawnRewards { nodeKey accrued { value } accruedFraction withdrawn { value } remainder { value } remainderFraction remainderReason } }',
    ),
    'undrawnRewards',
  ) as { nodeKey: string; accruedFraction: string; remainderFraction: string; remainderReason: null }[]
  const parts = (from: unknown, name: string) =>
    BigInt(String(pick(from, `${name}.value`))) * 10n ** 18n +
    BigInt(String(pick(from, `${name}Fraction`) ?? 0))
  expect(all).toHaveLength(5)
  for (const each of all) {
    expect(parts(each, 'accrued')).toBe(parts(each, 'withdrawn') + parts(each, 'remainder'))
    expect(each.remainderReason).toBeNull()
  }
  // Out of the set since block 25, it drew both of its balances at block 28: of each less than a unit stayed.
  const left = all.find(({ nodeKey }) => nodeKey === member('val-5').operator)
  expect(parts(left, 'remainder') < 2n * 10n ** 18n).toBe(true)
})
