import { Command } from 'commander'
import { Unavailable } from '../../claim/errors.ts'
import type { ReferenceRows } from '../../economics/reference-rows.ts'
import { cataloguePlaces } from '../catalogue/folder.ts'
import type { PaybackVariables, PaybackWords } from './question.ts'
import { HARDWARE, NO_ANSWER, say, USUAL_API, withMachine } from './say.ts'

interface Options extends PaybackWords {
  readonly api?: string
  readonly offline?: true
  readonly key?: string
  readonly network?: string
  readonly json?: true
}

/** `assay payback`: whether a machine would pay for itself, in a sentence, a chart and numbers with their sources. */
export function paybackCommand(): Command {
  const command = new Command('payback')
    .description(
      'whether a machine would pay for itself: a sentence, a chart, and the numbers with their sources. It needs nothing but\n' +
        'the machine: the rest comes from an API and the catalogue. Exit code 0: answered; 2: no answer is possible yet, and\n' +
        'the sentence says why; 64: the question is refused; 69: the API given with --api does not answer',
    )
    .requiredOption(...HARDWARE)
    .option('--network <name>', 'which network; left out: the only one that the API has')
    .option('--role <role>', 'tee-proxy, tee-gpu, snark-prover or validator; left out: what the machine fits')
    .option('--stake <tokens>', 'your own stake; left out: the median of the nodes of the role')
    .option(
      '--stake-token <token>',
      'symbol or address of its token; left out: what most nodes of the role stake',
    )
  return withMachine(command)
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
  await say(command, () => askAndSay(options))
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
