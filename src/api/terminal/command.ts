import { Command } from 'commander'
import { catalogueFolder } from '../catalogue/folder.ts'
import type { PaybackWords } from './question.ts'
import { QuestionRefused } from './refused.ts'

// No answer is none: the exit code tells it from an answer that one may not like.
const NO_ANSWER = 2
const USAGE = 64

interface Options extends PaybackWords {
  readonly api: string
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
        'the sentence says why; 64: the question is refused; 69: the API does not answer',
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
    .option('--watts <watts>', 'power of the whole machine at full load')
    .option('--hosting-usd-per-month <usd>', 'rack and network of the whole machine')
    .option('--usd-per-hour <usd>', 'rent of the instance')
    .option('--upstream-usd-per-request <usd>', 'what a tee-proxy pays for the answers that it sells')
    .option('--usd-per-kwh <usd>', 'price of electricity')
    .option('--utilisation <share>', 'share of time under load; left out: all of it')
    .option('--commission <share>', "share of delegators' income that you keep; left out: none")
    .option('--gas-usd-per-day <usd>', 'gas; left out: the figures are before gas, and say so')
    .option('--days <days>', 'length of the history that the answer stands on', '180')
    .option('--seed <seed>', 'the same seed gives the same answer', '1')
    .option('--api <url>', 'a running API', 'http://127.0.0.1:4350')
    .option('--key <key>', 'API key, if it asks for one')
    .option('--json', 'print one JSON object')
    .addHelpText('after', '\nExample:\n  assay payback --hardware H100_SXM5_80 --count 8')
    .action(answer)
}

async function answer(options: Options, command: Command): Promise<void> {
  try {
    process.stdout.write(await askAndSay(options))
  } catch (error) {
    if (!(error instanceof QuestionRefused)) throw error
    command.error(`error: ${error.message} (${error.code})`, { exitCode: USAGE })
  }
}

async function askAndSay({ api: url, key, network: named, json, ...words }: Options): Promise<string> {
  const [{ askPayback, onlyNetwork }, { toQuestion }, { getCatalogue }, { remoteApi }] = await Promise.all([
    import('./ask.ts'),
    import('./question.ts'),
    import('../../platform/catalogue.ts'),
    import('../mcp/remote.ts'),
  ])
  const asked = toQuestion(
    words,
    await getCatalogue(catalogueFolder(process.env)),
    Math.floor(Date.now() / 1000),
  )
  const api = remoteApi(url, key)
  const network = named ?? (await onlyNetwork(api))
  const answers = await askPayback(api, network, asked.variables)
  if (!answers.some(({ answer: kind }) => ANSWERED.has(kind))) process.exitCode = NO_ANSWER
  const [{ toReport }, { toSentence }] = await Promise.all([import('./report.ts'), import('./sentence.ts')])
  if (!json)
    return (
      answers.map((each) => toReport(each, asked, network)).join('\n') ||
      `${network} has no money of any class yet.\n`
    )
  const said = answers.map((each) => ({ sentence: toSentence(each, asked, network), ...each }))
  const { variables, assumed } = asked
  return `${JSON.stringify({ version: 1, network, question: variables, assumed, answers: said })}\n`
}

const ANSWERED: ReadonlySet<string> = new Set(['ESTIMATE', 'NOT_APPLICABLE', 'REFUSED'])
