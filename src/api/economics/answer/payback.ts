import { type Exact, ONE, toDecimal } from '../../../economics/exact.ts'
import { type FigureContext, type FigureKind, RATIO, USD, written } from '../../../economics/figure.ts'
import { gasCaveats } from '../../../economics/gas.ts'
import { type Known, known, mapKnown } from '../../../economics/known.ts'
import { netCashPerMonth } from '../../../economics/payback/cash-per-month.ts'
import type { ExitAt, MonthsDistribution } from '../../../economics/payback/distribution.ts'
import { beatsRenting, type PaybackAnswer, payback } from '../../../economics/payback/payback.ts'
import type { SampledNode } from '../../../economics/payback/sampled-nodes.ts'
import { DAY, isIn } from '../../../economics/period.ts'
import { over, type Valued, valuedEntries, withoutMoney } from '../../../economics/price-use.ts'
import { ofBareCards, toShownRow } from '../../../economics/references.ts'
import { caveatsOf } from '../../../economics/sample.ts'
import { leftOut } from '../../../economics/usual-cost.ts'
import { moneyReason } from '../../../economics/value.ts'
import type { Context } from '../../execute/context.ts'
import type { EconomicsMeans } from '../open/node.ts'
import { type Asked, type AskedMoney, openAsked, type PaybackArguments, toAsked } from '../open/payback.ts'
import { comparableTo } from '../rows/comparable.ts'
import { createWriter, type FigureWriter } from './public.ts'
import { toPublicSample } from './sample.ts'
import { type SaidQuestion, toSentence } from './sentence.ts'
import { toPublicSold } from './sold.ts'

const METHOD = 'payback-4'
const MONTHS: FigureKind = { unit: 'months', methodVersion: METHOD, places: 2 }
const PER_DAY: FigureKind = { unit: 'requests/day', methodVersion: METHOD, places: 6 }

/**
 * `Query.payback`: one answer per class of money.
 * @throws Unanswerable `BAD_USER_INPUT` and those of openNode and openRole
 */
export async function answerPayback(means: EconomicsMeans, { snapshot }: Context, args: PaybackArguments) {
  const all = await openAsked(means, snapshot, args)
  return Promise.all(
    all.map(async (money) => {
      const asked = toAsked(means, money, args, await comparableTo(snapshot, money))
      return toPublicPayback(asked, payback(asked.question))
    }),
  )
}

function toPublicPayback(asked: Asked, found: PaybackAnswer) {
  const { money, references, question, settings, spreads, comparable, past, unlock } = asked
  const { sample, assumed } = money
  const rows = [...money.cost.references.used, ...references.used]
  const used = [...new Map(rows.map((row) => [row.id, row])).values()]
  const shown = used.map(toShownRow)
  const stale = [...new Set([...(money.context.stale ?? []), ...references.stale])]
  const { from, to } = money.book.scope.window
  const sampled = (context: FigureContext) => ({
    ...context,
    caveats: [
      ...(context.caveats ?? []),
      ...leftOut(assumed),
      ...gasCaveats(money.input.gas),
      ...ofBareCards(shown),
      ...(sample ? caveatsOf(sample, money.role) : []),
    ],
  })
  const using = (entries: readonly Valued[], more: readonly Valued[] = []) =>
    createWriter(sampled(over({ ...money.context, stale }, entries, money.book.prices, more)))
  const within = money.entries.filter((entry) => isIn(entry.at, { from, to }))
  const paid = valuedEntries(within, ['fee', 'refund'])
  const income = valuedEntries(within, ['fee', 'refund', 'emission'])
  const days = Math.ceil((to - from) / DAY)
  const simulated = question.paths.flatMap((token) =>
    Array.from({ length: days }, (_, day) => ({ token, at: from + day * DAY })),
  )
  const write = using(paid, simulated)
  const plain = createWriter(withoutMoney({ ...money.context, stale }, 0))
  const { estimate, counterfactual } = found
  const triple = found.breakEven
  const part = <T>(
    pick: (value: NonNullable<typeof triple & { known: true }>['value']) => Known<T>,
  ): Known<T> => (triple.known ? pick(triple.value) : triple)
  const answer = {
    answer: found.answer,
    missing:
      sample && !sample.observed.known ? [...sample.observed.missing, ...found.missing] : found.missing,
    sample: sample ? toPublicSample(sample) : null,
    class: money.class,
    role: money.role,
    marginPerRequest: using(paid)(found.marginPerRequest, USD(METHOD)),
    netCashPerMonth: using(income)(cashPerMonth(money), USD(METHOD)),
    entry: sample
      ? {
          nodes: sample.there,
          share: toDecimal(question.entryShare ?? ONE, 6),
          netCashPerMonth: using(income)(cashPerMonth(money, question.entryShare), USD(METHOD)),
        }
      : null,
    emissionsPerMonth: toPublicSold(
      question.emissionsPerMonth,
      { prices: money.book.prices, depth: money.book.depth, at: to - 1 },
      sampled({ ...money.context, stale }),
      moneyReason(money.class),
    ),
    simulatedTokens: question.paths.map(({ symbol }) => symbol),
    feesPricedIn: {
      currency: question.currency.pricedIn === 'usd' ? 'USD' : (question.currency.token?.symbol ?? 'USD'),
      followsToken: question.currency.pricedIn === 'token',
      ground: question.currency.ground,
      source: question.currency.source,
    },
    pastCash: past ? using(income)(past.cash, USD(METHOD)) : null,
    machine: estimate && toPublicDistribution(estimate.machine, write),
    cash: estimate && toPublicDistribution(estimate.cash, write),
    exit: estimate && toPublicDistribution(estimate.exit, write),
    unlock: unlock ?? null,
    exitAt: (estimate?.exitAt ?? []).map(toPublicExit),
    nodes: estimate?.nodes ?? null,
    drivers: (estimate?.drivers ?? []).map((each) => ({
      driver: each.driver,
      low: written(each.low, 2),
      high: written(each.high, 2),
      swing: written(each.swing, 2),
    })),
    coverage: estimate?.coverage.known
      ? {
          forecasts: estimate.coverage.value.forecasts,
          outcomes: estimate.coverage.value.outcomes,
          held: estimate.coverage.value.held,
          coverage: write(known(estimate.coverage.value.coverage), RATIO('backtest-1')),
          nominal: written(estimate.coverage.value.nominal, 2),
        }
      : null,
    breakEven: {
      months: write(
        part((it) => it.months),
        MONTHS,
      ),
      tokenPrice: write(
        part((it) => it.tokenPriceUsd),
        USD(METHOD),
      ),
      requestsPerDay: write(
        part((it) => it.requestsPerDay),
        PER_DAY,
      ),
    },
    rentedOut: counterfactual && {
      rent: plain(counterfactual.rent, USD('rented-out-1')),
      power: plain(counterfactual.power, USD('rented-out-1')),
      hosting: plain(counterfactual.hosting, USD('rented-out-1')),
      net: plain(counterfactual.net, USD('rented-out-1')),
      source: counterfactual.terms.source,
      asOf: counterfactual.terms.asOf,
      stale: counterfactual.terms.stale,
      advantage: using(income)(
        beatsRenting(cashPerMonth(money, question.entryShare), counterfactual),
        USD('rented-out-1'),
      ),
    },
    paths: settings.paths,
    horizonMonths: settings.horizonMonths,
    seed: settings.seed,
    assumptions: question.assumptions.known
      ? {
          ...question.assumptions.value,
          dailyFees: [...question.assumptions.value.dailyFees],
          resale: [...question.assumptions.value.resale],
          nodes: question.assumptions.value.nodes?.map(toPublicNode) ?? null,
          severityBasis: spreads.known ? spreads.value.severityBasis : null,
          slashPool: {
            nodes: comparable.nodes,
            events: comparable.events,
            nodeDays: written(comparable.nodeDays, 3),
          },
          references: used,
        }
      : null,
    assumed,
    references: shown,
  }
  return { sentence: toSentence(answer, questionOf(money)), ...answer }
}

/** Whose payback it is, in words. */
function questionOf({ node, role, input, book }: AskedMoney): SaidQuestion {
  const model = input.cost.known ? input.cost.value : undefined
  const machine = model?.kind === 'machine' ? `${model.letting?.cards ?? 1} × ${model.hardware}` : model?.name
  return {
    what: [...(node === '' ? [] : [`node ${node}`]), ...(machine ? [machine] : [])].join(' on ') || 'a node',
    role: role ?? 'a role that nobody says',
    network: book.scope.network,
    at: book.scope.window.to,
  }
}

/** Net cash of a month of the history; `share`: that is left to it of what it earned, and of what answering cost. */
function cashPerMonth({ book, input, pnl, seen, sample }: AskedMoney, share?: Exact): Known<Exact> {
  const { window } = book.scope
  return netCashPerMonth(pnl, input, { window, seen, presences: book.presences, sample }, share)
}

function toPublicExit({ month, covers, p5, p50, p95 }: ExitAt) {
  return {
    month,
    covers: written(covers, 4),
    p5: written(p5, 2),
    p50: written(p50, 2),
    p95: written(p95, 2),
  }
}

/** A node of the sample without its days, which are those of its own statements. */
function toPublicNode({ node, days, left, fees, emissions }: SampledNode) {
  const level = ({ weight, level, levelError }: SampledNode['fees']) => ({ weight, level, levelError })
  return { node, days, left, fees: level(fees), emissions: level(emissions) }
}

function toPublicDistribution(found: MonthsDistribution, write: FigureWriter) {
  const text = (value: Known<number>) => (value.known ? written(value.value, 2) : null)
  return {
    months: write(
      mapKnown(found.p50, (it) => it),
      MONTHS,
      { p5: text(found.p5), p50: text(found.p50), p95: text(found.p95) },
    ),
    within12: written(found.within12, 4),
    within24: written(found.within24, 4),
    within36: written(found.within36, 4),
    never: written(found.never, 4),
  }
}
