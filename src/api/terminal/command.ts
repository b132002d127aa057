import { Command } from 'commander'
import { Unavailable } from '../../claim/errors.ts'
import { Unanswerable } from '../../economics/errors.ts'
import type { ReferenceRows } from '../../economics/reference-rows.ts'
import { cataloguePlaces } from '../catalogue/folder.ts'
import type { PaybackVariables, PaybackWords } from './question.ts'
import { QuestionRefused } from './refused.ts'

// No answer is none: the exit code tells it from an answer that one may not like.
const NO_ANSWER = 2
const USAGE = 64
const USUAL_API = 'http://127.0.0.1:4350'

interface Options extends PaybackWords {
  readonly api?: string
  readonly offline?: true
  readonly key?: string
  readonly network?: string
  readonly json?: true
}

/** `assay payback`: whether a machine would pay for itself, in a sentence, a chart and numbers with their sources. */
export function paybackCommand(): Command {
  return new Command('payback')
    .description(
      'whether a machine would pay for itself: a sentence, a chart, and the numbers with their sources. It needs nothing but\n' +
        'the machine: the rest comes from an API and the catalogue. Exit code 0: answered; 2: no answer is possible yet, and\n' +
        'the sentence says why; 64: the question is refused; 69: the API given with --api does not answer',
    )
    .requiredOption(
      '--hardware <name>',
      'your cards, e.g. H100_SXM5_80 or 4090, or a rented instance, e.g. aws-m5.xlarge',
    )
    .option('--count <cards>', 'cards in the machine', '1')
    .option('--network <name>', 'which network; left out: the only one that the API has')
    .option('--role <role>', 'tee-proxy, tee-gpu, snark-prover or validator; left out: what the machine fits')
    .option('--stake <tokens>', 'your own stake; left out: the median of the nodes of the role')
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
    .option('--days <days>', 'length of the history that the answer stands on', '180')
    .option('--seed <seed>', 'the same seed gives the same answer', '1')
    .option(
      '--api <url>',
      `a running API; left out: ${USUAL_API}, and where none answers there, the catalogue alone`,
    )
    .option('--offline', 'from the catalogue alone: what the machine costs, must bring and rents for')
    .option('--key <key>', 'API key, if it asks for one')
    .option('--json', 'print one JSON object')
    .addHelpText('after', '\nExample:\n  assay payback --hardware H100_SXM5_80 --count 8')
    .action(answer)
}

async function answer(options: Options, command: Command): Promise<void> {
  try {
    process.stdout.write(await askAndSay(options))
  } catch (error) {
    if (!(error instanceof QuestionRefused || error instanceof Unanswerable)) throw error
    command.error(`error: ${error.message} (${error.code})`, { exitCode: USAGE })
  }
}

async function askAndSay(options: Options): Promise<string> {
  const { api: url, key, network: named, json, offline, ...words } = options
  const [{ toQuestion }, { getCatalogue }] = await Promise.all([
    import('./question.ts'),
    import('../../platform/catalogue.ts'),
  ])
  const { folder, corrections } = cataloguePlaces(process.env)
  const catalogue = await getCatalogue(folder, corrections)
  const question = toQuestion(words, catalogue)
  if (offline) return sayOffline(question, catalogue, '--offline was given', json)
  try {
    return await askOnline(options, question)
  } catch (error) {
    // Who names an API wants its answer; without one the catalogue alone says what it can.
    if (url !== undefined || !(error instanceof Unavailable) || error.code !== 'API_UNAVAILABLE') throw error
    return sayOffline(question, catalogue, `no API answers at ${USUAL_API}: give one with --api`, json)
  }
}

async function askOnline(
  { api: url = USUAL_API, key, network: named, json }: Options,
  question: PaybackVariables,
) {
  const [{ askPayback, onlyNetwork }, { remoteApi }, { toReport }] = await Promise.all([
    import('./ask.ts'),
    import('../mcp/remote.ts'),
    import('./report.ts'),
  ])
  const api = remoteApi(url, key)
  const network = named ?? (await onlyNetwork(api))
  const answers = await askPayback(api, network, question)
  if (!answers.some(({ answer: kind }) => ANSWERED.has(kind))) process.exitCode = NO_ANSWER
  if (json) return `${JSON.stringify({ version: 2, network, question, answers })}\n`
  return answers.map(toReport).join('\n') || `${network} has no money of any class yet.\n`
}

async function sayOffline(
  question: PaybackVariables,
  catalogue: ReferenceRows,
  why: string,
  json: true | undefined,
): Promise<string> {
  const { answerOffline, toOfflineReport } = await import('./outlook.ts')
  const found = answerOffline(question, catalogue, why, Math.floor(Date.now() / 1000))
  process.exitCode = NO_ANSWER
  return json
    ? `${JSON.stringify({ version: 2, network: null, question, answers: [], offline: found })}\n`
    : toOfflineReport(found)
}

const ANSWERED: ReadonlySet<string> = new Set(['ESTIMATE', 'NOT_APPLICABLE', 'REFUSED'])
