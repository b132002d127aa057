import { costOfFaking, demandOf, type ReturnsTo, repeatedPayloads } from '../../../economics/demand.ts'
import { exact, ONE, subtract } from '../../../economics/exact.ts'
import { COUNT, type FigureContext, RATIO } from '../../../economics/figure.ts'
import { type Known, known, mapKnown } from '../../../economics/known.ts'
import { countOf, type Entry, type EntryKind } from '../../../economics/ledger.ts'
import { inOwnToken, measuredIn } from '../../../economics/own-token.ts'
import { orNull } from '../../../economics/pnl.ts'
import { over, valuedEntries, withoutMoney } from '../../../economics/price-use.ts'
import type { Book } from '../open/book.ts'
import type { LinksOf } from './links.ts'
import { createWriter } from './public.ts'

const METHOD = 'demand-3'

export interface DemandInput {
  /** Entries of the window: fees name their payers. */
  readonly entries: readonly Entry[]
  /** The same where fees name whom they were paid to, if those do not. */
  readonly payees?: readonly Entry[]
  readonly book: Pick<Book, 'network' | 'prices' | 'tracing'>
  /** Whether an account was of the operators whose nodes were paid, at a moment. */
  readonly returnsTo: ReturnsTo
  /** Read when repeated payloads are asked for. */
  readonly claims: () => Promise<{ readonly all: number; readonly distinct: number }>
  /** Why fees are nobody's to show, if they are. */
  readonly blocked: Known<never> | undefined
}

/** `context`: of these entries; the share of linked payers in it is worked out here. */
export function toPublicDemand(input: DemandInput, context: FigureContext) {
  const { prices, tracing } = input.book
  const { blocked } = input
  const paid = valuedEntries(input.entries, ['fee'])
  const found = demandOf(input.entries, prices)
  const linkedShare = blocked ?? mapKnown(found.notShownRelated, (it) => subtract(ONE, it))
  const noIssue = { ...context, emissionShare: null, relatedPartyShare: orNull(linkedShare) }
  const count = createWriter({
    ...withoutMoney(context, countOf(paid)),
    relatedPartyShare: noIssue.relatedPartyShare,
  })
  const own = inOwnToken(input.entries, prices)
  const using = (kinds: readonly EntryKind[]) =>
    createWriter(measuredIn(own, over(noIssue, valuedEntries(input.entries, kinds), prices)))
  const write = using(['fee'])
  const fees = measuredIn(own, over(noIssue, paid, prices))
  const traced = createWriter({
    ...fees,
    caveats: [...(fees.caveats ?? []), `payers’ money was traced through: ${tracing.visible}`],
  })
  const linked: LinksOf = { book: input.book, entries: blocked ? [] : input.entries, context: noIssue }
  return {
    uniquePayers: count(blocked ?? known(exact(found.uniquePayers)), COUNT(METHOD)),
    hhi: write(blocked ?? found.hhi, RATIO(METHOD)),
    top1: write(blocked ?? found.top1, RATIO(METHOD)),
    top5: write(blocked ?? found.top5, RATIO(METHOD)),
    refunds: using(['fee', 'refund'])(blocked ?? found.refundShare, RATIO(METHOD)),
    repeatedPayloads: async () => {
      const { all, distinct } = await input.claims()
      return createWriter(withoutMoney(context, all))(repeatedPayloads(all, distinct), RATIO(METHOD))
    },
    notShownRelated: traced(blocked ?? found.notShownRelated, RATIO(METHOD)),
    related: traced(blocked ?? found.related, RATIO(METHOD)),
    protocol: traced(blocked ?? found.protocol, RATIO(METHOD)),
    excluded: blocked
      ? []
      : found.excluded.map((each) => ({
          rule: each.rule,
          class: each.class.toUpperCase(),
          share: traced(each.share, RATIO(METHOD)),
        })),
    tracing,
    linked,
    costOfFaking: write(
      blocked ?? costOfFaking(input.payees ?? input.entries, input.returnsTo, prices),
      RATIO(METHOD),
    ),
  }
}
