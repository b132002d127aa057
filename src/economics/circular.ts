import { type TraceTerms, waysTo } from './funding.ts'
import type { Operators } from './operators.ts'
import { receivedBy, type Transfer, type TransferIndex } from './transfer.ts'

/** A payment to a node by an account that is another node's operator, or whose money may come from one. */
export interface CounterPayment extends Transfer {
  readonly node: string
}

/** That a payer is, or was funded by, the operator of a node. */
interface Tie {
  readonly node: string
  readonly account: string
  readonly at: number
  /** From the operator to the payer; empty where the payer is the operator. */
  readonly way: readonly Transfer[]
}

/**
 * Circular pairs: an operator's money pays the node of another, and that one's money pays the first one's node. `payments`: by
 * operators and whom they may have funded. Returns the transfers of the circle for a payment: first how the payee's money paid the
 * payer's node, then how the payer's operator funded it; undefined: no circle is shown.
 */
export function circularPairs(
  payments: readonly CounterPayment[],
  operators: Operators,
  index: TransferIndex,
  terms: TraceTerms,
): (node: string, payer: string, at: number) => readonly Transfer[] | undefined {
  const tiesOf = (payer: string, at: number, node: string): readonly Tie[] =>
    [...tied(payer, at, operators, index, terms)].filter(
      (tie) => tie.node !== node && !operators.owns(node, tie.account, tie.at),
    )
  const paid = new Map<string, readonly Transfer[]>()
  for (const payment of payments)
    for (const tie of tiesOf(payment.from, payment.at, payment.node))
      for (const edge of edges(
        operators.handsOf(tie.node, tie.at),
        operators.handsOf(payment.node, payment.at),
      ))
        if (!paid.has(edge)) paid.set(edge, [...tie.way, payment])
  const known = new Map<string, readonly Transfer[] | undefined>()
  return (node, payer, at) => {
    if (paid.size === 0) return undefined
    const own = operators.handsOf(node, at)
    const key = `${own} ${payer} ${receivedBy(index, payer, at)} ${operators.nodesOf(payer, at)}`
    if (known.has(key)) return known.get(key)
    const [way] = tiesOf(payer, at, node).flatMap((tie) => {
      const edge = edges(own, operators.handsOf(tie.node, tie.at)).find((each) => paid.has(each))
      const back = edge === undefined ? undefined : paid.get(edge)
      return back ? [[...back, ...tie.way]] : []
    })
    known.set(key, way)
    return way
  }
}

/** Who paid whom: a node or its owner, and a node or its owner. */
function edges(payers: readonly string[], payees: readonly string[]): readonly string[] {
  return payers.flatMap((payer) => payees.map((payee) => `${payer} ${payee}`))
}

/** Accounts that a payment may come from and be an operator's: the operators', and whom money from them reached. */
export function mayBeTied(
  operators: readonly string[],
  transfers: readonly Transfer[],
  maxTransfers: number,
): readonly string[] {
  const reached = new Set(operators)
  for (let step = 0; step < maxTransfers; step++) {
    const before = new Set(reached)
    for (const { from, to } of transfers) if (before.has(from)) reached.add(to)
  }
  return [...reached]
}

function* tied(
  payer: string,
  at: number,
  operators: Operators,
  index: TransferIndex,
  terms: TraceTerms,
): Generator<Tie> {
  if (terms.hubs.has(payer)) return
  for (const node of operators.nodesOf(payer, at)) yield { node, account: payer, at, way: [] }
  for (const way of waysTo(payer, at, index, terms)) {
    const [first] = way
    if (!first) continue
    for (const node of operators.nodesOf(first.from, first.at))
      yield { node, account: first.from, at: first.at, way }
  }
}
