import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pino } from 'pino'
import type { TransactionSerializableEIP1559 } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { keccak256, parseTransaction } from 'viem/utils'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Hash32, toHex } from '../../src/claim/hex.ts'
import { recoverSender } from '../../src/keeper/senders/recover.ts'
import { refreshSenders } from '../../src/keeper/senders/refresh.ts'
import { listUnknownSenders, recordSenderMiss } from '../../src/keeper/store/senders.ts'
import { createPool, type Pool } from '../../src/platform/database.ts'
import type { Network } from '../../src/platform/network.ts'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'
import { account, hash } from '../unit/events/encode.ts'

const REGISTRY = account('e2')
const [NODE, OTHER] = [hash('01'), hash('02')]
const CODE = hash('0c')
const owner = privateKeyToAccount(`0x${'11'.repeat(32)}`)
const admin = privateKeyToAccount(`0x${'22'.repeat(32)}`)
const log = pino({ level: 'silent' })
const never = new AbortController().signal
const bytes = (hex: string) => Buffer.from(hex.slice(2), 'hex')
const hex = (value: bigint | number) => `0x${value.toString(16)}`

type Answer = Record<string, unknown> & { hash: Hash32 }

// As a node shows a signed transaction.
async function signed(
  by: typeof owner,
  nonce: number,
  to = REGISTRY,
  data: `0x${string}` = '0x1234',
): Promise<Answer> {
  const transaction: TransactionSerializableEIP1559 = {
    type: 'eip1559',
    chainId: 10_740,
    nonce,
    gas: 21_000n,
    maxFeePerGas: 7n,
    maxPriorityFeePerGas: 1n,
    to,
    value: 0n,
    data,
  }
  const raw = await by.signTransaction(transaction)
  const { r, s, yParity } = parseTransaction(raw)
  return {
    hash: keccak256(raw) as Hash32,
    type: '0x2',
    chainId: hex(10_740),
    nonce: hex(nonce),
    gas: hex(21_000),
    maxFeePerGas: '0x7',
    maxPriorityFeePerGas: '0x1',
    to,
    value: '0x0',
    input: data,
    accessList: [],
    r: hex(BigInt(r ?? 0)),
    s: hex(BigInt(s ?? 0)),
    yParity: hex(yParity ?? 0),
    from: account('99'),
  }
}

describe('recoverSender', () => {
  test('finds who signed, whatever the endpoint says of the sender', async () => {
    const answer = await signed(owner, 1)
    expect(await recoverSender(answer, answer.hash)).toEqual({
      sender: owner.address.toLowerCase(),
      called: REGISTRY,
    })
  })

  test.each([
    ['another nonce', { nonce: '0x9' }],
    ['another signature', { s: '0x5' }],
    ['another callee', { to: account('98') }],
    ['another name', { hash: hash('77') }],
  ])('an answer with %s proves nothing', async (_, change) => {
    const answer = await signed(owner, 1)
    await expect(recoverSender({ ...answer, ...change }, answer.hash)).rejects.toMatchObject({
      code: 'REJECTED_TRANSACTION_HASH',
    })
  })

  test('another transaction than the one asked for is refused', async () => {
    const [first, second] = [await signed(owner, 1), await signed(owner, 2)]
    await expect(recoverSender(second, first.hash)).rejects.toMatchObject({
      code: 'REJECTED_TRANSACTION_HASH',
    })
  })
})

describe('who disabled a node', () => {
  let database: TestDatabase
  let pool: Pool
  const look = (url: string) => ({
    pool,
    network: { name: 'n' } as Network,
    chain: 10_740,
    endpoints: [url],
    log,
    signal: never,
  })
  let server: Server
  let url: string
  let known: Record<string, Answer>

  beforeEach(async () => {
    database = await createDatabase()
    pool = createPool(database.url, { application: 'test', max: 2 })
    known = {}
    server = createServer((request, response) => {
      let text = ''
      request.on('data', (part) => {
        text += part
      })
      request.on('end', () => {
        const { params } = JSON.parse(text)
        response.end(JSON.stringify({ jsonrpc: '2.0', id: 1, result: known[params[0]] ?? null }))
      })
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    await pool.query(`insert into ingest.status (network, chain_id, genesis_hash, height, hash, block_time,
        finalized_height, finalized_hash, head, digest, source_set_hash, fence)
      values ('n', 10740, '\\x00', 100, '\\x01', now(), 90, '\\x02', 100, '\\x03', '\\x04', 1)`)
    for (const kind of ['node_registered', 'node_status', 'measurement_status', 'penalty', 'settlement'])
      await pool.query(`create table facts.${kind}_all partition of facts.${kind} default`)
    for (const node of [NODE, OTHER])
      await fact('node_registered', 1, hash('aa'), {
        node: bytes(node),
        role: 'tee-proxy',
        owner: bytes(owner.address),
        measurement: bytes(CODE),
      })
  })
  afterEach(async () => {
    server.close()
    await pool.end()
    await database.drop()
  })

  async function fact(kind: string, block: number, tx: Hash32, row: Record<string, unknown>): Promise<void> {
    const all = {
      network: 'n',
      chain_id: 10_740,
      block_number: block,
      block_hash: bytes(hash('bb')),
      block_time: new Date(0),
      tx_hash: bytes(tx),
      position: row.node && bytes(OTHER).equals(row.node as Buffer) ? 1 : 0,
      contract: bytes(REGISTRY),
      ...row,
    }
    const names = Object.keys(all)
    await pool.query(
      `insert into facts.${kind} (${names.join(', ')}) values (${names.map((_, i) => `$${i + 1}`).join(', ')})`,
      Object.values(all),
    )
  }
  const disabled = async (block: number, tx: Hash32, cause = 'undetermined', node = NODE) => {
    await fact('node_status', block, tx, { node: bytes(node), enabled: false, cause })
    const kind = cause === 'undetermined' ? 'node_disabled' : cause
    await fact('penalty', block, tx, { node: bytes(node), kind })
  }
  const revoked = (block: number, tx: Hash32, measurement = CODE) =>
    fact('measurement_status', block, tx, { measurement: bytes(measurement), approved: false, position: 9 })
  const causes = async () => {
    const { rows } = await pool.query<{ block: number; cause: string; actor: Buffer | null }>(
      `select block_number as block, cause, actor from keeper.node_disabling order by 1`,
    )
    return rows.map(({ block, cause, actor }) => [block, cause, actor && toHex(actor)])
  }

  test('is told apart by who signed the call of the registry', async () => {
    const [byOwner, byAdmin] = [await signed(owner, 1), await signed(admin, 2)]
    const through = await signed(owner, 3, account('77'))
    const notFinal = await signed(owner, 4)
    for (const each of [byOwner, byAdmin, through, notFinal]) known[each.hash] = each
    await disabled(10, byOwner.hash)
    await disabled(20, byAdmin.hash)
    await disabled(30, through.hash)
    await disabled(40, hash('cc'), 'measurement_revoked')
    await revoked(40, hash('cc'))
    await disabled(95, notFinal.hash)
    expect(await refreshSenders(look(url))).toBe(3)
    expect(await refreshSenders(look(url))).toBe(0)
    expect(await causes()).toEqual([
      [10, 'owner', owner.address.toLowerCase()],
      [20, 'admin', admin.address.toLowerCase()],
      [30, 'undetermined', null],
      [40, 'measurement_revoked', null],
      [95, 'undetermined', null],
    ])
    // The same in the list of changes, and what the owner does is no penalty.
    const { rows: changes } = await pool.query<{ cause: string; actor: Buffer | null }>(
      'select cause, actor from api.status_change order by block_number',
    )
    expect(changes.map((each) => each.cause)).toEqual([
      'owner',
      'admin',
      'undetermined',
      'measurement_revoked',
      'undetermined',
    ])
    expect(changes.map((each) => each.actor && toHex(each.actor))).toEqual([
      owner.address.toLowerCase(),
      admin.address.toLowerCase(),
      null,
      null,
      null,
    ])
    const { rows: penalties } = await pool.query(
      'select block_number as block, kind from api.penalty order by 1',
    )
    expect(penalties).toEqual([
      { block: 20, kind: 'node_disabled' },
      { block: 30, kind: 'node_disabled' },
      { block: 40, kind: 'measurement_revoked' },
      { block: 95, kind: 'node_disabled' },
    ])
    // Counts of a day have both apart.
    await pool.query(
      `insert into derived.node_day (network, chain_id, node, day, penalties) values ('n', 10740, $1, '1970-01-01', 5)`,
      [bytes(NODE)],
    )
    await pool.query(
      `insert into derived.network_day (network, chain_id, day, penalties) values ('n', 10740, '1970-01-01', 5)`,
    )
    for (const view of ['node_day', 'network_day']) {
      const counted = await pool.query(`select penalties, maintenance from api.${view}`)
      expect([view, counted.rows]).toEqual([view, [{ penalties: 4, maintenance: 1 }]])
    }
    // A day without any is one all the same, and no day on which somebody was penalised.
    await pool.query(
      `insert into derived.node_day (network, chain_id, node, day, claims) values ('n', 10740, $1, '1970-01-02', 7)`,
      [bytes(NODE)],
    )
    const days = await pool.query('select claims, penalties, maintenance from api.node_day order by day')
    expect(days.rows).toEqual([
      { claims: 0, penalties: 4, maintenance: 1 },
      { claims: 7, penalties: 0, maintenance: 0 },
    ])
    const penalised = await pool.query('select penalties from api.node_day where penalties > 0')
    expect(penalised.rows).toEqual([{ penalties: 4 }])
    // What the API shows of the node as of these blocks.
    await pool.query(`insert into derived.node_version (network, chain_id, node, from_block, from_time, to_block, enabled, disabled_cause)
      select 'n', 10740, '\\x${NODE.slice(2)}', b, now(), b + 10, false, 'undetermined' from unnest(array[10, 20, 30]) b`)
    const { rows } = await pool.query(
      'select array_agg(disabled_cause order by from_block) as causes from api.node_version',
    )
    expect(rows[0]?.causes).toEqual(['owner', 'admin', 'undetermined'])
  })

  test('a revocation in the same transaction is the cause of the nodes that ran what it revoked, and of no other', async () => {
    const [through, later] = [await signed(admin, 1, account('77')), await signed(admin, 3, account('77'))]
    const direct = await signed(admin, 2)
    for (const each of [through, later, direct]) known[each.hash] = each
    await disabled(10, through.hash, 'measurement_revoked')
    await revoked(10, through.hash, hash('0d'))
    await disabled(20, later.hash, 'measurement_revoked', OTHER)
    await revoked(20, later.hash)
    // One call of the registry made both, so the measurement need not be known.
    await disabled(30, direct.hash, 'measurement_revoked')
    expect(await refreshSenders(look(url))).toBe(3)
    expect(await causes()).toEqual([
      [10, 'undetermined', null],
      [20, 'measurement_revoked', null],
      [30, 'measurement_revoked', admin.address.toLowerCase()],
    ])
    const { rows } = await pool.query('select kind from api.penalty order by block_number')
    expect(rows.map((row) => row.kind)).toEqual([
      'node_disabled',
      'measurement_revoked',
      'measurement_revoked',
    ])
  })

  test('where the owner is a contract and was called, it is named, whoever signed', async () => {
    const safe = account('5a')
    const owned = { node: bytes(NODE), role: 'tee-proxy', owner: bytes(safe), measurement: bytes(CODE) }
    await fact('node_registered', 5, hash('ab'), owned)
    const [through, other] = [await signed(admin, 1, safe), await signed(admin, 2, account('77'))]
    for (const each of [through, other]) known[each.hash] = each
    await disabled(10, through.hash)
    await disabled(20, other.hash)
    expect(await refreshSenders(look(url))).toBe(2)
    expect(await causes()).toEqual([
      [10, 'owner', safe],
      [20, 'undetermined', null],
    ])
  })

  test('the owner in another registry is a stranger to the one that disabled', async () => {
    const byOld = await signed(owner, 1)
    known[byOld.hash] = byOld
    const mover = bytes(admin.address)
    const moved = { node: bytes(NODE), role: 'tee-proxy', owner: mover, contract: bytes(account('e3')) }
    await fact('node_registered', 5, hash('ab'), moved)
    await disabled(10, byOld.hash)
    await refreshSenders(look(url))
    expect(await causes()).toEqual([[10, 'owner', owner.address.toLowerCase()]])
  })

  test('a settlement names who signed it only when the relay itself was called', async () => {
    const [direct, bundled] = [await signed(owner, 1), await signed(admin, 2, account('77'))]
    for (const each of [direct, bundled]) known[each.hash] = each
    for (const [block, { hash: tx }] of [
      [10, direct],
      [20, bundled],
    ] as const)
      await fact('settlement', block, tx, { kind: 'batch' })
    expect(await refreshSenders(look(url))).toBe(2)
    const { rows } = await pool.query<{ relayer: Buffer | null }>(
      'select relayer from api.settlement order by block_number',
    )
    expect(rows.map((row) => row.relayer && toHex(row.relayer))).toEqual([owner.address.toLowerCase(), null])
  })

  test('an approval of a measurement names who signed it only when the registry itself was called', async () => {
    const [direct, bundled] = [await signed(admin, 1), await signed(admin, 2, account('77'))]
    for (const each of [direct, bundled]) known[each.hash] = each
    for (const [block, { hash: tx }] of [
      [10, direct],
      [20, bundled],
    ] as const)
      await fact('measurement_status', block, tx, { measurement: bytes(CODE), approved: true })
    expect(await refreshSenders(look(url))).toBe(2)
    const { rows } = await pool.query<{ approver: Buffer | null }>(
      'select approver from api.measurement_change order by block_number',
    )
    expect(rows.map((row) => row.approver && toHex(row.approver))).toEqual([
      admin.address.toLowerCase(),
      null,
    ])
  })

  test('stays undetermined while endpoints are silent or lie, and is proved by the one that does not', async () => {
    const honest = await signed(owner, 1)
    await disabled(10, honest.hash)
    expect(await refreshSenders(look(url))).toBe(0)
    known[honest.hash] = { ...(await signed(admin, 1)), hash: honest.hash }
    expect(await refreshSenders(look(url))).toBe(0)
    expect(await causes()).toEqual([[10, 'undetermined', null]])
    known[honest.hash] = honest
    expect(await refreshSenders(look(url))).toBe(1)
    expect(await causes()).toEqual([[10, 'owner', owner.address.toLowerCase()]])
  })

  test('one that nobody proves does not hold up those behind it, and waits longer each time', async () => {
    const [lost, honest] = [await signed(owner, 1), await signed(owner, 2)]
    await disabled(10, lost.hash)
    await disabled(20, honest.hash)
    expect(await listUnknownSenders(pool, 'n', 10_740, 1)).toEqual([lost.hash])
    expect(await recordSenderMiss(pool, 'n', 10_740, lost.hash, 'UNAVAILABLE_SIZE')).toBe(1)
    expect(await listUnknownSenders(pool, 'n', 10_740, 1)).toEqual([honest.hash])
    expect(await listUnknownSenders(pool, 'n', 10_740, 2)).toEqual([honest.hash, lost.hash])
    for (const tries of [2, 3, 4])
      expect(await recordSenderMiss(pool, 'n', 10_740, lost.hash, 'UNAVAILABLE_SIZE')).toBe(tries)
    expect(await listUnknownSenders(pool, 'n', 10_740, 2)).toEqual([honest.hash])
    await pool.query(`update keeper.sender_try set tried_at = now() - interval '2 minutes'`)
    expect(await listUnknownSenders(pool, 'n', 10_740, 2)).toEqual([honest.hash, lost.hash])
  })

  test('of a transaction as large as a block is found, and a warning names one that stays unknown', async () => {
    const large = await signed(owner, 1, REGISTRY, `0x${'12'.repeat(3_000_000)}`)
    await disabled(10, large.hash)
    const warned: unknown[] = []
    const watched = {
      ...look(url),
      log: pino({ level: 'warn' }, { write: (line) => warned.push(JSON.parse(line)) }),
    }
    for (let i = 0; i < 3; i++) expect(await refreshSenders(watched)).toBe(0)
    expect(warned).toMatchObject([{ hash: large.hash, tries: 3, code: 'UNAVAILABLE_ENDPOINT' }])
    known[large.hash] = large
    await pool.query(`update keeper.sender_try set tried_at = now() - interval '2 minutes'`)
    expect(await refreshSenders(watched)).toBe(1)
  })
})
