import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import { CodedError } from '../../claim/errors.ts'
import { keccak256 } from '../../claim/hash.ts'
import type { Address, Hex } from '../../claim/hex.ts'
import type { ChainReader } from '../../gateway/client.ts'
import type { Pool } from '../../platform/database.ts'
import type { Network } from '../../platform/network.ts'
import { HEARTBEAT_MAX_AGE } from '../derive/lapses.ts'
import type { Place } from '../place.ts'
import { listChangesThrough, type ValueFrom } from './bisect.ts'
import { recordParameter } from './parameters.ts'

// Source: og-evm TEERegistry.sol; changing it emits nothing.
const HEARTBEAT_MAX_AGE_CALL = keccak256(Buffer.from('heartbeatMaxAge()')).slice(0, 10) as Hex
// Texts of geth, erigon, reth and Cosmos nodes when a block's state was pruned. The gateway passes them on.
const NO_STATE =
  /missing trie node|historical state|state .*(not available|unavailable|pruned)|pruned|no state for|failed to load state/i
const PAUSE_MS = 600_000
/** Blocks looked at when a registry is looked at for the first time since the process began. */
const STOPS = 256

export interface HeartbeatAgeOptions {
  readonly pool: Pool
  readonly place: Place
  readonly network: Network
  readonly reader: Pick<ChainReader, 'call' | 'finalized' | 'header'>
  readonly log: Logger
  /** Registries that were looked at since the process began; those of the call are added. */
  readonly looked?: Set<Address>
}

/** Reads the limit again every ten minutes, until the signal. What the world does not answer is asked again. */
export async function watchHeartbeatAge(options: HeartbeatAgeOptions, signal: AbortSignal): Promise<void> {
  const looked = new Set<Address>()
  while (!signal.aborted) {
    try {
      await refreshHeartbeatAge({ ...options, looked })
    } catch (error) {
      if (signal.aborted) return
      const code = error instanceof CodedError ? error.code : 'INTERRUPTED'
      options.log.warn({ code, err: error }, 'the age limit of heartbeats could not be read')
    }
    await sleep(PAUSE_MS, undefined, { signal }).catch(() => {})
  }
}

/**
 * Reads how long a node may be silent (seconds) from each registry of the chain at the newest finalized block, and finds the
 * block of each change since it was last read. Returns what was written; nothing where there is no registry.
 */
export async function refreshHeartbeatAge(options: HeartbeatAgeOptions): Promise<ValueFrom[]> {
  const { network, place, reader } = options
  const registries = network.contracts.filter(
    (each) => each.chain === place.chain && each.interface.startsWith('opengradient/tee-registry'),
  )
  if (registries.length === 0) return []
  const { number: head } = await reader.finalized()
  const written: ValueFrom[] = []
  for (const { address, deployedBlock = 0, fromBlock = deployedBlock, toBlock = head } of registries)
    if (address !== undefined)
      written.push(...(await refreshOne(options, { address, fromBlock, to: Math.min(head, toBlock) })))
  return written
}

async function refreshOne(
  { pool, place, reader, looked = new Set() }: HeartbeatAgeOptions,
  { address, fromBlock, to }: { readonly address: Address; readonly fromBlock: number; readonly to: number },
): Promise<ValueFrom[]> {
  const value = await findAge(reader, address, to)
  if (value === undefined) return []
  const parameter = `${HEARTBEAT_MAX_AGE}:${address}`
  const known = await findLast(pool, place, parameter)
  const read = (block: number) => findAge(reader, address, block)
  const from = known ?? { block: fromBlock - 1, value: null }
  if (to <= from.block) return []
  // A change that was taken back leaves no trace between two looks; so at the first one of a start, many blocks are looked at.
  const stops = looked.has(address) ? [] : await listStops(read, from.block, to)
  const changes = await listChangesThrough(read, from, [...stops, { block: to, value }])
  const source = `eth_call heartbeatMaxAge() of ${address}`
  for (const { block, value: age } of changes) {
    const fromTime = (await reader.header(block)).timestamp
    await recordParameter(pool, place, { parameter, fromBlock: block, fromTime, value: age, source })
  }
  looked.add(address)
  return changes
}

/** The values at blocks that lie as far apart as each other, where the endpoint keeps state so old. */
async function listStops(
  read: (block: number) => Promise<bigint | undefined>,
  from: number,
  to: number,
): Promise<{ readonly block: number; readonly value: bigint }[]> {
  const step = Math.max(1, Math.ceil((to - from) / STOPS))
  const stops: { block: number; value: bigint }[] = []
  for (let block = from + step; block < to; block += step) {
    const value = await read(block)
    if (value !== undefined) stops.push({ block, value })
  }
  return stops
}

async function findAge(
  reader: Pick<ChainReader, 'call'>,
  address: Address,
  block: number,
): Promise<bigint | undefined> {
  try {
    const answer = await reader.call(address, HEARTBEAT_MAX_AGE_CALL, block)
    return answer.length === 66 ? BigInt(answer) : undefined
  } catch (error) {
    // No state so old, or a registry that had no such limit: no value at this block. Anything else is asked again.
    if (error instanceof CodedError && (error.code === 'RPC_REFUSED' || NO_STATE.test(error.message)))
      return undefined
    throw error
  }
}

async function findLast(
  pool: Pool,
  { network, chain }: Place,
  parameter: string,
): Promise<ValueFrom | undefined> {
  const { rows } = await pool.query<{ block: number; value: string | null }>(
    `select from_block as block, value::text from ingest.parameter
     where network = $1 and chain_id = $2 and parameter = $3 and value is not null order by from_block desc limit 1`,
    [network, chain, parameter],
  )
  const row = rows[0]
  return row && { block: row.block, value: row.value === null ? null : BigInt(row.value) }
}
