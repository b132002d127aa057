import { findReference, likelyValue, type ReferenceRows } from '../../economics/reference-rows.ts'
import type { Reference } from './answer.ts'
import { deriveHosting } from './hosting.ts'
import { findMachine, type OwnedMachine } from './machine.ts'
import { QuestionRefused } from './refused.ts'

/** What was typed. Numbers are decimal text. */
export interface PaybackWords {
  readonly hardware: string
  readonly count: string
  readonly role?: string
  readonly stake?: string
  readonly capexUsd?: string
  readonly watts?: string
  readonly hostingUsdPerMonth?: string
  readonly usdPerHour?: string
  readonly upstreamUsdPerRequest?: string
  readonly usdPerKwh?: string
  readonly utilisation?: string
  readonly commission?: string
  readonly gasUsdPerDay?: string
  readonly days: string
  readonly seed: string
}

/** An input that nobody gave, and what stands in its place. */
interface Assumed {
  readonly input: string
  readonly value: string
  readonly source: string
  readonly asOf: string | null
  readonly note: string
}

export interface AskedPayback {
  readonly machine: OwnedMachine
  readonly count: number
  readonly role: string
  readonly assumed: readonly Assumed[]
  /** What the catalogue here says of the machine: the API's own may have been corrected. */
  readonly rows: readonly Reference[]
  /** For `Query.payback`, without the network. */
  readonly variables: Readonly<Record<string, unknown>>
}

const GIVEN = [
  'capexUsd',
  'watts',
  'hostingUsdPerMonth',
  'usdPerHour',
  'upstreamUsdPerRequest',
  'usdPerKwh',
  'utilisation',
  'commission',
  'gasUsdPerDay',
] as const

/**
 * The question that an owner's words ask. What a newcomer cannot know stands at its least favourable value of the catalogue
 * (utilisation, commission), or is left out, and `assumed` says so (gas). `now` in Unix seconds.
 * @throws QuestionRefused `HARDWARE_UNKNOWN`, `BAD_USER_INPUT` for a number that is none
 */
export function toQuestion(words: PaybackWords, catalogue: ReferenceRows, now: number): AskedPayback {
  const count = readCount(words.count)
  const machine = findMachine(
    catalogue,
    words.hardware,
    words.capexUsd !== undefined && words.watts !== undefined,
  )
  const given = Object.fromEntries(
    GIVEN.flatMap((name) => {
      const value = words[name]
      return value === undefined ? [] : [[name, value]]
    }),
  )
  const assumed = [
    ...(machine.kind === 'cards' ? fromCatalogue(catalogue, 'utilisation', now) : []),
    ...fromCatalogue(catalogue, 'commission', now),
    ...(machine.kind === 'cards'
      ? hostingOf(catalogue, { name: machine.name, count, watts: words.watts }, now)
      : []),
    LEFT_OUT,
  ].filter(({ input }) => !(input in given))
  const role = words.role ?? machine.usualRole
  const cost = {
    role,
    ...(machine.kind === 'instance' ? { instance: machine.name } : { hardware: machine.name, count }),
    ...Object.fromEntries(assumed.map(({ input, value }) => [input, value])),
    ...given,
  }
  const variables = {
    role,
    cost,
    ...(words.stake === undefined ? {} : { stake: words.stake }),
    days: readWhole('--days', words.days),
    seed: readWhole('--seed', words.seed),
  }
  return { machine, count, role, assumed, rows: rowsOf(catalogue, machine.name, now), variables }
}

function rowsOf(catalogue: ReferenceRows, subject: string, now: number): Reference[] {
  const quantities = new Set(
    catalogue.values.filter((row) => row.subject === subject).map((row) => row.quantity),
  )
  return [...quantities].flatMap((quantity) => {
    const found = findReference(catalogue, subject, quantity, now)
    if (!found) return []
    const { id, unit, source, as_of: asOf, confidence } = found.chosen
    return [{ id, value: likelyValue(found.chosen), unit, source, asOf, confidence, stale: found.stale }]
  })
}

const LEFT_OUT: Assumed = {
  input: 'gasUsdPerDay',
  value: '0',
  source: 'left out',
  asOf: null,
  note: 'no fact tells who pays gas: every figure is before gas unless --gas-usd-per-day says it',
}

function fromCatalogue(catalogue: ReferenceRows, input: string, now: number): Assumed[] {
  const found = findReference(catalogue, 'payback', input, now)
  if (!found) return []
  const { id, source, as_of: asOf } = found.chosen
  const stale = found.stale ? ', stale' : ''
  const note = input === 'utilisation' ? 'the most that power costs' : 'the least that an operator keeps'
  return [{ input, value: likelyValue(found.chosen), source: `${id}: ${source}${stale}`, asOf, note }]
}

function hostingOf(...asked: Parameters<typeof deriveHosting>): Assumed[] {
  const found = deriveHosting(...asked)
  if (!found) return []
  const { usdPerMonth: value, source, asOf } = found
  return [{ input: 'hostingUsdPerMonth', value, source, asOf, note: 'kilowatts × colocation' }]
}

function readCount(text: string): number {
  const count = readWhole('--count', text)
  if (count >= 1 && count <= 1024) return count
  throw new QuestionRefused('BAD_USER_INPUT', `--count is 1 to 1024, got ${text}`)
}

function readWhole(option: string, text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text)
  throw new QuestionRefused('BAD_USER_INPUT', `${option} is a whole number, got ${text}`)
}
