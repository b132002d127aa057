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
import { listChanges, type ValueFrom } from './bisect.ts'
import { recordParameter } from './parameters.ts'

// Source: og-evm TEERegistry.sol; changing it emits nothing.
const HEARTBEAT_MAX_AGE_CALL = keccak256(Buffer.from('heartbeatMaxAge()')).slice(0, 10) as Hex
// Texts of geth, erigon, reth and Cosmos nodes when a block's state was pruned. The gateway passes them on.
const NO_STATE =
  /missing trie node|historical state|state .*(not available|unavailable|pruned)|pruned|no state for|failed to load state/i
const PAUSE_MS = 600_000

export interface HeartbeatAgeOptions {
  readonly pool: Pool
  readonly place: Place
  readonly network: Network
  readonly reader: Pick<ChainReader, 'call' | 'finalized'>
  readonly log: Logger
}

/** Reads the limit again every ten minutes, until the signal. What the world does not answer is asked again. */
export async function watchHeartbeatAge(options: HeartbeatAgeOptions, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await refreshHeartbeatAge(options)
    } catch (error) {
      if (signal.aborted) return
      const code = error instanceof CodedError ? error.code : 'INTERRUPTED'
      options.log.warn({ code, err: error }, 'the age limit of heartbeats could not be read')
    }
    await sleep(PAUSE_MS, undefined, { signal }).catch(() => {})
  }
}

/**
 * Reads how long a node may be silent (seconds) from the network's newest registry at the newest finalized block, and
 * finds the block of each change since it was last read. Returns what was written; nothing where there is no registry.
 */
export async function refreshHeartbeatAge({
  pool,
  place,
  network,
  reader,
}: HeartbeatAgeOptions): Promise<ValueFrom[]> {
  const registry = network.contracts.findLast(
    (each) => each.chain === place.chain && each.interface.startsWith('opengradient/tee-registry'),
  )
  if (registry?.address === undefined) return []
  const { address } = registry
  const { number: head } = await reader.finalized()
  const value = await findAge(reader, address, head)
  if (value === undefined) return []
  const known = await findLast(pool, place)
  const read = (block: number) => findAge(reader, address, block)
  const from = known ?? { block: (registry.fromBlock ?? 0) - 1, value: null }
  const changes = head > from.block ? await listChanges(read, from, { block: head, value }) : []
  const source = `eth_call heartbeatMaxAge() of ${address}`
  for (const { block, value: age } of changes)
    await recordParameter(pool, place, { parameter: HEARTBEAT_MAX_AGE, fromBlock: block, value: age, source })
  return changes
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

async function findLast(pool: Pool, { network, chain }: Place): Promise<ValueFrom | undefined> {
  const { rows } = await pool.query<{ block: number; value: string | null }>(
    `select from_block as block, value::text from ingest.parameter
     where network = $1 and chain_id = $2 and parameter = $3 and source like 'eth_call %' and value is not null
     order by from_block desc limit 1`,
    [network, chain, HEARTBEAT_MAX_AGE],
  )
  const row = rows[0]
  return row && { block: row.block, value: row.value === null ? null : BigInt(row.value) }
}
