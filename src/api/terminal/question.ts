import type { CostInput } from '../../economics/cost-input.ts'
import type { ReferenceRows } from '../../economics/reference-rows.ts'
import { findMachine } from './machine.ts'
import { QuestionRefused } from './refused.ts'

/** What was typed. Numbers are decimal text. */
export interface PaybackWords {
  readonly hardware: string
  readonly count: string
  readonly role?: string
  readonly stake?: string
  readonly capexUsd?: string
  readonly boughtAt?: string
  readonly watts?: string
  readonly hostingUsdPerMonth?: string
  readonly usdPerHour?: string
  readonly upstreamUsdPerRequest?: string
  readonly usdPerKwh?: string
  readonly country?: string
  readonly pue?: string
  readonly utilisation?: string
  readonly commission?: string
  readonly gasUsdPerDay?: string
  readonly rentUsdPerHour?: string
  readonly marketplaceFee?: string
  readonly currency?: string
  readonly usdPerCurrency?: string
  readonly days: string
  readonly seed: string
}

/** For `Query.payback`, without the network. */
export interface PaybackVariables {
  readonly role?: string
  readonly stake?: string
  readonly cost: CostInput
  readonly days: number
  readonly seed: number
}

const GIVEN = [
  'capexUsd',
  'boughtAt',
  'watts',
  'hostingUsdPerMonth',
  'usdPerHour',
  'upstreamUsdPerRequest',
  'usdPerKwh',
  'country',
  'pue',
  'utilisation',
  'commission',
  'gasUsdPerDay',
  'rentUsdPerHour',
  'marketplaceFee',
  'currency',
  'usdPerCurrency',
] as const

/**
 * The question that an owner's words ask: the machine, and what was given of it. All else is the API's to fill, which says with what.
 * @throws QuestionRefused `HARDWARE_UNKNOWN`, `BAD_USER_INPUT` for a number that is none
 */
export function toQuestion(words: PaybackWords, catalogue: ReferenceRows): PaybackVariables {
  const count = readCount(words.count)
  const own = words.capexUsd !== undefined && words.watts !== undefined
  const { name, kind } = findMachine(catalogue, words.hardware, own)
  const given = Object.fromEntries(
    GIVEN.flatMap((input) => {
      const value = words[input]
      if (value === undefined) return []
      return [[input, input === 'boughtAt' ? readDay(value) : value]]
    }),
  )
  const { role, stake } = words
  return {
    ...(role === undefined ? {} : { role }),
    ...(stake === undefined ? {} : { stake }),
    cost: { ...(kind === 'instance' ? { instance: name } : { hardware: name, count }), ...given },
    days: readWhole('--days', words.days),
    seed: readWhole('--seed', words.seed),
  }
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

function readDay(text: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))) return `${text}T00:00:00Z`
  throw new QuestionRefused('BAD_USER_INPUT', `--bought-at is a day as 2026-01-31, got ${text}`)
}
