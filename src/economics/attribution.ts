import { type Known, missing } from './known.ts'
import type { Entry } from './ledger.ts'
import { ofKind } from './value.ts'

/** What a network's file says of an address. */
export interface Label {
  readonly address: string
  readonly kind: string
}

/** Addresses that the network's file says several nodes share. */
export function sharedPayees({ labels }: { readonly labels: readonly Label[] }): ReadonlySet<string> {
  return new Set(
    labels.filter((label) => label.kind === 'shared-payee').map((label) => String(label.address)),
  )
}

/** Whom fees went to that are no node's. Made once for all nodes of a ledger. */
export function strayPayees(entries: readonly Entry[]): ReadonlySet<string> {
  const stray = ofKind(entries, 'fee').filter((entry) => entry.node === null)
  return new Set(stray.flatMap(({ to }) => (to === null ? [] : [to])))
}

/**
 * Why the fees of a node cannot be told, or undefined. A fee that is nobody's hides what is this node's: when it went to its
 * own, shared address; or when it went to an address that is known to be shared and nothing else was paid to this node, so
 * that a zero would be made up. `stray`: of the ledger of the class; `own`: the node's part of it.
 */
export function hiddenFees(
  stray: ReadonlySet<string>,
  own: readonly Entry[],
  accounts: ReadonlySet<string>,
  shared: ReadonlySet<string>,
): Known<never> | undefined {
  const went = (to: ReadonlySet<string>) => [...to].some((account) => stray.has(account))
  const hidden = went(accounts) || (went(shared) && ofKind(own, 'fee').length === 0)
  return hidden ? missing('NOT_ATTRIBUTABLE', 'fees go to an address that several nodes share') : undefined
}

/**
 * Why the fees of nodes together cannot be told, or undefined. A zero of one of them that its fees may hide behind a shared address
 * would be made up. `own`: the ledger's part of these nodes.
 */
export function hiddenFeesOfAll(
  stray: ReadonlySet<string>,
  own: readonly Entry[],
  nodes: readonly { readonly node: string; readonly accounts: ReadonlySet<string> }[],
  shared: ReadonlySet<string>,
): Known<never> | undefined {
  if (nodes.length === 0) return undefined
  const paid = new Set(ofKind(own, 'fee').map((entry) => entry.node))
  const telling = nodes.every(({ node }) => paid.has(node)) ? own : []
  return hiddenFees(stray, telling, new Set(nodes.flatMap(({ accounts }) => [...accounts])), shared)
}
