import { type Exact, fromDecimal } from '../../../economics/exact.ts'
import { USD } from '../../../economics/figure.ts'
import { type Known, missing } from '../../../economics/known.ts'
import { type Disposal, type Investment, investmentOf } from '../../../economics/lots.ts'
import { isIn } from '../../../economics/period.ts'
import { over, valuedEntries } from '../../../economics/price-use.ts'
import { moneyReason } from '../../../economics/value.ts'
import { refused } from '../../execute/errors.ts'
import type { NodeMoney } from '../open/node.ts'
import { toDateTime } from '../rows/scope.ts'
import { createWriter } from './public.ts'

const METHOD = { FIFO: 'lots-fifo-1', AVERAGE: 'lots-average-1' } as const

export interface InvestmentArguments {
  readonly basis: 'FIFO' | 'AVERAGE'
  readonly disposals?:
    | readonly {
        readonly at: string
        readonly chainId: number
        readonly token: string
        readonly amount: string
        readonly proceedsUsd: string
      }[]
    | null
}

/**
 * `NodeEconomics.investment`: of the window's receipts.
 * @throws Unanswerable `BAD_USER_INPUT`
 */
export function toPublicInvestment(money: NodeMoney, args: InvestmentArguments) {
  const { book, class: moneyClass, context } = money
  const { window } = book.scope
  const within = money.entries.filter((entry) => isIn(entry.at, window))
  const received = valuedEntries(within, ['fee', 'refund', 'emission'])
  const end = [...new Set(within.map((entry) => entry.token))].map((token) => ({ token, at: window.to - 1 }))
  const write = createWriter(over(context, received, book.prices, end))
  const kind = USD(METHOD[args.basis])
  const found = blocked(money, args) ?? {
    ...investmentOf(
      within,
      (args.disposals ?? [])
        .map((each) => toDisposal(money, each))
        .filter((each) => each.token.class === moneyClass && isIn(each.at, window)),
      args.basis === 'FIFO' ? 'fifo' : 'average',
      book.prices,
      window.to,
    ),
  }
  return {
    basis: args.basis,
    realised: write(found.realised, kind),
    unrealised: write(found.unrealised, kind),
    heldCost: write(found.heldCost, kind),
  }
}

function blocked(money: NodeMoney, { disposals }: InvestmentArguments): Investment | undefined {
  const reason: Known<Exact> | undefined =
    moneyReason(money.class) ??
    money.blocked ??
    (disposals ? undefined : missing('NOT_OBSERVED', 'what was sold: no fact shows it; give disposals'))
  return reason && { realised: reason, unrealised: reason, heldCost: reason }
}

function toDisposal(
  { book }: NodeMoney,
  each: NonNullable<InvestmentArguments['disposals']>[number],
): Disposal {
  const at = Math.floor(Date.parse(each.at) / 1000)
  if (at > book.scope.known)
    throw refused(
      'BAD_USER_INPUT',
      `a disposal at ${each.at} is to come: ${book.network.name} is indexed up to ${toDateTime(book.scope.known)}`,
    )
  const token = book.network.tokens.find(
    (known) => known.chain === each.chainId && known.address === each.token.toLowerCase(),
  )
  if (!token)
    throw refused('BAD_USER_INPUT', `${book.network.name} describes no token ${each.token.slice(0, 50)}`)
  if (!/^\d{1,78}$/.test(each.amount)) throw refused('BAD_USER_INPUT', 'amount must be whole base units')
  if (!/^\d{1,30}(\.\d{1,30})?$/.test(each.proceedsUsd))
    throw refused('BAD_USER_INPUT', 'proceedsUsd must be decimal text')
  return { at, token, amount: BigInt(each.amount), proceedsUsd: fromDecimal(each.proceedsUsd) }
}
