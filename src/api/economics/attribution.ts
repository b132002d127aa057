import { type Known, missing } from '../../economics/known.ts'
import type { Entry } from '../../economics/ledger.ts'
import { ofKind } from '../../economics/value.ts'
import type { Network } from '../../platform/network.ts'

/** Addresses that the network's file says several nodes share. */
export function sharedPayees(network: Network): ReadonlySet<string> {
  return new Set(
    network.labels.filter((label) => label.kind === 'shared-payee').map((label) => String(label.address)),
  )
}

/**
 * Why the fees of a node cannot be told, or undefined. A fee that is nobody's hides what is this node's: when it went to its
 * own, shared address; or when it went to an address that is known to be shared and nothing else was paid to this node, so
 * that a zero would be made up. `all`: the ledger of the class; `own`: the node's part of it.
 */
export function hiddenFees(
  all: readonly Entry[],
  own: readonly Entry[],
  accounts: ReadonlySet<string>,
  shared: ReadonlySet<string>,
): Known<never> | undefined {
  const stray = ofKind(all, 'fee').filter((entry) => entry.node === null && entry.to !== null)
  const hidden =
    stray.some((entry) => accounts.has(entry.to ?? '')) ||
    (ofKind(own, 'fee').length === 0 && stray.some((entry) => shared.has(entry.to ?? '')))
  return hidden ? missing('NOT_ATTRIBUTABLE', 'fees go to an address that several nodes share') : undefined
}
