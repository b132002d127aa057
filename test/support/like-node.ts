import pg from 'pg'
import { GPU, WORLD_START } from './money-world.ts'

/**
 * A node of another owner and of a role with the own stake of the GPU node of money-world.ts, unless it has none, and of each of its
 * fees `percent` of a hundred. `byte` names it and its owner.
 */
export async function seedLike(
  url: string,
  byte: string,
  role: string,
  { percent = 100, staked = true } = {},
): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const [node, gpu, owner] = [byte.repeat(32), GPU.slice(2), byte.repeat(20)].map((hex) =>
    Buffer.from(hex, 'hex'),
  )
  const place = 'network, chain_id, block_number, block_hash, block_time, tx_hash'
  const shift = 200_000 * Number.parseInt(byte, 16)
  try {
    await client.query(
      `insert into derived.node (network, chain_id, node, first_block, first_time, changed_block, changed_time, role, owner, payment_address, enabled)
       values ('money', 31337, $1, 1000, to_timestamp($2), 1000, to_timestamp($2), $4, $3, $3, true)`,
      [node, WORLD_START, owner, role],
    )
    await client.query(
      `insert into derived.node_version (network, chain_id, node, from_block, from_time, role, owner, payment_address, enabled)
       select network, chain_id, node, first_block, first_time, role, owner, payment_address, enabled from derived.node where node = $1`,
      [node],
    )
    await client.query(
      `insert into facts.fee (${place}, position, contract, node, token, payer, payee, attribution, amount, refund)
       select ${place}, position + $4, contract, $1, token, payer, $3, attribution, div(amount * $5, 100), refund
       from facts.fee where node = $2 and not refund`,
      [node, gpu, owner, shift, percent],
    )
    if (!staked) return
    await client.query(
      `insert into facts.stake_change (${place}, position, contract, node, token, staker, delta, total)
       select ${place}, position + $4, contract, $1, token, $3, delta, total
       from facts.stake_change where node = $2 order by position limit 1`,
      [node, gpu, owner, shift],
    )
  } finally {
    await client.end()
  }
}

/** So many nodes like the GPU node, each of which earns a tenth of it more than the one before, the first nine tenths of it. */
export async function seedRole(url: string, role: string, bytes: number, count: number, staked = true) {
  for (let index = 0; index < count; index++)
    await seedLike(url, (bytes + index).toString(16), role, { percent: 90 + 10 * index, staked })
}

/** Gives a node whose fees nobody can attribute another role, for it leaves every mean of its role without a value. */
export async function standAside(url: string, node: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  for (const table of ['node', 'node_version'])
    await client.query(`update derived.${table} set role = 'aside' where node = $1`, [
      Buffer.from(node.slice(2), 'hex'),
    ])
  await client.end()
}
