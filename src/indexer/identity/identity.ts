import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import { Misconfigured } from '../../claim/errors.ts'
import { type Address, hashOf, toBytes } from '../../claim/hex.ts'
import type { ChainReader } from '../../gateway/client.ts'
import { inParallel } from '../../gateway/proof/parallel.ts'
import type { Pool } from '../../platform/database.ts'
import type { Network, NetworkContract } from '../../platform/network.ts'
import type { Place } from '../place.ts'
import { type Deployment, findCodeHash, findDeploymentBlock } from './deployment.ts'

const PAUSE_MS = 2_000
const CONTRACTS_AT_ONCE = 4

export interface ContractsOptions {
  readonly pool: Pool
  readonly place: Place
  readonly network: Network
  readonly reader: Pick<ChainReader, 'code' | 'head'>
  readonly log: Logger
}

/**
 * The network with a first block for every contract of the chain: that of its file, else the block of its deployment,
 * found once and kept, else 0. A contract whose code is not what was stored, or what its file states, is refused: a
 * reset testnet gives an address to something else. Code that appears later is looked at on a later start. Waits for
 * endpoints and database that do not answer.
 * @throws Misconfigured `CONTRACT_CHANGED`
 */
export async function resolveContracts(options: ContractsOptions, signal: AbortSignal): Promise<Network> {
  for (;;) {
    try {
      return await resolveAll(options)
    } catch (error) {
      if (error instanceof Misconfigured || signal.aborted) throw error
      options.log.warn({ err: error }, 'waiting to look at the contracts')
    }
    await sleep(PAUSE_MS, undefined, { signal })
  }
}

/** The same from what was stored, without asking the chain: for commands that work on an index as it is. */
export async function withStoredDeployments(pool: Pool, place: Place, network: Network): Promise<Network> {
  const contracts = network.contracts.map(async (contract) => {
    const { address, chain } = contract
    if (address === undefined || chain !== place.chain) return contract
    const block = (await findContract(pool, place, address))?.block ?? null
    return withFirstBlock(contract, block)
  })
  return { ...network, contracts: await Promise.all(contracts) }
}

async function resolveAll(options: ContractsOptions): Promise<Network> {
  const { network, place, reader } = options
  const { number: head } = await reader.head()
  const contracts = await inParallel(network.contracts, CONTRACTS_AT_ONCE, async (contract) => {
    const { address, chain } = contract
    return address === undefined || chain !== place.chain
      ? contract
      : resolve(options, contract, address, head)
  })
  return { ...network, contracts }
}

async function resolve(
  { pool, place, reader, log }: ContractsOptions,
  contract: NetworkContract,
  address: Address,
  head: number,
): Promise<NetworkContract> {
  const stored = await findContract(pool, place, address)
  const codeHash = await findCodeHash(reader, address, head)
  if (codeHash === undefined) {
    log.info(
      { contract: contract.name, address, head },
      'no code at this address: a precompile, or not deployed yet',
    )
    return contract
  }
  const expected = contract.codeHash ?? stored?.codeHash
  if (expected !== undefined && expected !== codeHash)
    throw new Misconfigured(
      'CONTRACT_CHANGED',
      `${contract.name} at ${address} on chain ${place.chain} has code ${codeHash}, expected ${expected}: the chain was ` +
        `reset, or the contract replaced. To keep the old data and begin again: assay begin-anew --network ${place.network} --chain ${place.chain}`,
    )
  if (stored) return withFirstBlock(contract, stored.block)
  const block = contract.fromBlock === undefined ? await findDeploymentBlock(reader, address, head) : null
  await recordContract(pool, place, address, { block, codeHash }, head)
  return withFirstBlock(contract, block)
}

function withFirstBlock(contract: NetworkContract, block: number | null): NetworkContract {
  return contract.fromBlock === undefined && block !== null ? { ...contract, deployedBlock: block } : contract
}

async function findContract(
  pool: Pool,
  { network, chain }: Place,
  address: Address,
): Promise<Deployment | undefined> {
  const { rows } = await pool.query<{ block: number | null; hash: Uint8Array }>(
    `select deployed_block as block, code_hash as hash from ingest.contract
     where network = $1 and chain_id = $2 and address = $3`,
    [network, chain, toBytes(address)],
  )
  const [row] = rows
  return row && { block: row.block, codeHash: hashOf(row.hash) }
}

async function recordContract(
  pool: Pool,
  { network, chain }: Place,
  address: Address,
  { block, codeHash }: Deployment,
  head: number,
): Promise<void> {
  await pool.query(
    `insert into ingest.contract (network, chain_id, address, deployed_block, code_hash, seen_block)
     values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
    [network, chain, toBytes(address), block, toBytes(codeHash), head],
  )
}
