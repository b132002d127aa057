import { CodedError } from '../../claim/errors.ts'
import { COIN, readSupply } from '../balances/read.ts'
import type { ChainLook } from '../look.ts'
import { findFinalized } from '../store/balances.ts'
import { hasSupplyOf, recordSupply } from '../store/supply.ts'

/**
 * Reads the supply of each token of a chain once per UTC day of the chain, at the newest finalized and indexed block. The
 * chain's own coin has no contract that says it, and is left out. Returns how many were read.
 */
export async function refreshSupply(look: ChainLook): Promise<number> {
  const { pool, network, chain, endpoints, log, signal } = look
  const rows = { pool, network: network.name, chain }
  const block = await findFinalized(pool, network.name, chain)
  if (!block) return 0
  let read = 0
  for (const { chain: on, address } of network.tokens) {
    if (on !== chain || address === COIN) continue
    if (await hasSupplyOf(rows, address, block.at)) continue
    try {
      const { amount, vouchedBy } = await readSupply(endpoints, address, block.number, signal)
      await recordSupply(rows, { token: address, block, amount, vouchedBy })
      read++
    } catch (error) {
      if (signal.aborted || !(error instanceof CodedError)) throw error
      // One token's silence leaves the others, and is met again at the next look.
      log.warn({ code: error.code, chain, token: address }, error.message)
    }
  }
  return read
}
