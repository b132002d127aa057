import { CodedError } from '../../claim/errors.ts'
import { readBalance } from '../balances/read.ts'
import type { ChainLook } from '../look.ts'
import { listUnpriced, recordDelivery, recordDeliveryMiss } from '../store/deliveries.ts'

/** So many deliveries at one look: each asks two balances of every endpoint. */
const AT_ONCE = 20

/**
 * Asks what a delivery earned whose price no log and no call shows: the prover's balance in the market after the block, less that before
 * it, less all else that moved it in the block. Two balances at the endpoints' word, so it stands beside the payment and is in no sum.
 * Returns how many were told.
 */
export async function refreshDeliveries(look: ChainLook): Promise<number> {
  const { pool, network, chain, endpoints, log, signal } = look
  const rows = { pool, network: network.name, chain }
  let told = 0
  for (const delivery of await listUnpriced(rows, AT_ONCE)) {
    const { market, prover, block, others } = delivery
    try {
      // A market answers balanceOf as a token does.
      const [after, before] = await Promise.all(
        [block, block - 1].map((at) => readBalance(endpoints, market, prover, at, signal)),
      )
      if (!after || !before) continue
      const amount = after.amount - before.amount - others
      // What a balance lost that nothing accounts for is no price.
      if (amount < 0n) await recordDeliveryMiss(rows, delivery, 'BALANCE_CONTRADICTS')
      else await recordDelivery(rows, delivery, { amount, vouchedBy: after.vouchedBy })
      if (amount >= 0n) told++
    } catch (error) {
      if (signal.aborted || !(error instanceof CodedError)) throw error
      await recordDeliveryMiss(rows, delivery, error.code)
      log.warn({ code: error.code, chain, market, block }, error.message)
    }
  }
  return told
}
