import pg from 'pg'
import { WORLD_START } from './money-world.ts'

const DAY = 86_400

/** Accounts and tokens of the money network by number: 1 is xUSD (6 decimals), 2 is xCOIN (18), any other nobody describes (none). */
type Numbered = number

/** A node's state from a day on. */
interface Version {
  readonly day: number
  readonly enabled?: boolean
  readonly owner: Numbered
  /** Left out: the owner's own account. */
  readonly paid?: Numbered
}

interface Moved {
  readonly day: number
  /** Null: the log names none. */
  readonly node: string | null
  readonly token?: Numbered
  readonly amount: number
  readonly chain?: number
}

export interface FactsWriter {
  node(key: string, role: string, versions: readonly Version[], chain?: number): Promise<void>
  fee(
    fee: Moved & {
      readonly payer: Numbered
      readonly payee: Numbered
      readonly refund?: true
      /** Of which request; left out: the log names none. */
      readonly request?: number
    },
  ): Promise<void>
  /** `since`: the day with which the period begins that it is for; left out: the log does not say. */
  emission(emission: Moved & { readonly payee: Numbered; readonly since?: number }): Promise<void>
  stake(stake: Moved & { readonly staker: Numbered }): Promise<void>
  /** Null: the log does not say how much. */
  slash(slash: Omit<Moved, 'amount'> & { readonly amount: number | null }): Promise<void>
  /** A settled claim, ten seconds after the node's own time. */
  claim(claim: Pick<Moved, 'day' | 'chain'> & { readonly node: string }): Promise<void>
  /** A transfer between accounts, at an endpoint's word. */
  transfer(
    transfer: Omit<Moved, 'node' | 'chain'> & { readonly from: Numbered; readonly to: Numbered },
  ): Promise<void>
  run(sql: string, values?: readonly unknown[]): Promise<void>
}

function account(number: Numbered): string {
  return `0x${number.toString(16).padStart(40, '0')}`
}

/**
 * Writes facts into the world of money-world.ts as the indexer would: times in days since its start (0.5 is noon), amounts in whole
 * tokens. Positions go up in the order in which they are told.
 */
export async function writeFacts(url: string, tell: (writer: FactsWriter) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  let position = 5_000_000
  const insert = async (
    table: string,
    { day, chain = 31337 }: Pick<Moved, 'day' | 'chain'>,
    more: object,
  ) => {
    const at = WORLD_START + day * DAY
    position++
    const row: Record<string, unknown> = {
      network: 'money',
      chain_id: chain,
      block_number: blockOf(day),
      block_hash: Buffer.alloc(32, 7),
      block_time: new Date(at * 1000),
      tx_hash: bytes(`0x${position.toString(16).padStart(64, '0')}`),
      position,
      contract: Buffer.alloc(20, 9),
      ...more,
    }
    const marks = Object.keys(row).map((_, index) => `$${index + 1}`)
    await client.query(
      `insert into facts.${table} (${Object.keys(row).join(', ')}) values (${marks.join(', ')})`,
      Object.values(row),
    )
  }
  const writer: FactsWriter = {
    async node(key, role, versions, chain = 31337) {
      for (const [index, version] of versions.entries()) {
        const next = versions[index + 1]?.day
        await client.query(
          `insert into derived.node_version (network, chain_id, node, from_block, to_block, from_time, to_time, role, owner,
             payment_address, enabled)
           values ('money', $1, $2, $3, $4, to_timestamp($5), to_timestamp($6), $7, $8, $9, $10)`,
          [
            chain,
            bytes(key),
            blockOf(version.day),
            next === undefined ? null : blockOf(next),
            WORLD_START + version.day * DAY,
            next === undefined ? null : WORLD_START + next * DAY,
            role,
            ...stateOf(version),
          ],
        )
      }
      const [first, last] = [versions[0], versions.at(-1)]
      if (!first || !last) throw new RangeError('a node has one version at least')
      await client.query(
        `insert into derived.node (network, chain_id, node, first_block, first_time, changed_block, changed_time, role, owner,
           payment_address, enabled)
         values ('money', $1, $2, $3, to_timestamp($4), $5, to_timestamp($6), $7, $8, $9, $10)`,
        [
          chain,
          bytes(key),
          blockOf(first.day),
          WORLD_START + first.day * DAY,
          blockOf(last.day),
          WORLD_START + last.day * DAY,
          role,
          ...stateOf(last),
        ],
      )
    },
    fee: ({ node, payer, payee, refund = false, request, ...moved }) =>
      insert('fee', moved, {
        ...placed({ node, ...moved }, 1),
        payer: bytes(account(payer)),
        payee: bytes(account(payee)),
        attribution: node === null ? 'shared_payee' : 'explicit',
        refund,
        request: request === undefined ? null : Buffer.alloc(32, request),
      }),
    emission: ({ payee, since, ...moved }) =>
      insert('emission', moved, {
        ...placed(moved, 2),
        payee: bytes(account(payee)),
        period: since === undefined ? null : new Date((WORLD_START + since * DAY) * 1000),
      }),
    stake({ staker, ...moved }) {
      const { amount: delta, ...rest } = placed(moved, 2)
      return insert('stake_change', moved, { ...rest, delta, staker: bytes(account(staker)), total: null })
    },
    slash: (moved) => insert('penalty', moved, { ...placed(moved, 2), kind: 'slash', reason: 'downtime' }),
    claim: ({ node, ...moved }) =>
      insert('settled_claim', moved, {
        node: bytes(node),
        evidence: 'groth16',
        input_hash: Buffer.alloc(32, 1),
        output_hash: Buffer.alloc(32, 1),
        claimed_at: new Date((WORLD_START + moved.day * DAY - 10) * 1000),
      }),
    async transfer({ from, to, ...moved }) {
      position++
      const { token, amount } = placed({ node: null, ...moved }, 1)
      await client.query(
        `insert into keeper.transfer (network, chain_id, token, block_number, block_hash, block_time, tx_hash, log_index, sender,
           receiver, amount, policy, endpoint)
         values ('money', 31337, $1, $2, '\\x07', to_timestamp($3), $4, 0, $5, $6, $7, 'unproved', 'test')`,
        [
          token,
          blockOf(moved.day),
          WORLD_START + moved.day * DAY,
          bytes(`0x${position.toString(16).padStart(64, '0')}`),
          bytes(account(from)),
          bytes(account(to)),
          amount,
        ],
      )
    },
    async run(sql, values = []) {
      await client.query(sql, [...values])
    },
  }
  try {
    await tell(writer)
    // As the indexer rolls payments up.
    await client.query(`delete from derived.payer_day where network = 'money'`)
    await client.query(`insert into derived.payer_day (network, chain_id, payer, day, token, payments, paid)
      select network, chain_id, payer, (block_time at time zone 'UTC')::date, token, count(*), sum(amount)
      from facts.fee where network = 'money' and not refund group by 1, 2, 3, 4, 5`)
  } finally {
    await client.end()
  }
}

// A block each minute.
function blockOf(day: number): number {
  return Math.floor(day * 1440) + 1000
}

function stateOf({ owner, paid = owner, enabled = true }: Version) {
  return [bytes(account(owner)), bytes(account(paid)), enabled]
}

function placed(
  { node, token, amount }: Pick<Moved, 'node' | 'token'> & { readonly amount: number | null },
  usual: Numbered,
) {
  const used = token ?? usual
  const decimals = used === 1 ? 6 : used === 2 ? 18 : 0
  return {
    node: node === null ? null : bytes(node),
    token: Buffer.alloc(20, used),
    amount:
      amount === null ? null : (BigInt(Math.round(amount * 1e6)) * 10n ** BigInt(decimals)) / 1_000_000n,
  }
}

function bytes(hex: string): Buffer {
  return Buffer.from(hex.slice(2), 'hex')
}
