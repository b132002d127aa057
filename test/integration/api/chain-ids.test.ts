import { parquetReadObjects } from 'hyparquet'
import { expect, test } from 'vitest'
import { NetworkFile } from '../../../src/platform/network.ts'
import { startChainWorld } from '../../support/chain-world.ts'
import { makeNetwork } from '../../support/indexer.ts'
import { transaction, work } from '../../support/traffic.ts'

const LARGEST = Number.MAX_SAFE_INTEGER

function networkOf(id: number) {
  const network = makeNetwork('wide')
  return {
    ...network,
    chains: network.chains.map((each) => ({ ...each, id })),
    contracts: network.contracts.map((each) => ({ ...each, chain: id })),
  }
}

test.each([2 ** 31, 3_448_148_188, LARGEST])('chain %d is indexed and served by every door', async (id) => {
  const world = await startChainWorld({ chainId: id })
  world.chain.mine([transaction(work.registered()), transaction(work.fee(3n))])
  world.chain.mine([transaction(work.fee(4n))])
  await world.index(networkOf(id))
  const whole = await world.ask(`{
    fees(where: { chainId_eq: ${id}, chainId_in: [${id}], chainId_gte: ${id} }) { id chainId amount { token { chainId } } }
    chains { chainId height } _meta { chainId block { chainId } }
    blockVector(asOf: { block: { chainId: ${id}, number: 1 } }) { chainId number }
    nodes(asOf: { block: { chainId: ${id}, number: 1 } }) { id chainId }
    nodeDaysAggregate { chainId count }
  }`)
  expect(whole.errors).toBeUndefined()
  const { fees, nodes } = whole.data as { fees: { id: string; chainId: number }[]; nodes: { id: string }[] }
  expect(fees.map((fee) => [fee.chainId, fee.id])).toEqual([
    [id, `wide:${id}-1-1`],
    [id, `wide:${id}-2-0`],
  ])
  expect(whole.data).toMatchObject({
    chains: [{ chainId: id }],
    _meta: [{ chainId: id, block: { chainId: id } }],
    blockVector: [{ chainId: id, number: 1 }],
    nodeDaysAggregate: [{ chainId: id }],
  })
  const past = nodes[0]?.id
  expect(past?.endsWith(`@${id}:1`)).toBe(true)
  const query = `query($node: ID!, $fee: ID!, $chain: ChainId!) {
    node(id: $node) { id } feeById(id: $fee) { id } fees(where: { chainId_eq: $chain }) { id } }`
  const answer = await world.ask(query, { node: past, fee: `${id}-2-0`, chain: id })
  expect(answer).toEqual({
    data: { node: { id: past }, feeById: { id: fees[1]?.id }, fees: fees.map((fee) => ({ id: fee.id })) },
  })
  const order = 'first: 1, orderBy: [chainId_DESC, blockNumber_DESC]'
  const page = await world.ask(`{ feesConnection(${order}) { pageInfo { endCursor } } }`)
  const { endCursor } = (page.data as { feesConnection: { pageInfo: { endCursor: string } } }).feesConnection
    .pageInfo
  const next = await world.ask(
    `{ feesConnection(${order}, after: "${endCursor}") { edges { node { id } } } }`,
  )
  expect(next.data).toEqual({ feesConnection: { edges: [{ node: { id: fees[0]?.id } }] } })
  const rest = await fetch(`${world.api.url}/rest/fees?fields=chainId`)
  expect(await rest.json()).toEqual([{ chainId: id }, { chainId: id }])
  const lines = await (await fetch(`${world.api.url}/export/fees.jsonl?fields=chainId`)).text()
  expect(
    lines
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toEqual([{ chainId: id }, { chainId: id }])
  const file = await (await fetch(`${world.api.url}/export/fees.parquet?fields=chainId`)).arrayBuffer()
  expect((await parquetReadObjects({ file })).map((row) => BigInt(row.chainId))).toEqual([
    BigInt(id),
    BigInt(id),
  ])
  await world.close()
})

test('a document that declares chain ids as Int, as they were, is valid; one that may give null for one is not', async () => {
  const world = await startChainWorld()
  const ask = (declared: string, use: string, value: unknown) =>
    world.ask(`query($c: ${declared}) { fees(where: { ${use}: $c }) { id } }`, { c: value })
  for (const [declared, use, value] of [
    ['Int!', 'chainId_eq', 1],
    ['Int', 'chainId_eq', 1],
    ['[Int!]', 'chainId_in', [1]],
    ['ChainId', 'chainId_eq', 1],
    ['ChainId', 'chainId_eq', LARGEST],
    ['ChainId', 'chainId_eq', '1'],
  ] as const)
    expect(await ask(declared, use, value)).toEqual({ data: { fees: [] } })
  const asOf = await world.ask(
    'query($c: Int) { nodes(asOf: { block: { chainId: $c, number: 1 } }) { id } }',
    { c: 1 },
  )
  expect(asOf.errors?.[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED')
  for (const [declared, value] of [
    ['String!', '1'],
    ['[Int!]!', [1]],
  ] as const) {
    const { errors } = await ask(declared, 'chainId_eq', value)
    expect(errors?.[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED')
  }
  for (const value of [2 ** 53, -1, 1.5, 'x', true]) {
    const { errors } = await ask('ChainId', 'chainId_eq', value)
    expect(errors?.[0]?.message).toContain('is not a ChainId')
  }
  await world.close()
})

test('a chain id that no number holds exactly is refused in the network file', () => {
  const { folder: _, ...file } = networkOf(LARGEST)
  expect(NetworkFile.safeParse(file).success).toBe(true)
  for (const id of [LARGEST + 1, 2 ** 62, 0, -1, 1.5]) {
    const parsed = NetworkFile.safeParse({ ...file, chains: file.chains.map((each) => ({ ...each, id })) })
    expect(parsed.error?.issues[0]?.path).toEqual(['chains', 0, 'id'])
    expect(parsed.error?.issues[0]?.message).toContain('1 to 9007199254740991')
  }
})
