import type { CostInput } from '../../economics/cost-input.ts'
import type { ReferenceRows } from '../../economics/reference-rows.ts'
import { findMachine } from './machine.ts'
import { QuestionRefused } from './refused.ts'

/** What was typed of a machine. Numbers are decimal text. */
export interface MachineWords {
  readonly hardware: string
  readonly count: string
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
}

/** What was typed of a payback. */
export interface PaybackWords extends MachineWords {
  readonly role?: string
  readonly stake?: string
  readonly stakeToken?: string
  readonly days: string
  readonly seed: string
}

/** For `Query.payback`, without the network. */
export interface PaybackVariables {
  readonly role?: string
  readonly stake?: string
  readonly stakeToken?: string
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
  const { role, stake, stakeToken } = words
  return {
    ...(role === undefined ? {} : { role }),
    ...(stake === undefined ? {} : { stake }),
    ...(stakeToken === undefined ? {} : { stakeToken }),
    cost: toCostInput(words, catalogue),
    days: readWhole('--days', words.days),
    seed: readWhole('--seed', words.seed),
  }
}

/**
 * What an owner's words say that the machine costs.
 * @throws QuestionRefused `HARDWARE_UNKNOWN`, `BAD_USER_INPUT` for a number that is none
 */
export function toCostInput(words: MachineWords, catalogue: ReferenceRows): CostInput {
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
  return { ...(kind === 'instance' ? { instance: name } : { hardware: name, count }), ...given }
}

function readCount(text: string): number {
  const count = readWhole('--count', text)
  if (count >= 1 && count <= 1024) return count
  throw new QuestionRefused('BAD_USER_INPUT', `--count is 1 to 1024, got ${text}`)
}

/** @throws QuestionRefused `BAD_USER_INPUT` */
export function readWhole(option: string, text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text)
  throw new QuestionRefused('BAD_USER_INPUT', `${option} is a whole number, got ${text}`)
}

/**
 * The window that an asker's words name, for the API.
 * @throws QuestionRefused `BAD_USER_INPUT`
 */
export function readWindow({ days, to }: { readonly days: string; readonly to?: string }) {
  if (to !== undefined && Number.isNaN(Date.parse(to)))
    throw new QuestionRefused('BAD_USER_INPUT', `--to is a time as 2026-01-31T00:00:00Z, got ${to}`)
  return {
    days: readWhole('--days', days),
    ...(to === undefined ? {} : { to: new Date(to).toISOString() }),
  }
}

function readDay(text: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))) return `${text}T00:00:00Z`
  throw new QuestionRefused('BAD_USER_INPUT', `--bought-at is a day as 2026-01-31, got ${text}`)
}
