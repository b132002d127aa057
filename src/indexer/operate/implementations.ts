import { type Address, toBytes, toHex } from '../../claim/hex.ts'
import { IMPLEMENTATION_UNLISTED } from '../../claim/trouble.ts'
import type { Pool } from '../../platform/database.ts'
import type { Network } from '../../platform/network.ts'
import type { Place } from '../place.ts'

interface Row {
  readonly contract: Uint8Array
  readonly block: number
  readonly implementation: Uint8Array
  readonly upgrades: number
}

/**
 * The first proxy of the chain whose code network.json does not list, in words; undefined when there is none. Where the file
 * lists no `implementations`, the one that the proxy began with counts as listed.
 */
export async function findUnlisted(
  pool: Pool,
  place: Place,
  network: Network,
): Promise<{ readonly code: string; readonly message: string } | undefined> {
  const contracts = network.contracts.filter(({ chain, address }) => chain === place.chain && address)
  const { rows } = await pool.query<Row>(
    `select distinct on (contract) contract, block_number as block, implementation,
       count(*) over (partition by contract)::int as upgrades
     from derived.implementation where network = $1 and chain_id = $2 and contract = any($3)
     order by contract, block_number desc, position desc`,
    [place.network, place.chain, contracts.map(({ address }) => toBytes(address as Address))],
  )
  for (const { contract, block, implementation, upgrades } of rows) {
    const [address, code] = [toHex(contract), toHex(implementation)]
    const own = contracts.find((each) => each.address === address)
    const isListed = own?.implementations?.some((each) => each === code) ?? upgrades === 1
    if (!isListed)
      return {
        code: IMPLEMENTATION_UNLISTED,
        message:
          `${own?.name} at ${address} runs the code at ${code} since block ${block}, which network.json does not list: ` +
          'its events may mean something else now. Compare it with its source, then add it to "implementations" of that contract',
      }
  }
  return undefined
}
