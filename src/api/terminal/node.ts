import { Command } from 'commander'
import type { AssumedInput } from '../../economics/usual-cost.ts'
import { cataloguePlaces } from '../catalogue/folder.ts'
import { sayFigure } from '../economics/answer/sentence.ts'
import { FIGURE, type Figure } from './answer.ts'
import { askFor } from './ask.ts'
import { toTable } from './bars.ts'
import { type MachineWords, readWindow, toCostInput } from './question.ts'
import { QuestionRefused } from './refused.ts'
import { sayAssumed, sayStanding } from './report.ts'
import { type ApiWords, HARDWARE, NO_ANSWER, say, withApi, withMachine } from './say.ts'

interface Words extends ApiWords, Omit<MachineWords, 'hardware'> {
  readonly hardware?: string
  readonly role?: string
}

// In the order in which a statement is read: what came in, what went out, what is left.
const LINES = [
  ['fees', 'fees'],
  ['refunds', 'refunds'],
  ['emissions', 'emissions'],
  ['gross income', 'gross'],
  ['power', 'power'],
  ['hosting', 'hosting'],
  ['bought answers', 'upstream'],
  ['gas', 'gas'],
  ['delegators’ share', 'delegators'],
  ['net cash', 'netCash'],
  ['own slashes', 'ownSlashes'],
  ['depreciation', 'depreciation'],
  ['cost of stake', 'stakeCost'],
  ['economic profit', 'economicProfit'],
] as const
const RATES = [
  ['APR of all stake', 'stakeApr'],
  ['APR of fees alone', 'feesOnlyApr'],
  ['APR of delegators', 'delegatorsApr'],
] as const

/** A node's money of one class. */
interface NodeAnswer {
  readonly class: string
  readonly role: string | null
  readonly statement: Readonly<Record<(typeof LINES)[number][1], Figure>>
  readonly yields: Readonly<Record<(typeof RATES)[number][1], Figure>>
  readonly assumed: readonly AssumedInput[]
}

/** `assay node`: a node's statement of income. */
export function nodeCommand(): Command {
  const command = new Command('node')
    .description(
      'what a node earned and what it cost, line by line. Without --hardware what it cost is not known, and what depends on it\n' +
        'says so. Exit code 0: answered; 2: it has no money yet; 64: the question is refused; 69: the API does not answer',
    )
    .argument('<id>', 'the node, by its id as network:chain-0x…: assay demand, the pages and the API have it')
    .option(...HARDWARE)
    .option('--role <role>', 'tee-proxy, tee-gpu, snark-prover or validator, where the chain does not say it')
  return withApi(withMachine(command))
    .addHelpText(
      'after',
      '\nExample:\n  assay node opengradient-testnet:10740-0x12ab… --hardware aws-m5.xlarge --days 90',
    )
    .action((id: string, words: Words, action: Command) => say(action, () => answer(id, words)))
}

async function answer(id: string, words: Words): Promise<string> {
  const { remoteApi } = await import('../mcp/remote.ts')
  const question = { ...readWindow(words), ...(await readCost(words)) }
  const { nodeById } = await askFor<{ nodeById: { economics: readonly NodeAnswer[] } | null }>(
    remoteApi(words.api, words.key),
    QUERY,
    { ...question, id },
  )
  if (!nodeById) throw new QuestionRefused('NODE_UNKNOWN', `the API has no node ${id.slice(0, 100)}`)
  const answers = nodeById.economics
  if (answers.length === 0) process.exitCode = NO_ANSWER
  if (words.json) return `${JSON.stringify({ version: 1, id, question, answers })}\n`
  return answers.map((each) => toNodeReport(id, each)).join('\n') || `${id} has no money of any class yet.\n`
}

async function readCost(words: Words) {
  const { hardware, role } = words
  if (hardware === undefined) return role === undefined ? {} : { cost: { role } }
  const { getCatalogue } = await import('../../platform/catalogue.ts')
  const { folder, corrections } = cataloguePlaces(process.env)
  const cost = toCostInput({ ...words, hardware }, await getCatalogue(folder, corrections))
  return { cost: { ...(role === undefined ? {} : { role }), ...cost } }
}

const figures = (names: readonly (readonly [label: string, name: string])[]) =>
  names.map(([, name]) => `${name} { ${FIGURE} }`).join(' ')
const QUERY = `query($id: ID!, $days: Int!, $to: DateTime, $cost: CostInput) { nodeById(id: $id) { economics(days: $days, to: $to, cost: $cost) {
  class role statement { ${figures(LINES)} } yields { ${figures(RATES)} } assumed { input value source asOf stale note } } } }`

/** One class for the terminal: a sentence, the statement, rates, what was assumed, and as of which blocks. */
function toNodeReport(id: string, { class: money, role, statement, yields, assumed }: NodeAnswer): string {
  const { gross, netCash } = statement
  const row = (label: string, figure: Figure) => [label, sayFigure(figure), figure.caveats.join('; ')]
  return [
    `${id}, ${role ?? 'of a role that nobody says'} (${money} money): gross income ${sayFigure(gross)}, net cash ${sayFigure(netCash)}.\n`,
    `Statement\n${toTable(LINES.map(([label, name]) => row(label, statement[name])))}`,
    `Rates\n${toTable(RATES.map(([label, name]) => row(label, yields[name])))}`,
    ...sayAssumed(assumed),
    sayStanding(netCash),
  ].join('\n')
}
