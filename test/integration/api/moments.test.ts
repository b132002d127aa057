import { afterAll, beforeAll, expect, test } from 'vitest'
import { isMoment } from '../../../src/claim/moment.ts'
import { type ChainWorld, startChainWorld } from '../../support/chain-world.ts'
import { eventually, makeNetwork } from '../../support/indexer.ts'
import { registry, relay, transaction, work } from '../../support/traffic.ts'

const LAST = 253_402_300_799n
const STATED = [1_790_000_000n, LAST, LAST + 1n, 9_224_318_015_999n, 9_224_318_016_000n, 2n ** 64n - 1n]
// A timestamp of the relay and the registry has 256 bits.
const WIDE = [...STATED, 2n ** 256n - 1n]

let world: ChainWorld
beforeAll(async () => {
  world = await startChainWorld()
  world.chain.mine([transaction(registry.registered()), transaction(work.registered())])
  for (const time of STATED)
    world.chain.mine([transaction(work.assigned(time)), transaction(work.reward(5n, undefined, time))])
  for (const time of WIDE)
    world.chain.mine([transaction(relay.individual(time)), transaction(registry.heartbeat(time))])
  await world.index(makeNetwork('far'))
})
afterAll(() => world.close())

const LISTS = [
  ['claims', 'claimedAt', WIDE],
  ['heartbeats', 'signedAt', WIDE],
  ['requests', 'deadline', STATED],
  ['emissions', 'period', STATED],
] as const

test('the years 1 to 9999 are moments, and nothing else is', () => {
  expect([-62_135_596_800n, 0n, LAST].map(isMoment)).toEqual([true, true, true])
  expect([-62_135_596_801n, LAST + 1n, 2n ** 200n].map(isMoment)).toEqual([false, false, false])
})

test.each(LISTS)(
  '%s: a time beyond the year 9999 is null with its seconds and a reason',
  async (plural, field, times) => {
    const { data, errors } = await world.ask(
      `{ ${plural}(orderBy: [blockNumber_ASC]) { ${field} ${field}Seconds ${field}Reason } }`,
    )
    expect(errors).toBeUndefined()
    expect(data?.[plural]).toEqual(
      times.map((time) =>
        time <= LAST
          ? {
              [field]: new Date(Number(time) * 1000).toISOString().replace('000Z', '000000Z'),
              [`${field}Seconds`]: null,
              [`${field}Reason`]: null,
            }
          : { [field]: null, [`${field}Seconds`]: String(time), [`${field}Reason`]: 'OUT_OF_RANGE' },
      ),
    )
  },
)

test.each(LISTS)('%s: pages by such a time, both ways, are the whole list', async (plural, field) => {
  for (const order of [
    `${field}_DESC`,
    `${field}_ASC`,
    `${field}Seconds_DESC`,
    'node_lastHeartbeatSignedAt_DESC',
  ]) {
    const whole = await world.ask(`{ ${plural}(orderBy: [${order}]) { id } }`)
    const ids = (whole.data?.[plural] as { id: string }[]).map((row) => row.id)
    for (const [size, place, end, more] of [
      ['first', 'after', 'endCursor', 'hasNextPage'],
      ['last', 'before', 'startCursor', 'hasPreviousPage'],
    ] as const) {
      const seen: string[] = []
      for (let at = ''; ; ) {
        const answer = await world.ask(
          `{ page: ${plural}Connection(${size}: 2, orderBy: [${order}]${at}) { edges { node { id } } pageInfo { ${end} ${more} } } }`,
        )
        expect(answer.errors).toBeUndefined()
        const page = answer.data?.page as {
          edges: { node: { id: string } }[]
          pageInfo: Record<string, unknown>
        }
        const found = page.edges.map((edge) => edge.node.id)
        if (size === 'first') seen.push(...found)
        else seen.unshift(...found)
        if (!page.pageInfo[more]) break
        at = `, ${place}: "${page.pageInfo[end]}"`
      }
      expect(seen).toEqual(ids)
    }
  }
})

test.each(LISTS)(
  '%s: every value that a row shows can be filtered by, and every file is whole',
  async (plural, field) => {
    const { data } = await world.ask(`{ ${plural} { id ${field} ${field}Seconds ${field}Reason } }`)
    for (const row of data?.[plural] as Record<string, string | null>[])
      for (const name of [field, `${field}Seconds`, `${field}Reason`]) {
        const where = row[name] === null ? `${name}_isNull: true` : `${name}_eq: "${row[name]}"`
        const found = await world.ask(`{ ${plural}(where: { ${where} }) { id } }`)
        expect(found.data?.[plural]).toContainEqual({ id: row.id })
      }
    for (const format of ['csv', 'jsonl', 'parquet']) {
      const response = await fetch(`${world.api.url}/export/${plural}.${format}`)
      expect([response.status, (await response.arrayBuffer()).byteLength > 0]).toEqual([200, true])
    }
  },
)

test('a moment that is not indexed yet is refused with the newest that is', async () => {
  const head = await world.ask('{ chains { height blockTime } }')
  const [{ blockTime, height }] = head.data?.chains as [{ blockTime: string; height: number }]
  const after = new Date(Date.parse(blockTime) + 1000).toISOString()
  for (const field of [
    'nodes(asOf: $at) { id }',
    'nodesConnection(asOf: $at) { totalCount }',
    'node(id: "x", asOf: $at) { id }',
    'blockVector(asOf: $at) { number }',
  ]) {
    const ask = (at: object) => world.ask(`query($at: AsOf!) { ${field} }`, { at })
    for (const at of [
      { time: '2099-01-01' },
      { time: after },
      { time: after, network: 'far' },
      { block: { chainId: 31_337, number: height + 1 } },
    ])
      expect((await ask(at)).errors?.[0]?.extensions.code).toBe('BLOCK_UNKNOWN')
    expect((await ask({ time: '2099-01-01' })).errors?.[0]?.extensions).toMatchObject({
      newest: blockTime,
      chains: [{ network: 'far', chainId: 31_337, number: height, timestamp: blockTime }],
    })
    expect((await ask({ time: blockTime })).errors).toBeUndefined()
    expect((await ask({ time: after, network: 'another' })).errors).toBeUndefined()
  }
})

test('a chain that lags behind a moment refuses it for all chains, and is left out by naming another network', async () => {
  const { rows } = await world.pool.query(
    `select block_time - interval '1 hour' as at from ingest.status where network = 'far'`,
  )
  await world.pool.query(
    `insert into ingest.status (network, chain_id, genesis_hash, height, hash, block_time, finalized_height, finalized_hash, head, digest, source_set_hash, fence)
     select 'slow', chain_id, genesis_hash, 3, hash, $1, 2, hash, 3, digest, source_set_hash, 1 from ingest.status where network = 'far'`,
    [rows[0]?.at],
  )
  const head = await world.ask('{ chains(where: { network_eq: "far" }) { blockTime height } }')
  const [{ blockTime, height }] = head.data?.chains as [{ blockTime: string; height: number }]
  const refused = await world.ask(`{ nodes(asOf: { time: "${blockTime}" }) { id } }`)
  expect(refused.errors?.[0]?.extensions).toMatchObject({
    code: 'BLOCK_UNKNOWN',
    chains: [{ network: 'slow' }],
  })
  const named = await world.ask(`{ nodes(asOf: { time: "${blockTime}", network: "far" }) { id } }`)
  expect(named.data?.nodes).toHaveLength(2)
  // The same chain of one network by its block, and both chains of one network.
  const own = await world.ask(
    `{ nodes(asOf: { block: { network: "far", chainId: 31337, number: ${height} } }) { id } }`,
  )
  expect(own.data?.nodes).toHaveLength(2)
  await world.pool.query(`update ingest.status set network = 'far', chain_id = 7 where network = 'slow'`)
  const both = await world.ask(
    `{ nodes(asOf: { block: { network: "far", chainId: 31337, number: ${height} } }) { id } }`,
  )
  expect(both.errors?.[0]?.extensions).toMatchObject({ code: 'BLOCK_UNKNOWN', chains: [{ chainId: 7 }] })
  await world.pool.query(`delete from ingest.status where chain_id = 7`)
})

test('a block whose time is none is not indexed, and the chain says why', async () => {
  const odd = await startChainWorld({ blockSeconds: 300_000_000_000 })
  odd.chain.mine([transaction(work.registered())])
  const running = await odd.start(makeNetwork('odd'))
  await eventually(odd.pool, `select bool_or(trouble_code = 'BLOCK_TIME') from ingest.status`)
  await running.stop()
  const { data, errors } = await odd.ask('{ chains { height } nodes { id } }')
  expect([errors, data]).toEqual([undefined, { chains: [{ height: 0 }], nodes: [] }])
  await odd.close()
})

test.each(LISTS)(
  '%s: every time that a page gave, an absent one as well, is taken by a filter',
  async (plural, field) => {
    const { data } = await world.ask(`{ ${plural} { ${field} } }`)
    const times = (data?.[plural] as Record<string, string | null>[]).map((row) => row[field])
    expect(times).toContain(null)
    for (const time of times) {
      const found = await world.ask(`{ ${plural}(where: { ${field}_eq: "${time}" }) { ${field} } }`)
      expect(found.errors).toBeUndefined()
      expect((found.data?.[plural] as object[]).length > 0).toBe(time !== null)
    }
  },
)
