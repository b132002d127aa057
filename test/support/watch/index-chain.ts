import type pg from 'pg'
import { readHeader } from '../../../src/chain/ethereum/header.ts'
import { Address, Hash32, Hex, toBytes } from '../../../src/claim/hex.ts'
import type { ChainLog, ChainTransaction } from '../../../src/indexer/events/decoder.ts'
import { FACT_COLUMNS } from '../../../src/indexer/events/facts.ts'
import { interfaces } from '../../../src/indexer/events/index.ts'
import { createEventTable } from '../../../src/indexer/events/table.ts'
import { readRoots } from '../../../src/platform/attestation-roots.ts'
import type { Network } from '../../../src/platform/network.ts'
import type { MockBlock, MockChain } from '../mockchain/chain.ts'

/** Writes what the project's own decoders make of a chain's blocks, and where the index stands. */
export async function indexChain(
  client: pg.ClientBase | pg.Pool,
  network: Network,
  chain: MockChain,
): Promise<void> {
  const { chainId } = chain.options
  const table = createEventTable(network, chainId, interfaces, await readRoots(network))
  await createPartitions(client)
  for (const block of chain.blocks) {
    for (const log of readLogs(block)) {
      const match = table.findMatch(log, block.number)
      for (const fact of (match?.decoder && match.context && match.decoder.toFacts(log, match.context)) ?? [])
        await insert(client, `facts.${fact.kind}`, {
          network: network.name,
          chain_id: chainId,
          block_number: block.number,
          block_hash: toBytes(block.hash),
          block_time: new Date(Number(log.block.timestamp) * 1000),
          tx_hash: toBytes(log.transaction.hash),
          position: log.logIndex,
          contract: toBytes(log.address),
          ...toColumns(fact.kind, fact.row),
        })
    }
  }
  const { head, finalized } = chain
  const [genesis] = chain.blocks
  await client.query(
    `insert into ingest.status (network, chain_id, genesis_hash, height, hash, finalized_height, finalized_hash, head,
       digest, source_set_hash, fence)
     values ($1, $2, $7, $3, $4, $5, $6, $3, '\\x', '\\x', 0)
     on conflict (network, chain_id) do update set height = excluded.height, hash = excluded.hash,
       finalized_height = excluded.finalized_height, finalized_hash = excluded.finalized_hash, head = excluded.head`,
    [
      network.name,
      chainId,
      head.number,
      toBytes(head.hash),
      finalized.number,
      toBytes(finalized.hash),
      toBytes(genesis?.hash ?? '0x'),
    ],
  )
  await client.query('select pg_notify($1, $2)', ['assay_block', '{}'])
}

function readLogs(block: MockBlock): ChainLog[] {
  const { number, hash, timestamp } = readHeader(block.header)
  const transactions = block.transactions.map((raw): ChainTransaction => {
    const to = raw.to === null ? null : Address(String(raw.to))
    return {
      hash: Hash32(String(raw.hash)),
      from: Address(String(raw.from)),
      to,
      input: Hex(String(raw.input)),
      logs: [],
    }
  })
  return block.logs.map((raw) => ({
    address: Address(String(raw.address)),
    topics: (raw.topics as string[]).map(Hash32),
    data: Hex(String(raw.data)),
    logIndex: Number(raw.logIndex),
    block: { number, hash, timestamp: BigInt(timestamp) },
    transaction: transactions[Number(raw.transactionIndex)] as ChainTransaction,
  }))
}

function toColumns(kind: keyof typeof FACT_COLUMNS, row: object): Record<string, unknown> {
  const types = FACT_COLUMNS[kind] as Record<string, string>
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => {
      if (value === null || value === undefined) return [column, null]
      if (types[column] === 'bytea') return [column, toBytes(String(value))]
      if (types[column] === 'bytea[]') return [column, (value as string[]).map(toBytes)]
      if (types[column] === 'time') return [column, new Date(Number(value) * 1000)]
      return [column, typeof value === 'bigint' ? value.toString() : value]
    }),
  )
}

async function insert(
  client: pg.ClientBase | pg.Pool,
  table: string,
  row: Record<string, unknown>,
): Promise<void> {
  const columns = Object.keys(row)
  const places = columns.map((_, index) => `$${index + 1}`)
  await client.query(
    `insert into ${table} (${columns.join(', ')}) values (${places.join(', ')}) on conflict do nothing`,
    Object.values(row),
  )
}

async function createPartitions(client: pg.ClientBase | pg.Pool): Promise<void> {
  for (const kind of Object.keys(FACT_COLUMNS))
    await client.query(`create table if not exists facts.${kind}_all partition of facts.${kind} default`)
}
