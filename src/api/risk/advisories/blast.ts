import { type Exact, exact, sum, ZERO } from '../../../economics/exact.ts'
import { COUNT, type FigureContext, type MoneyClass, USD, type Window } from '../../../economics/figure.ts'
import { type Known, known, listKnown, mapKnown, missing } from '../../../economics/known.ts'
import { countOf, type Entry, type EntryKind } from '../../../economics/ledger.ts'
import { isIn } from '../../../economics/period.ts'
import { over, valuedEntries, withoutMoney } from '../../../economics/price-use.ts'
import { type AdvisoryState, exposedIn, intervalsOf } from '../../../economics/risk/advisory.ts'
import { stakedBehind } from '../../../economics/risk/staked.ts'
import { moneyReason, ofKind, totalValue } from '../../../economics/value.ts'
import type { Advisory } from '../../../platform/advisories.ts'
import { createWriter, toPublicWindow } from '../../economics/answer/public.ts'
import { type Book, contextOf, openBook } from '../../economics/open/book.ts'
import { listHomes } from '../../economics/rows/homes.ts'
import {
  chainsOf,
  findScope,
  getNetworkFile,
  seenOn,
  type WindowArguments,
} from '../../economics/rows/scope.ts'
import type { Snapshot } from '../../execute/snapshot.ts'
import type { ConcentrationMeans } from '../concentration/concentration.ts'
import { noChain } from '../concentration/measure.ts'
import { listSettled, type SettledClaims } from '../rows/settled.ts'
import { listSpells } from '../rows/spells.ts'
import { firstDay, getAdvisory, toPublicAdvisory } from './list.ts'
import { listMachines } from './machines.ts'

const METHOD = 'blast-radius-1'
const STATES = ['affected', 'unknown'] as const

export interface BlastArguments extends WindowArguments {
  readonly network: string
  readonly advisory: string
  readonly class?: MoneyClass | null
}

type Spans = ReadonlyMap<string, readonly Window[]>

/** Nodes with the times in which they were exposed, of those that are, and of those that may be. */
interface Exposure {
  readonly name: 'known' | 'possible'
  readonly since: number
  readonly spans: Readonly<Record<(typeof STATES)[number], Spans>>
}

/**
 * `Query.blastRadius`: what rests on machines that an advisory is about, one answer per class.
 * @throws `NETWORK_UNKNOWN`, `BAD_USER_INPUT`, `BLOCK_UNKNOWN`, `TOO_MANY_ROWS`
 */
export async function answerBlast(means: ConcentrationMeans, snapshot: Snapshot, args: BlastArguments) {
  const file = getNetworkFile(means.networks, args.network)
  const advisory = getAdvisory(means.catalogue.advisories, args.advisory)
  const scope = await findScope(snapshot, args.network, args)
  const spells = await listSpells(snapshot, args.network, scope.window)
  const platforms = await means.platforms.listOf(snapshot, file, scope.window)
  const nodes = listMachines(spells, platforms, file.custody).map(({ chain, node, spells: own }) => ({
    chain,
    node,
    intervals: intervalsOf(own, advisory.affected),
  }))
  const moments = {
    known: Date.parse(firstDay(advisory.published)) / 1000,
    possible: firstAffected(advisory),
  }
  const exposures = (chains: ReadonlySet<number>, window: Window): readonly Exposure[] =>
    (['known', 'possible'] as const).map((name) => {
      const since = moments[name]
      const here = nodes.filter(({ chain }) => chains.has(chain))
      const spansOf = (state: AdvisoryState): Spans =>
        new Map(
          here.flatMap(({ node, intervals }) => {
            const spans = exposedIn(intervals, state, since, window)
            return spans.length > 0 ? [[node, spans] as const] : []
          }),
        )
      return { name, since, spans: { affected: spansOf('affected'), unknown: spansOf('unknown') } }
    })
  const splits = new Map(
    nodes.map(({ node, intervals }) => [
      node,
      [
        ...intervals.flatMap(({ from, to }) => (to === null ? [from] : [from, to])),
        ...Object.values(moments),
      ].filter(Number.isFinite),
    ]),
  )
  // What was paid to nodes that are out of question, and all of it where attestations cannot be forged, is not read.
  const everywhere = exposures(new Set(nodes.map(({ chain }) => chain)), scope.window)
  const doubted = everywhere.flatMap(({ spans }) => [...spans.affected.keys(), ...spans.unknown.keys()])
  const signers = forges(advisory) ? [...new Set(doubted)] : []
  const book = await openBook(snapshot, {
    network: file,
    hubs: means.catalogue.hubs,
    scope,
    since: 0,
    incomeSince: scope.window.from,
    sums: { by: 'node', splits, only: new Map(signers.map((node) => [node, scope.window])) },
  })
  const indexed = file.chains.filter(({ id }) => scope.asOf.some(({ chain }) => chain === id))
  const classes = [
    ...new Set([...[...indexed, ...file.tokens].map((each) => each.class), ...book.classes.keys()]),
  ]
  return Promise.all(
    classes
      .filter((each) => args.class == null || each === args.class)
      .map(async (moneyClass) => {
        const seen = { ...book, scope: seenOn(book.scope, chainsOf(file, moneyClass)) }
        const chains = indexed.flatMap((chain) => (chain.class === moneyClass ? [chain.id] : []))
        const settled =
          chains.length > 0 && signers.length > 0
            ? await listSettled(snapshot, seen.scope, chains, splits, signers)
            : []
        const homes = await listHomes(snapshot, seen, moneyClass)
        return toPublic(seen, {
          advisory,
          moneyClass,
          settled: chains.length === 0 ? null : settled,
          exposures: exposures(homes, seen.scope.window),
        })
      }),
  )
}

function forges({ affected }: Advisory): boolean {
  return affected.some((each) => each.forges !== 'no')
}

/** Holes in processors are there from the first one on: without a date, from the beginning. */
function firstAffected({ affected }: Advisory): number {
  const dates = affected.map(({ first_affected }) =>
    first_affected === null ? Number.NEGATIVE_INFINITY : Date.parse(firstDay(first_affected)) / 1000,
  )
  return Math.min(...dates)
}

interface Parts {
  readonly advisory: Advisory
  readonly moneyClass: MoneyClass
  /** Null: no chain of the class is indexed. */
  readonly settled: readonly SettledClaims[] | null
  readonly exposures: readonly Exposure[]
}

function toPublic(book: Book, parts: Parts) {
  const { advisory, moneyClass, exposures } = parts
  const { window } = book.scope
  const [first, second] = exposures.map(({ spans }) =>
    Object.fromEntries(STATES.map((state) => [state, exposureOf(book, parts, spans[state])])),
  )
  const blank = exposures[0]?.spans
  return {
    advisory: toPublicAdvisory(advisory, window.to),
    class: moneyClass,
    window: toPublicWindow(window),
    forges: forges(advisory),
    sentence: say(advisory, blank),
    known: first,
    possible: second,
  }
}

const FORGES_NOTHING = missing<never>(
  'NOT_APPLICABLE',
  'what rests on attestations: this advisory forges none',
)

function exposureOf(book: Book, { advisory, moneyClass, settled }: Parts, spans: Spans) {
  const { window } = book.scope
  const base: FigureContext = contextOf(book, moneyClass, [])
  const isExposed = (node: string | null, at: number) =>
    node !== null && (spans.get(node) ?? []).some((span) => isIn(at, span))
  const claims = (settled ?? []).filter(({ node, at }) => isExposed(node, at))
  const count = sum(claims.map((each) => exact(each.claims)))
  const all = (book.classes.get(moneyClass) ?? []).filter(({ at }) => at < window.to)
  const exposed = all.filter((entry) => isIn(entry.at, window) && isExposed(entry.node, entry.at))
  const of = <T>(value: Known<T>): Known<T> => (forges(advisory) ? value : FORGES_NOTHING)
  const money = (kind: EntryKind) => {
    const entries = ofKind(exposed, kind)
    const value = moneyReason(moneyClass) ?? totalValue(entries, book.prices)
    return createWriter(over(base, valuedEntries(entries, [kind]), book.prices))(of(value), USD(METHOD))
  }
  return {
    nodes: createWriter(withoutMoney(base, spans.size))(known(exact(spans.size)), COUNT(METHOD)),
    claims: createWriter(withoutMoney(base, Number(count.n)))(
      of(settled === null ? noChain(moneyClass) : known(count)),
      COUNT(METHOD),
    ),
    fees: money('fee'),
    emissions: money('emission'),
    stake: createWriter(over(base, [], book.prices))(
      of(moneyReason(moneyClass) ?? stakeOf(all, book, (node) => isExposed(node, window.to - 1))),
      USD(METHOD),
    ),
  }
}

/** Behind nodes that are exposed as the window ends. */
function stakeOf(entries: readonly Entry[], book: Book, isExposed: (node: string) => boolean): Known<Exact> {
  const moves = entries.filter(
    ({ kind, node }) => (kind === 'stake' || kind === 'penalty') && node !== null && isExposed(node),
  )
  if (countOf(moves) === 0) return known(ZERO)
  const staked = stakedBehind(moves, book.prices, book.scope.window.to)
  return mapKnown(listKnown(staked.values()), sum)
}

function say(advisory: Advisory, spans: Exposure['spans'] | undefined): string {
  const { name, published } = advisory
  const [affected, unknown] = [spans?.affected.size ?? 0, spans?.unknown.size ?? 0]
  const nodes = (count: number) => `${count} ${count === 1 ? 'node' : 'nodes'}`
  const start = `Since ${name} was published (${firstDay(published)}), ${nodes(affected)} ran on hardware that it is about`
  const rest = unknown > 0 ? `, and of ${nodes(unknown)} nothing shows that they did not` : ''
  return `${start}${rest}.${forges(advisory) ? '' : ' It forges no attestation.'}`
}
