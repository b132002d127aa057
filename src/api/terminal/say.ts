import type { Command } from 'commander'
import { Unanswerable } from '../../economics/errors.ts'
import { QuestionRefused } from './refused.ts'

/** Exit code of a question that has no answer yet: it is told from an answer that one may not like. */
export const NO_ANSWER = 2
const USAGE = 64
/** Where an API is asked when none is given. */
export const USUAL_API = 'http://127.0.0.1:4350'

/** The option that names a machine. */
export const HARDWARE = [
  '--hardware <name>',
  'your cards, e.g. H100_SXM5_80 or 4090, or a rented instance, e.g. aws-m5.xlarge',
] as const

/** Prints an answer; what its asker must change ends with exit code 64 and the reason. */
export async function say(command: Command, answer: () => Promise<string>): Promise<void> {
  try {
    process.stdout.write(await answer())
  } catch (error) {
    if (!(error instanceof QuestionRefused || error instanceof Unanswerable)) throw error
    command.error(`error: ${error.message} (${error.code})`, { exitCode: USAGE })
  }
}

/** The same command with the options that say what a machine costs. */
export function withMachine(command: Command): Command {
  return command
    .option('--count <cards>', 'cards in the machine', '1')
    .option('--capex-usd <usd>', 'what the whole machine cost')
    .option('--bought-at <day>', 'when it was bought, as 2026-01-31; left out: now')
    .option('--watts <watts>', 'power of the whole machine at full load')
    .option('--hosting-usd-per-month <usd>', 'rack and network of the whole machine')
    .option('--usd-per-hour <usd>', 'rent of the instance')
    .option(
      '--upstream-usd-per-request <usd>',
      'what a tee-proxy pays for the answers that it sells; left out: the figures are before it',
    )
    .option('--usd-per-kwh <usd>', 'price of electricity')
    .option('--country <code>', 'whose average price of electricity counts without --usd-per-kwh, e.g. US')
    .option('--pue <ratio>', 'power of the building over power of the machine; 1 at home')
    .option('--utilisation <share>', 'share of time under load; left out: all of it')
    .option('--commission <share>', "share of delegators' income that you keep; left out: none")
    .option('--gas-usd-per-day <usd>', 'gas; left out: the figures are before gas, and say so')
    .option('--rent-usd-per-hour <usd>', 'what one card rents for when it is rented out')
    .option('--marketplace-fee <share>', 'share of that rent that the marketplace keeps')
    .option('--currency <code>', 'currency of every amount given here, e.g. EUR; left out: USD')
    .option('--usd-per-currency <usd>', 'what one unit of that currency is in USD')
}

/** The same command with the options of every command that asks an API for figures of a window. */
export function withApi(command: Command): Command {
  return command
    .option('--days <days>', 'length of the window', '30')
    .option('--to <time>', 'end of the window, as 2026-01-31T00:00:00Z; left out: the newest indexed block')
    .option('--api <url>', 'a running API', USUAL_API)
    .option('--key <key>', 'API key, if it asks for one')
    .option('--json', 'print one JSON object')
}

/** What was typed of those. */
export interface ApiWords {
  readonly days: string
  readonly to?: string
  readonly api: string
  readonly key?: string
  readonly json?: true
}
