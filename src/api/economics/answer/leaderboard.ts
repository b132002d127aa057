import type { Exact } from '../../../economics/exact.ts'
import type { FigureContext, FigureKind, MoneyClass, Window } from '../../../economics/figure.ts'
import { missing } from '../../../economics/known.ts'
import { byScore } from '../../../economics/leaderboard.ts'
import type { Entry } from '../../../economics/ledger.ts'
import { ofPayers } from '../../../economics/payers.ts'
import { orNull } from '../../../economics/pnl.ts'
import type { PriceBook } from '../../../economics/price.ts'
import { ofKind, share, totalValue, withoutUnpriced } from '../../../economics/value.ts'
import { refused } from '../../execute/errors.ts'
import type { Snapshot } from '../../execute/snapshot.ts'
import { type Book, classOfChain, contextOf, ofAllPaid, openBook } from '../open/book.ts'
import type { EconomicsMeans } from '../open/node.ts'
import { isOfClass, listHomes } from '../rows/homes.ts'
import { leftAt } from '../rows/lifetimes.ts'
import {
  chainsOf,
  findScope,
  getNetworkFile,
  seenOn,
  toDateTime,
  type WindowArguments,
} from '../rows/scope.ts'
import { METRICS, type Metric, type NodeSeen, type Reading, type Score } from './leaderboard-metrics.ts'
import { createWriter, toPublicWindow } from './public.ts'

const NODES = `select n.chain_id, '0x' || encode(n.node_key, 'hex'), n.role, extract(epoch from n.first_time)::double precision,
    ${leftAt('$2')}
  from api.node n where n.network = $1 and n.first_time < to_timestamp($2)`
const MOST_ROWS = 1000

export interface LeaderboardArguments extends WindowArguments {
  readonly network: string
  readonly metric: Metric
  readonly includeDead: boolean
  readonly top: number
}

/**
 * `Query.leaderboard`: nodes by one metric, one list per class of money. Without the dead it shows those that stayed only,
 * and says how many it left out.
 * @throws `NETWORK_UNKNOWN`, `BAD_USER_INPUT`, `TOO_MANY_ROWS`
 */
export async function answerLeaderboard(
  means: EconomicsMeans,
  snapshot: Snapshot,
  args: LeaderboardArguments,
) {
  const file = getNetworkFile(means.networks, args.network)
  if (args.top < 1 || args.top > MOST_ROWS) throw refused('BAD_USER_INPUT', `top must be 1 to ${MOST_ROWS}`)
  const scope = await findScope(snapshot, args.network, args)
  const sums = { by: 'node' } as const
  const around = args.metric === 'EMISSIONS'
  const book = await openBook(snapshot, { network: file, hubs: means.catalogue.hubs, scope, sums, around })
  const classes = new Set([...book.classes.keys(), ...file.chains.map((chain) => chain.class)])
  const lists = await Promise.all(
    [...classes].map((moneyClass) => listOfClass({ snapshot, route: means.route }, book, moneyClass, args)),
  )
  return lists.flat()
}

/** The list of one class, over the days that all of its chains have seen: nodes of a slower one would rank too low. None without nodes. */
async function listOfClass(
  reading: Reading,
  whole: Book,
  moneyClass: MoneyClass,
  args: LeaderboardArguments,
) {
  const { snapshot } = reading
  const scope = seenOn(whole.scope, chainsOf(whole.network, moneyClass))
  const entries = whole.classes.get(moneyClass)
  const book = { ...whole, scope, classes: new Map(entries ? [[moneyClass, entries]] : []) }
  const homes = await listHomes(snapshot, book, moneyClass)
  const counts = isOfClass(homes, entries ?? [])
  const all = await listNodes(snapshot, book)
  const nodes = eachOnce(
    all.filter(({ key, chain }) => counts({ node: key, chain })),
    homes,
  )
  const metric = METRICS[args.metric]
  const scoresIn = async (of: Book) =>
    (await metric.scores(reading, of, nodes))
      .filter((score) => score.class === moneyClass)
      .map((score) => (isEmpty(scope.window) ? { ...score, value: UNSEEN } : score))
  const scores = await scoresIn(book)
  if (scores.length === 0) return []
  const independent = metric.ofFees ? await scoresIn(ofIndependent(book)) : []
  const beside = new Map(independent.map((score) => [nameOf(score), score]))
  const ranking = { class: moneyClass, scores, beside }
  return [toPublicList(metric.ofFees ? book : ofAllPaid(book), ranking, args, metric.kind)]
}

/** Money and work are told by key: one that several chains have is ranked once, on one of the class's own chains where it is on any. */
function eachOnce(nodes: readonly NodeSeen[], homes: ReadonlySet<number>): readonly NodeSeen[] {
  const inOrder = nodes.toSorted(
    (a, b) => Number(homes.has(b.chain)) - Number(homes.has(a.chain)) || a.chain - b.chain,
  )
  return [...Map.groupBy(inOrder, ({ key }) => key).values()].flatMap(([first]) => first ?? [])
}

const UNSEEN = missing<never>('NOT_OBSERVED', 'blocks of a chain in the window')

function isEmpty({ from, to }: Window): boolean {
  return from >= to
}

function ofIndependentScope(book: Book): Book {
  return { ...book, scope: { ...book.scope, payers: 'INDEPENDENT' }, selfPaid: new Set() }
}

/** The same ledger without what linked payers paid: for the figure beside the one that is ranked by. */
function ofIndependent(book: Book): Book {
  const classes = [...book.classes].map(
    ([name, entries]) => [name, ofPayers(entries, 'INDEPENDENT')] as const,
  )
  return { ...ofIndependentScope(book), classes: new Map(classes) }
}

function nameOf({ node, class: moneyClass }: Score): string {
  return `${moneyClass} ${node.chain} ${node.key}`
}

/** Of the fees among entries, the share that a rule links; null without any, or without prices. */
function linkedShare(entries: readonly Entry[], prices: PriceBook): Exact | null {
  const fees = withoutUnpriced(ofKind(entries, 'fee'))
  const linked = fees.filter(({ related }) => related !== null)
  return orNull(share(totalValue(linked, prices), totalValue(fees, prices), 'fees'))
}

interface Ranking {
  readonly class: MoneyClass
  readonly scores: readonly Score[]
  /** By name: the same of independent payers. */
  readonly beside: ReadonlyMap<string, Score>
}

function toPublicList(
  book: Book,
  { class: moneyClass, scores, beside }: Ranking,
  { metric, includeDead, top }: LeaderboardArguments,
  kind: FigureKind,
) {
  const dead = scores.filter((score) => score.node.leftAt !== null)
  const shown = scores.filter((score) => includeDead || score.node.leftAt === null).sort(byScore)
  const { window } = book.scope
  return {
    class: moneyClass,
    metric,
    window: toPublicWindow(window),
    nodes: scores.length,
    dead: dead.length,
    includesDead: includeDead,
    rows: shown.slice(0, top).map((score, index) => {
      const { node, value } = score
      const write = (from: Book, { entries, events, value: found, told }: Score) => {
        const context: FigureContext = contextOf(from, moneyClass, entries, {
          relatedPartyShare: linkedShare(entries, book.prices),
        })
        return createWriter({ ...context, ...told, eventsCounted: events })(found, kind)
      }
      const other = beside.get(nameOf(score))
      const nodeId = `${book.scope.network}:${node.chain}-${node.key}`
      return {
        rank: value.known ? index + 1 : null,
        nodeId,
        id: nodeId,
        key: node.key,
        role: node.role,
        joinedAt: toDateTime(node.joinedAt),
        leftAt: node.leftAt === null ? null : toDateTime(node.leftAt),
        figure: write(book, score),
        independent: other ? write(ofIndependentScope(book), other) : null,
      }
    }),
  }
}

async function listNodes(snapshot: Snapshot, { scope, network }: Book): Promise<readonly NodeSeen[]> {
  const end = scope.window.to
  const rows = await snapshot.rows(NODES, [scope.network, end])
  return rows.map(([chain, key, role, joinedAt, leftAt]) => ({
    chain: Number(chain),
    key: String(key),
    role: role === null ? null : String(role),
    class: classOfChain(network, Number(chain)),
    joinedAt: Number(joinedAt),
    leftAt: leftAt === null || Number(leftAt) >= end ? null : Number(leftAt),
  }))
}
