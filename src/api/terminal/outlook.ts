import { type Exact, toDecimal } from '../../economics/exact.ts'
import type { Known } from '../../economics/known.ts'
import { type MachineOutlook, machineOutlook, monthsOfRent } from '../../economics/machine-outlook.ts'
import type { ReferenceRows } from '../../economics/reference-rows.ts'
import { ofBareCards, type ShownRow, toShownRow } from '../../economics/references.ts'
import { leftOut } from '../../economics/usual-cost.ts'
import { toTable } from './bars.ts'
import type { PaybackVariables } from './question.ts'

/** An answer without an index: what a machine costs, must bring and rents for, and that its income is not known. */
export interface OfflineAnswer {
  readonly sentence: string
  readonly missing: readonly { readonly reason: string; readonly input: string }[]
  /** USD: of the whole machine, or of a month. Null: not known. */
  readonly numbers: Readonly<Record<string, string | null>>
  readonly assumed: MachineOutlook['assumed']
  readonly references: readonly ShownRow[]
}

/**
 * `why`: the reason that no index was asked. `now` in Unix seconds.
 * @throws Unanswerable `BAD_USER_INPUT`
 */
export function answerOffline(
  { cost }: PaybackVariables,
  catalogue: ReferenceRows,
  why: string,
  now: number,
): OfflineAnswer {
  const found = machineOutlook(cost, catalogue, now)
  const rent = monthsOfRent(found)
  const numbers = {
    'price of the machine': written(found.capexUsd),
    'running cost of a month': written(found.runningPerMonth),
    'loss of value in the first month': written(found.depreciationPerMonth),
    ...Object.fromEntries(
      found.needed.map(({ months, usdPerMonth }) => [
        `income of a month that pays it back in ${months} months`,
        usdPerMonth.known ? usdPerMonth.value.toFixed(2) : null,
      ]),
    ),
    'rented out, net of a month': found.rented ? written(found.rented.net) : null,
    'months until rent alone has paid for it': rent === undefined ? null : rent.toFixed(1),
  }
  const gaps = [found.machine, found.capexUsd, found.runningPerMonth]
    .flatMap((part) => (part.known ? [] : part.missing))
    .filter(({ reason }) => reason !== 'NOT_APPLICABLE')
  const missing = [
    { reason: 'NOT_OBSERVED', input: `what nodes of a network earn: ${why}` },
    ...new Map(gaps.map((gap) => [gap.input, gap])).values(),
  ]
  const { assumed } = found
  const references = found.references.map(toShownRow)
  return {
    sentence: sayOffline(cost, numbers, missing, { ...found, references }),
    missing,
    numbers,
    assumed,
    references,
  }
}

function sayOffline(
  { hardware, instance, count }: PaybackVariables['cost'],
  numbers: OfflineAnswer['numbers'],
  missing: OfflineAnswer['missing'],
  {
    assumed,
    references,
    rented,
  }: Pick<MachineOutlook, 'assumed' | 'rented'> & Pick<OfflineAnswer, 'references'>,
): string {
  const what = instance ?? `${count ?? 1} × ${hardware}`
  const why = missing.map(({ reason, input }) => `${input} (${reason})`).join('; ')
  const running = numbers['running cost of a month']
  const needed = numbers['income of a month that pays it back in 24 months']
  const net = numbers['rented out, net of a month']
  const stale = [...references, ...(rented ? [rented.terms] : [])].filter((row) => row.stale)
  const [oldest] = stale.map(({ asOf }) => asOf).sort()
  const age = oldest === undefined ? '' : ` (its oldest reference value past its shelf life is of ${oldest})`
  const without = [...leftOut(assumed), ...ofBareCards(references)]
  return [
    instance === undefined || instance === null
      ? `${what}${age}: whether it pays for itself is not known: ${why}.`
      : `${what}${age} has nothing to pay back, and what it keeps is not known: ${why}.`,
    ...(running === null ? [] : [`It costs ${running} USD a month to run.`]),
    ...(needed === null ? [] : [`It pays for itself within 24 months when it brings ${needed} USD a month.`]),
    ...(net === null ? [] : [`Rented out, it would leave ${net} USD a month.`]),
    ...(without.length > 0 ? [`These figures are ${without.join('; ')}.`] : []),
  ].join(' ')
}

/** The same for the terminal: the sentence, then its numbers with what they stand on. */
export function toOfflineReport({ sentence, numbers, assumed, references }: OfflineAnswer): string {
  const mark = (stale: boolean) => (stale ? 'stale' : '')
  return [
    `${sentence}\n`,
    `Numbers, USD\n${toTable(Object.entries(numbers).map(([name, value]) => [name, value ?? 'not known']))}`,
    `Assumed, for want of better\n${toTable(assumed.map((each) => [each.input, each.value, each.asOf, mark(each.stale), each.source, each.note]))}`,
    `From the catalogue\n${toTable(references.map((row) => [row.rowId, `${row.value} ${row.unit}`, row.basis ?? '', row.asOf, row.confidence, mark(row.stale), row.source]))}`,
  ].join('\n')
}

function written(value: Known<Exact>): string | null {
  return value.known ? toDecimal(value.value, 2) : null
}
