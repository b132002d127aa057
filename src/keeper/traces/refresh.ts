import type { Address } from '../../claim/hex.ts'
import type { NetworkContract } from '../../platform/network.ts'
import type { ChainLook } from '../look.ts'
import { listUntraced, readCalls, recordTrace, recordTraceMiss } from '../store/traces.ts'
import { askTraces } from './ask.ts'
import { type Difference, findDifference } from './compare.ts'
import type { Tracer } from './tracer.ts'

/** So many transactions at one look: a first look at a long history takes several. */
const AT_ONCE = 50
/** Interfaces whose settlement says only that a payment went through. */
const PROXIES: readonly string[] = ['x402/upto-proxy', 'x402/exact-proxy']

/** What was compared at one look. */
export interface TracesKept {
  /** Transactions of which a trace was compared. */
  readonly compared: number
  /** Of those, how many have a trace that differs from what was read. */
  readonly differing: number
}

/**
 * Compares what was read of heartbeats, payments and settlements that went through another contract with a trace of their transaction,
 * where traces are offered: what stands in the input need not have been called. A direct call needs none, for the transaction
 * itself is the call. Nothing that is served changes by it: a difference is kept, and shows in the chain's status.
 */
export async function refreshTraces(look: ChainLook, tracer: Tracer): Promise<TracesKept> {
  const { pool, network, chain, endpoints, log } = look
  const own = network.contracts.filter((each) => each.chain === chain)
  const proxies = addressesOf(own.filter((each) => PROXIES.includes(each.interface)))
  const paid = [...proxies, ...addressesOf(own.filter((each) => each.interface === 'erc20/transfer'))]
  let [compared, differing] = [0, 0]
  for (const transaction of await listUntraced(pool, network.name, chain, { paid, limit: AT_ONCE })) {
    if (!endpoints.some((each) => tracer.mayOffer(each))) break
    const at = { network: network.name, chain, transaction }
    const traces = await askTraces(look, tracer, transaction.hash)
    if (traces.length === 0) {
      // Nobody offers any: nothing was asked in vain.
      if (endpoints.some((each) => tracer.mayOffer(each))) await recordTraceMiss(pool, at)
      continue
    }
    const read = await readCalls(pool, at, paid)
    const difference = sumUp(traces.map((calls) => findDifference(read, calls, proxies)))
    await recordTrace(pool, { ...at, difference })
    compared++
    if (!difference) continue
    differing++
    log.warn(
      { chain, txHash: transaction.hash, difference: difference.kind, of: difference.of },
      'a trace differs from what was read of the same transaction',
    )
  }
  return { compared, differing }
}

/** Endpoints whose traces differ are a difference of their own. */
function sumUp(
  found: readonly (Difference | undefined)[],
): Difference | { readonly kind: 'endpoints'; readonly of: string } | undefined {
  const first = found.find((each) => each !== undefined)
  if (!first) return undefined
  const agree = found.every((each) => each?.kind === first.kind && each.of === first.of)
  return agree ? first : { kind: 'endpoints', of: first.of }
}

function addressesOf(contracts: readonly NetworkContract[]): Address[] {
  return contracts.flatMap(({ address }) => (address ? [address] : []))
}
