import pg from 'pg'

export const GPU = `0x${'a1'.repeat(32)}`
export const GONE = `0x${'a2'.repeat(32)}`
export const SHARED = `0x${'a3'.repeat(32)}`
export const TESTNET_ONLY = `0x${'a4'.repeat(32)}`
export const MONEY_NODES = [GPU, GONE, SHARED, TESTNET_ONLY]

const DAY = 86_400
/** Day 0 of the world; its newest block closes day 40. */
export const WORLD_START = Date.UTC(2026, 0, 5) / 1000
export const WORLD_END = WORLD_START + 40 * DAY

const OPERATOR = address(1)
const XUSD = `0x${'01'.repeat(20)}`
const XCOIN = `0x${'02'.repeat(20)}`
const NATIVE = `0x${'00'.repeat(20)}`

function address(number: number): string {
  return `0x${number.toString(16).padStart(40, '0')}`
}

// As the indexer writes them: a version from the beginning, and another where the state changed.
const VERSIONS = `insert into derived.node_version (network, chain_id, node, from_block, to_block, from_time, to_time, role, owner, payment_address, enabled)
  select n.network, n.chain_id, n.node, n.first_block + part, case when part = 0 and changed_time > first_time then first_block + 1 end,
    case part when 0 then first_time else changed_time end, case when part = 0 and changed_time > first_time then changed_time end,
    role, owner, payment_address, enabled or (part = 0 and changed_time > first_time)
  from derived.node n cross join generate_series(0, case when changed_time > first_time then 1 else 0 end) part
  where network = 'money' on conflict do nothing`

// Another world may have made one in the same database.
async function hasDefault(client: pg.Client, table: string): Promise<boolean> {
  const found = await client.query(
    'select 1 from pg_partitioned_table where partrelid = $1::regclass and partdefid <> 0',
    [table],
  )
  return found.rows.length > 0
}

/**
 * Fills a database with a ledger small enough to be worked by hand. The GPU node: a fee of 100 xUSD at noon of each of 40
 * days by ten payers (the last is the operator, the ninth the faucet), one refund of 50, 25 xCOIN of emissions a day, stake
 * of 1,000 by the operator and 1,000 by a delegator, one slash of 40. xUSD is 1, xCOIN 0.25 at two venues.
 */
export async function seedMoney(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const run = (sql: string, values: unknown[] = []) => client.query(sql, values)
  const bytes = (hex: string) => Buffer.from(hex.slice(2), 'hex')
  let position = 0
  const fact = (table: string, chain: number, at: number, columns: Record<string, unknown>) => {
    const place = {
      network: 'money',
      chain_id: chain,
      block_number: Math.floor((at - WORLD_START) / 60) + 1000,
      block_hash: Buffer.alloc(32, 7),
      block_time: new Date(at * 1000),
      tx_hash: Buffer.alloc(32, ++position % 256),
      position,
      contract: Buffer.alloc(20, 9),
    }
    const all = { ...place, ...columns }
    const marks = Object.keys(all).map((_, index) => `$${index + 1}`)
    return run(
      `insert into facts.${table} (${Object.keys(all).join(', ')}) values (${marks.join(', ')})`,
      Object.values(all),
    )
  }
  try {
    for (const table of [
      'fee',
      'emission',
      'penalty',
      'stake_change',
      'request_assigned',
      'settled_claim',
      'heartbeat',
    ])
      if (!(await hasDefault(client, `facts.${table}`)))
        await run(`create table facts.${table}_money partition of facts.${table} default`)
    for (const chain of [31337, 10740])
      await run(
        `insert into ingest.status (network, chain_id, genesis_hash, height, hash, block_time, finalized_height,
           finalized_hash, head, digest, source_set_hash, fence)
         values ('money', $1, '\\x00', 90000, $2, to_timestamp($3), 90000, $2, 90000, '\\x00', '\\x00', 1)`,
        [chain, Buffer.alloc(32, 8), WORLD_END - 1],
      )
    await run(
      `insert into keeper.venue select series, venue from unnest(array['xUSD', 'xCOIN']) series, unnest(array['one', 'two']) venue`,
    )
    for (let day = -3; day < 41; day++)
      for (const venue of ['one', 'two'])
        await run(
          `insert into keeper.price (series, venue, at, price, source) values ('xUSD', $1, to_timestamp($2), 1, 't'), ('xCOIN', $1, to_timestamp($2), 0.25, 't')`,
          [venue, WORLD_START + day * DAY],
        )
    const node = (
      name: string,
      role: string,
      [chain, paid, enabled, changed]: readonly [
        chain: number,
        paid: string,
        enabled: boolean,
        changed: number,
      ],
    ) =>
      run(
        `insert into derived.node (network, chain_id, node, first_block, first_time, changed_block, changed_time, role, owner, payment_address, enabled)
         values ('money', $1, $2, 1000, to_timestamp($3), 1000, to_timestamp($4), $5, $6, $7, $8)`,
        [chain, bytes(name), WORLD_START, changed, role, bytes(OPERATOR), bytes(paid), enabled],
      )
    await node(GPU, 'tee-gpu', [31337, OPERATOR, true, WORLD_START])
    await node(GONE, 'tee-gpu', [31337, address(3), false, WORLD_START + 10 * DAY])
    await node(SHARED, 'tee-proxy', [31337, address(0xee), true, WORLD_START])
    await node(TESTNET_ONLY, 'validator', [10740, address(5), true, WORLD_START])
    await run(VERSIONS)
    // Another node was paid at the same address before it moved to one of its own: what comes there is nobody's to tell.
    await run(
      `insert into derived.node_version select network, chain_id, $1, from_block, 1001, from_time, from_time + interval '1 minute',
         role, owner, payment_address, endpoint, tee_type, measurement, measurement_version, measurement_approved,
         attested_block, attested_at, enabled, disabled_cause, disabled_by from derived.node_version where node = $2`,
      [Buffer.alloc(32, 0xa6), bytes(SHARED)],
    )
    const stake = { node: bytes(GPU), token: bytes(XCOIN) }
    for (const staker of [OPERATOR, address(2)])
      await fact('stake_change', 31337, WORLD_START + 60, {
        ...stake,
        staker: bytes(staker),
        delta: `1000${'0'.repeat(18)}`,
        total: null,
      })
    for (let day = 0; day < 40; day++) {
      const noon = WORLD_START + day * DAY + DAY / 2
      const payer = day % 10 === 9 ? OPERATOR : day % 10 === 8 ? address(0xfa) : address(100 + (day % 10))
      const request = Buffer.alloc(32, day + 1)
      const money = {
        node: bytes(GPU),
        token: bytes(XUSD),
        payer: bytes(payer),
        payee: bytes(OPERATOR),
        attribution: 'explicit',
      }
      await fact('fee', 31337, noon, { ...money, amount: '100000000', request, refund: false })
      await fact('request_assigned', 31337, noon - 600, {
        request,
        node: bytes(GPU),
        requester: bytes(payer),
        deadline: new Date((noon + 600) * 1000),
      })
      if (day % 4 !== 3)
        await fact('settled_claim', 31337, noon - 300, {
          request,
          node: bytes(GPU),
          evidence: 'groth16',
          input_hash: Buffer.alloc(32, day % 5),
          output_hash: Buffer.alloc(32, 1),
          claimed_at: new Date((noon - 310) * 1000),
        })
      await fact('emission', 31337, noon, {
        node: bytes(GPU),
        payee: bytes(OPERATOR),
        token: bytes(XCOIN),
        amount: `25${'0'.repeat(18)}`,
      })
      if (day !== 20) await fact('heartbeat', 31337, WORLD_START + day * DAY, { node: bytes(GPU) })
    }
    await fact('fee', 31337, WORLD_END - 3 * DAY, {
      node: bytes(GPU),
      token: bytes(XUSD),
      // As the event says it: to whom, and not from whom.
      payer: bytes(address(101)),
      payee: bytes(address(101)),
      attribution: 'explicit',
      amount: '50000000',
      refund: true,
    })
    await fact('penalty', 31337, WORLD_START + 25 * DAY, {
      ...stake,
      kind: 'slash',
      amount: `40${'0'.repeat(18)}`,
      reason: 'downtime',
    })
    await fact('penalty', 31337, WORLD_START + 26 * DAY, {
      node: bytes(GPU),
      kind: 'jail',
      reason: 'downtime',
    })
    await fact('fee', 31337, WORLD_START + 5 * DAY, {
      token: bytes(XUSD),
      payer: bytes(address(100)),
      payee: bytes(address(0xee)),
      attribution: 'shared_payee',
      amount: '7000000',
      refund: false,
    })
    await fact('fee', 31337, WORLD_START + 5 * DAY, {
      node: bytes(GONE),
      token: bytes(XUSD),
      payer: bytes(address(100)),
      payee: bytes(address(3)),
      attribution: 'explicit',
      amount: '12000000',
      refund: false,
    })
    await fact('emission', 10740, WORLD_START + DAY, {
      node: bytes(TESTNET_ONLY),
      payee: bytes(address(5)),
      token: bytes(NATIVE),
      amount: '1',
    })
    for (const [from, to, expected, observed, difference, status] of [
      [null, 2000, null, 1000, null, 'not_observed'],
      [2000, 3000, 1130, 1125, -5, 'differs'],
    ])
      await run(
        `insert into keeper.reconciliation (network, chain_id, account, token, from_block, to_block, day, expected, observed,
           difference, status) values ('money', 31337, $1, $2, $3, $4, '2026-01-06', $5, $6, $7, $8)`,
        [bytes(OPERATOR), bytes(XUSD), from, to, expected, observed, difference, status],
      )
    await run(`insert into derived.payer_day (network, chain_id, payer, day, token, payments, paid)
      select network, chain_id, payer, (block_time at time zone 'UTC')::date, token, count(*), sum(amount)
      from facts.fee where network = 'money' and not refund group by 1, 2, 3, 4, 5`)
    for (const [table, kind] of [
      ['fee', `case when refund then 'refund' else 'fee' end`],
      ['emission', `'emission'`],
    ])
      await run(`insert into derived.network_day_amount (network, chain_id, day, token, kind, events, amount)
        select network, chain_id, (block_time at time zone 'UTC')::date, token, ${kind}, count(*), sum(amount)
        from facts.${table} where network = 'money' group by 1, 2, 3, 4, 5`)
  } finally {
    await client.end()
  }
}

export const COIN_PAID = `0x${'a5'.repeat(32)}`

/** A prover that is paid 400 xCOIN whenever the GPU node is paid 100 xUSD: the network's own token, at 0.25. */
export async function seedCoinNode(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const [node, gpu, coin, owner] = [COIN_PAID, GPU, XCOIN, address(7)].map((hex) =>
    Buffer.from(hex.slice(2), 'hex'),
  )
  try {
    await client.query(
      `insert into derived.node (network, chain_id, node, first_block, first_time, changed_block, changed_time, role, owner, payment_address, enabled)
       values ('money', 31337, $1, 1000, to_timestamp($2), 1000, to_timestamp($2), 'snark-prover', $3, $3, true)`,
      [node, WORLD_START, owner],
    )
    await client.query(VERSIONS)
    await client.query(
      `insert into facts.fee (network, chain_id, block_number, block_hash, block_time, tx_hash, position, contract,
         node, token, payer, payee, attribution, amount, refund)
       select network, chain_id, block_number, block_hash, block_time, tx_hash, position + 100000, contract,
         $1, $3, payer, $4, attribution, 400000000000000000000, refund
       from facts.fee where node = $2 and not refund`,
      [node, gpu, coin, owner],
    )
  } finally {
    await client.end()
  }
}
