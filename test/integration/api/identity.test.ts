import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Answer, startTestApi, type TestApi } from '../../support/api/server.ts'

const AT = '@31337:50'
let api: TestApi
let database: pg.Client

beforeAll(async () => {
  api = await startTestApi()
  database = new pg.Client({ connectionString: api.database.url })
  await database.connect()
  // One name in two networks, and a place that both have.
  await database.query(`insert into archive.blob (network, blob_id, status, first_seen_at) values
    ('alpha', 'shared', 'pending', now()), ('beta', 'shared', 'pending', now())`)
  await database.query(`insert into facts.heartbeat (network, chain_id, block_number, block_hash, block_time, tx_hash, position, contract, node)
    select network, 31337, 9, '\\x01', now(), '\\x02', 7777777, '\\x03', '\\x04' from unnest(array['alpha', 'beta']) network`)
})
afterAll(async () => {
  await database.end()
  await api.close()
})

async function data<T = Record<string, unknown>>(
  query: string,
  variables?: Record<string, unknown>,
): Promise<T> {
  const answer = await api.ask(query, variables)
  expect(answer.errors).toBeUndefined()
  return answer.data as T
}

function codeOf(answer: Answer): unknown {
  return answer.errors?.[0]?.extensions.code
}

type Row = { id: string; [name: string]: unknown }

test('an id with or without its network leads to the same row, by id and in filters', async () => {
  const { claims } = await data<{ claims: Row[] }>(
    '{ claims(limit: 3, where: { leafIndex_isNull: false }) { id } more: claims(limit: 3) { id } }',
  )
  for (const { id } of claims) {
    const short = id.slice(id.indexOf(':') + 1)
    const found = await data<Record<string, Row | Row[]>>(
      `query($id: ID!) { one: claimById(id: $id) { id } eq: claims(where: { id_eq: $id }) { id } in: claims(where: { id_in: [$id, "x"] }) { id } }`,
      { id: short },
    )
    expect(found).toEqual({ one: { id }, eq: [{ id }], in: [{ id }] })
  }
})

test('every entity takes the id that it gives, with and without its network', async () => {
  const { __schema } = await data<{ __schema: { queryType: { fields: { name: string }[] } } }>(
    '{ __schema { queryType { fields { name } } } }',
  )
  const names = __schema.queryType.fields.map((field) => field.name).filter((name) => name.endsWith('ById'))
  let tried = 0
  for (const name of names) {
    const connection = __schema.queryType.fields.map((field) => field.name)
    const plural = connection.find(
      (each) => each.endsWith('Connection') && isPluralOf(each.slice(0, -10), name.slice(0, -4)),
    )
    // What has an id of its own and stands in no network (an advisory) has no connection.
    if (!plural) continue
    const list = await data<Record<string, Row[]>>(
      `{ list: ${plural.slice(0, -10)}(limit: 2) { id network } }`,
    )
    for (const { id } of list.list ?? []) {
      const [, ...rest] = id.split(':')
      tried++
      expect(await data(`query($id: ID!) { row: ${name}(id: $id) { id } }`, { id })).toEqual({ row: { id } })
      if (rest.length === 0) continue
      const short = await api.ask(`query($id: ID!) { row: ${name}(id: $id) { id } }`, { id: rest.join(':') })
      const [error] = short.errors ?? []
      if (error) expect(error.extensions.candidates).toContain(id)
      else expect(short.data).toEqual({ row: { id } })
    }
  }
  expect(tried).toBeGreaterThan(25)
})

function isPluralOf(plural: string, singular: string): boolean {
  return (
    plural === `${singular}s` || plural === `${singular}es` || plural === `${singular.replace(/y$/, 'ie')}s`
  )
}

test('an id that rows of several networks have is refused with the whole ids', async () => {
  for (const [query, candidates] of [
    ['{ blobById(id: "shared") { id } }', ['alpha:shared', 'beta:shared']],
    ['{ blobs(where: { id_in: ["shared"] }) { id } }', ['alpha:shared', 'beta:shared']],
    ['{ heartbeatById(id: "31337-9-7777777") { id } }', ['alpha:31337-9-7777777', 'beta:31337-9-7777777']],
    [
      '{ heartbeatsConnection(where: { OR: [{ id_eq: "31337-9-7777777" }] }) { totalCount } }',
      ['alpha:31337-9-7777777', 'beta:31337-9-7777777'],
    ],
  ] as const) {
    const { errors } = await api.ask(query)
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'ID_AMBIGUOUS' })
    expect([...(errors?.[0]?.extensions.candidates as string[])].sort()).toEqual(candidates)
    expect(errors?.[0]?.message).toContain(candidates[1])
  }
  const rest = await fetch(`${api.url}/rest/blobs/shared`)
  expect([rest.status, JSON.parse(await rest.text()).errors[0].extensions.code]).toEqual([
    400,
    'ID_AMBIGUOUS',
  ])
})

test('the subject of a verdict is an id: as the verdict has it, and with its network', async () => {
  const { verdicts } = await data<{ verdicts: (Row & { subjectId: string; network: string })[] }>(
    '{ verdicts(limit: 1, where: { network_eq: "beta" }) { id subjectId network } }',
  )
  const { subjectId = '', network = '' } = verdicts[0] ?? {}
  const found = await data<Record<string, { id: string } | { subjectId: string }[]>>(
    `query($plain: String!, $whole: String!, $other: String!, $id: ID!) {
      claim: claimById(id: $id) { id }
      plain: verdicts(where: { subjectId_eq: $plain }) { subjectId }
      whole: verdicts(where: { subjectId_eq: $whole }) { subjectId }
      list: verdicts(where: { subjectId_in: [$whole, "31337-99-999999"] }) { subjectId }
      other: verdicts(where: { subjectId_eq: $other }) { subjectId }
      not: verdicts(where: { subjectId_not_eq: $whole, subjectId_eq: $plain }) { subjectId } }`,
    { plain: subjectId, whole: `${network}:${subjectId}`, other: `alpha:${subjectId}`, id: subjectId },
  )
  expect(found.claim).toEqual({ id: `${network}:${subjectId}` })
  const plain = found.plain as { subjectId: string }[]
  expect(plain.length).toBeGreaterThan(0)
  expect(found).toMatchObject({ whole: plain, list: plain, other: [], not: [] })
})

test('node(id) takes the whole id, the place without the network, and the name alone, in any case', async () => {
  const { nodes } = await data<{ nodes: (Row & { key: string })[] }>('{ nodes(limit: 1) { id key } }')
  const { id = '', key = '' } = nodes[0] ?? {}
  for (const given of [id, id.slice(id.indexOf(':') + 1), key, key.toUpperCase().replace('0X', '0x')])
    expect(
      await data('query($id: ID!) { node(id: $id) { id } nodeById(id: $id) { id } }', { id: given }),
    ).toEqual({
      node: { id },
      nodeById: { id },
    })
  expect(await data('{ node(id: "alpha:31337-0xffff") { id } }')).toEqual({ node: null })
})

test('a row of a moment, and all that it links to, has an id of that moment, and is found by it', async () => {
  const asOf = 'asOf: { block: { network: "alpha", chainId: 31337, number: 50 } }'
  const { past, now } = await data<
    Record<'past' | 'now', (Row & { endpoint: string; claims: (Row & { node: Row })[] })[]>
  >(
    `{ past: nodes(${asOf}, limit: 3) { id endpoint claims(limit: 2) { id node { id endpoint } verdicts(limit: 1) { id } } }
       now: nodes(where: { network_eq: "alpha" }, limit: 3) { id endpoint } }`,
  )
  expect(past).toHaveLength(3)
  for (const [n, node] of past.entries()) {
    expect(node.id).toBe(`${now[n]?.id}${AT}`)
    expect(node.endpoint).not.toBe(now[n]?.endpoint)
    expect(node.claims).toHaveLength(2)
    for (const claim of node.claims) {
      expect(claim.id.endsWith(AT)).toBe(true)
      expect(claim.node).toEqual({ id: node.id, endpoint: node.endpoint })
      expect((claim.verdicts as Row[]).every((each) => each.id.endsWith(AT))).toBe(true)
      const again = await data('query($id: ID!) { claimById(id: $id) { id node { id endpoint } } }', {
        id: claim.id,
      })
      expect(again).toEqual({ claimById: { id: claim.id, node: claim.node } })
    }
    {
      const found = await data(
        `query($id: ID!) { node(id: $id) { id endpoint } same: nodeById(id: $id, ${asOf}) { id endpoint } }`,
        {
          id: node.id,
        },
      )
      const { id, endpoint } = node
      expect(found).toEqual({ node: { id, endpoint }, same: { id, endpoint } })
    }
    // A filter asks which node; the moment is that of the list.
    const filtered = await data<Record<'now' | 'past', Row[]>>(
      `query($id: ID!) { now: nodes(where: { id_eq: $id }) { id } past: nodes(${asOf}, where: { id_eq: $id }) { id } }`,
      { id: node.id },
    )
    expect(filtered).toEqual({ now: [{ id: now[n]?.id }], past: [{ id: node.id }] })
  }
})

test('a page of a moment is a list of it, and its cursors go on', async () => {
  const asOf = 'asOf: { block: { network: "alpha", chainId: 31337, number: 50 } }'
  const { nodes } = await data<{ nodes: Row[] }>(`{ nodes(${asOf}, limit: 100) { id } }`)
  const seen: string[] = []
  for (let after = ''; ; ) {
    const { nodesConnection: page } = await data<{
      nodesConnection: {
        totalCount: number
        edges: { node: Row }[]
        pageInfo: { hasNextPage: boolean; endCursor: string }
      }
    }>(
      `{ nodesConnection(${asOf}, first: 4${after}) { totalCount edges { node { id } } pageInfo { hasNextPage endCursor } } }`,
    )
    expect(page.totalCount).toBe(nodes.length)
    seen.push(...page.edges.map((edge) => edge.node.id))
    if (!page.pageInfo.hasNextPage) break
    after = `, after: "${page.pageInfo.endCursor}"`
  }
  expect(seen).toEqual(nodes.map((node) => node.id))
})

test('an id of a moment that is not indexed, of another moment, or of nothing is refused or leads to nothing', async () => {
  const { nodes } = await data<{ nodes: Row[] }>('{ nodes(where: { network_eq: "alpha" }, limit: 1) { id } }')
  const id = nodes[0]?.id ?? ''
  const code = async (text: string, asOf = '') =>
    codeOf(await api.ask(`{ node(id: "${text}"${asOf}) { id } }`))
  expect(await code(`${id}@31337:5000`)).toBe('BLOCK_UNKNOWN')
  expect(await code(`${id}@999:5`)).toBe('BLOCK_UNKNOWN')
  expect(await code(`${id.slice('alpha:'.length)}@31337:50`)).toBe('ID_AMBIGUOUS')
  expect(
    await code(`${id}@31337:50`, ', asOf: { block: { network: "alpha", chainId: 31337, number: 51 } }'),
  ).toBe('BAD_USER_INPUT')
  expect(await data(`{ node(id: "alpha:31337-0xffff@31337:50") { id } }`)).toEqual({ node: null })
  expect(await data(`{ node(id: "${id}@31337") { id } }`)).toEqual({ node: null })
})

test('search finds by whole ids, ids without their network, and the beginning of hashes and addresses', async () => {
  const { claims, nodes, fees } = await data<{
    claims: { id: string; txHash: string; outputHash: string }[]
    nodes: { id: string; key: string; owner: string }[]
    fees: { id: string; payer: string }[]
  }>(
    '{ claims(limit: 1) { id txHash outputHash } nodes(limit: 1) { id key owner } fees(limit: 1) { id payer } }',
  )
  const [claim, node, fee] = [claims[0], nodes[0], fees[0]]
  const hits = async (text: string) => {
    const { search } = await data<{ search: { type: string; entityId: string; id: string }[] }>(
      'query($t: String!) { search(text: $t, limit: 20) { type entityId id } }',
      { t: text },
    )
    expect(search.every((each) => each.id === each.entityId)).toBe(true)
    return search.map((each) => `${each.type} ${each.entityId}`)
  }
  for (const [text, hit] of [
    [claim?.id.slice(6), `Claim ${claim?.id}`],
    [node?.id, `Node ${node?.id}`],
    [node?.key.slice(0, 8), `Node ${node?.id}`],
    [node?.key.slice(0, 9), `Node ${node?.id}`],
    [node?.key, `Node ${node?.id}`],
    [node?.owner.slice(0, 11).toUpperCase().replace('0X', '0x'), `Node ${node?.id}`],
    [claim?.txHash.slice(0, 12), `Claim ${claim?.id}`],
    [claim?.outputHash.slice(0, 13), `Claim ${claim?.id}`],
    [fee?.payer.slice(0, 14), 'Fee'],
  ])
    expect((await hits(text ?? '')).some((each) => each.startsWith(hit ?? '?'))).toBe(true)
  expect(await hits('0xffffff')).toEqual([])
  expect(codeOf(await api.ask('{ search(text: "0x1234") { entityId } }'))).toBe('BAD_USER_INPUT')
  const shared = await hits('31337-9-7777777')
  expect(shared).toEqual(
    expect.arrayContaining(['Heartbeat alpha:31337-9-7777777', 'Heartbeat beta:31337-9-7777777']),
  )
})

test('a claim leads to its settlement and back; a proof of its own has none', async () => {
  const { settlements } = await data<{ settlements: (Row & { claims: (Row & { settlement: Row })[] })[] }>(
    '{ settlements(limit: 40) { id claims(limit: 3) { id settlement { id } } } }',
  )
  const settled = settlements.filter((each) => each.claims.length > 0)
  expect(settled.length).toBeGreaterThan(5)
  for (const { id, claims } of settled) for (const claim of claims) expect(claim.settlement).toEqual({ id })
  const { claims } = await data<{ claims: (Row & { settlement: Row | null })[] }>(
    '{ claims(where: { settlement_isNull: true }, limit: 5) { settlement { id } } }',
  )
  expect(claims).toHaveLength(5)
  expect(claims.every((claim) => claim.settlement === null)).toBe(true)
})

test('the attestation itself is served, up to its bound', async () => {
  await database.query(`update facts.node_registered set attestation = decode(repeat('ab', 65537), 'hex')
    where ctid = (select ctid from facts.node_registered where attestation is not null limit 1)`)
  const { registrations } = await data<{
    registrations: { attestation: string | null; attestationSize: number | null }[]
  }>('{ registrations(limit: 50) { attestation attestationSize } }')
  const kinds = new Set(registrations.map((each) => `${each.attestationSize} ${each.attestation}`))
  expect(kinds).toEqual(new Set(['null null', '4 0x01020304', '65537 null']))
  const many = await api.ask('{ registrations(limit: 1000) { attestation } }')
  expect(many.errors?.[0]?.extensions).toMatchObject({
    code: 'COST_LIMIT',
    field: 'registrations.attestation',
  })
  const [row] = await (await fetch(`${api.url}/rest/registrations?limit=1`)).json()
  expect(Object.keys(row)).toContain('attestationSize')
  expect(Object.keys(row)).not.toContain('attestation')
})

test('a page size that is refused names its field and argument', async () => {
  for (const [query, field, argument] of [
    ['{ claims(limit: 5000) { id } }', 'claims', 'limit'],
    ['{ nodes { claims(limit: -1) { id } } }', 'nodes.claims', 'limit'],
    ['{ nodes { verdicts(offset: 2000000) { id } } }', 'nodes.verdicts', 'offset'],
    ['{ feesConnection(first: 1001) { totalCount } }', 'feesConnection', 'first'],
    ['{ feesConnection(last: 1001) { totalCount } }', 'feesConnection', 'last'],
    ['{ nodeDaysAggregate(limit: 1001) { count } }', 'nodeDaysAggregate', 'limit'],
    ['{ nodes(limit: 1) { economics { ledger(limit: 1001) { kind } } } }', 'nodes.economics.ledger', 'limit'],
    ['{ nodes(limit: 1) { economics { ledger(offset: -1) { kind } } } }', 'nodes.economics.ledger', 'offset'],
  ]) {
    const { errors } = await api.ask(query ?? '')
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field, argument })
    expect(errors?.[0]?.message).toContain(`${argument} of ${field}`)
  }
})
