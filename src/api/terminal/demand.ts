import { Command } from 'commander'
import { sayFigure, toPercent } from '../economics/answer/sentence.ts'
import type { Remote } from '../mcp/remote.ts'
import { FIGURE, type Figure } from './answer.ts'
import { askFor, onlyNetwork } from './ask.ts'
import { toBars, toTable } from './bars.ts'
import { readWhole, readWindow } from './question.ts'
import { QuestionRefused } from './refused.ts'
import { sayStanding } from './report.ts'
import { type ApiWords, NO_ANSWER, say, withApi } from './say.ts'

interface Words extends ApiWords {
  readonly network?: string
  readonly node?: string
  readonly payers: string
}

const NUMBERS = [
  ['payers', 'uniquePayers'],
  ['share of the largest', 'top1'],
  ['share of the five largest', 'top5'],
  ['concentration (HHI)', 'hhi'],
  ['refunds over fees', 'refunds'],
  ['repeated payloads', 'repeatedPayloads'],
  ['cost of faking a dollar', 'costOfFaking'],
] as const
const CLASSES = [
  ['no rule links', 'notShownRelated'],
  ['linked to operators', 'related'],
  ['linked to the protocol', 'protocol'],
] as const

type Named = (typeof NUMBERS)[number][1] | (typeof CLASSES)[number][1]

/** Who paid, of one class of money. */
interface DemandAnswer {
  readonly class: string
  readonly demand: Readonly<Record<Named, Figure>> & {
    readonly excluded: readonly { readonly rule: string; readonly share: Figure }[]
    readonly payers: readonly {
      readonly payer: string
      readonly payments: number
      readonly fees: Figure
      readonly share: Figure
      readonly rules: readonly string[]
    }[]
    readonly tracing: { readonly visible: string }
  }
}

/** `assay demand`: who paid a network or a node, how concentrated they are, and which of them a rule links. */
export function demandCommand(): Command {
  const command = new Command('demand')
    .description(
      'who paid a network or a node: how many payers, how concentrated, and which of them a rule links to operators or the\n' +
        'protocol. Exit code 0: answered; 2: nobody paid, or who paid cannot be told; 64: the question is refused; 69: the API does not answer',
    )
    .option('--network <name>', 'which network; left out: the only one that the API has')
    .option('--node <id>', 'one node in place of a network, by its id as network:chain-0x…')
    .option('--payers <count>', 'how many payers to list', '10')
  return withApi(command)
    .addHelpText('after', '\nExample:\n  assay demand --network opengradient-testnet --days 90')
    .action((words: Words, action: Command) => say(action, () => answer(words)))
}

async function answer(words: Words): Promise<string> {
  const { remoteApi } = await import('../mcp/remote.ts')
  const api = remoteApi(words.api, words.key)
  const question = { ...readWindow(words), payers: readWhole('--payers', words.payers) }
  const { of, all } = words.node
    ? await askNode(api, words.node, question)
    : await askNetwork(api, words.network, question)
  const answers = all.filter(({ demand }) => demand.payers.length > 0 || demand.uniquePayers.value === null)
  if (!answers.some(({ demand }) => demand.uniquePayers.value !== null)) process.exitCode = NO_ANSWER
  if (words.json) return `${JSON.stringify({ version: 1, of, question, answers })}\n`
  return answers.map((each) => toDemandReport(of, each)).join('\n') || `Nobody paid ${of} in this window.\n`
}

type Question = Readonly<Record<string, unknown>>

async function askNode(api: Remote, id: string, question: Question) {
  const { nodeById } = await askFor<{ nodeById: { economics: DemandAnswer[] } | null }>(
    api,
    `query($id: ID!, ${ARGUMENTS}) { nodeById(id: $id) { ${DEMAND} } }`,
    { ...question, id },
  )
  if (!nodeById) throw new QuestionRefused('NODE_UNKNOWN', `the API has no node ${id.slice(0, 100)}`)
  return { of: id, all: nodeById.economics }
}

async function askNetwork(api: Remote, named: string | undefined, question: Question) {
  const network = named ?? (await onlyNetwork(api))
  const { networks } = await askFor<{ networks: { economics: DemandAnswer[] }[] }>(
    api,
    `query($network: String!, ${ARGUMENTS}) { networks(where: { network_eq: $network }, limit: 1) { ${DEMAND} } }`,
    { ...question, network },
  )
  const [found] = networks
  if (!found) throw new QuestionRefused('NETWORK_UNKNOWN', `the API has no network ${network.slice(0, 60)}`)
  return { of: network, all: found.economics }
}

const ARGUMENTS = '$days: Int!, $to: DateTime, $payers: Int!'
// Who paid is told of all payers, also of a node's own operator.
const DEMAND = `economics(days: $days, to: $to, payers: ALL) { class demand {
  ${[...NUMBERS, ...CLASSES].map(([, name]) => `${name} { ${FIGURE} }`).join(' ')} excluded { rule share { ${FIGURE} } }
  payers(limit: $payers) { payer payments fees { ${FIGURE} } share { ${FIGURE} } rules } tracing { visible } } }`

/** One class for the terminal: a sentence, shares, numbers, payers, and as of which blocks. */
function toDemandReport(of: string, { class: money, demand }: DemandAnswer): string {
  const { uniquePayers, top1, notShownRelated, excluded, payers, tracing } = demand
  const share = (figure: Figure) => (figure.value === null ? sayFigure(figure) : toPercent(figure.value))
  const bars = CLASSES.flatMap(([label, name]) => {
    const { value } = demand[name]
    return value === null ? [] : [{ label, share: value }]
  })
  return [
    `${uniquePayers.value ?? 'An unknown number of'} accounts paid ${of} (${money} money); the largest paid ${share(top1)}, and no rule links the payers of ${share(notShownRelated)}: that is an upper bound of independent demand.\n`,
    ...(bars.length > 0 ? [`Whose demand it is, share of fees\n${toBars(bars)}`] : []),
    `Numbers\n${toTable(NUMBERS.map(([label, name]) => [label, sayFigure(demand[name]), demand[name].methodVersion]))}`,
    ...(excluded.length > 0
      ? [`Linked by rule\n${toTable(excluded.map((each) => [each.rule, share(each.share)]))}`]
      : []),
    `Payers\n${toTable(
      payers.map((each) => [
        each.payer,
        share(each.share),
        sayFigure(each.fees),
        `${each.payments} payments`,
        each.rules.join(', ') || 'no rule links it',
      ]),
    )}`,
    `Traced through: ${tracing.visible}.\n`,
    sayStanding(notShownRelated),
  ].join('\n')
}
