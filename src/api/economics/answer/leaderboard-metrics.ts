import { hiddenFees, sharedPayees, strayPayees } from '../../../economics/attribution.ts'
import { type Exact, exact } from '../../../economics/exact.ts'
import {
  COUNT,
  type FigureContext,
  type FigureKind,
  type MoneyClass,
  RATIO,
  USD,
} from '../../../economics/figure.ts'
import { type Known, known } from '../../../economics/known.ts'
import { countOf, type Entry, type EntryKind } from '../../../economics/ledger.ts'
import { isIn } from '../../../economics/period.ts'
import { receivedIn } from '../../../economics/receipts.ts'
import { maxAgeOf, successOf, uptimeOf } from '../../../economics/service.ts'
import { moneyReason, ofKind, totalValue } from '../../../economics/value.ts'
import type { RollupRoute } from '../../columnar/route.ts'
import type { Snapshot } from '../../execute/snapshot.ts'
import type { Book } from '../open/book.ts'
import { countClaimsByNode } from '../rows/claims.ts'
import { listAssignments, listHeartbeats } from '../rows/service.ts'
import { accruedIn } from './accrued.ts'

/** A node of the network, dead or alive at the window's end. Unix seconds. */
export interface NodeSeen {
  readonly chain: number
  readonly key: string
  readonly role: string | null
  /** Class of its chain. */
  readonly class: MoneyClass
  readonly joinedAt: number
  readonly leftAt: number | null
}

export interface Score {
  readonly node: NodeSeen
  readonly class: MoneyClass
  readonly value: Known<Exact>
  readonly events: number
  /** Ledger entries behind the value; empty where it is not of money. */
  readonly entries: readonly Entry[]
  /** What its figure says of itself in place of what the list says. */
  readonly told?: Partial<FigureContext>
}

export type Metric = 'FEES' | 'EMISSIONS' | 'GROSS' | 'SLASHED' | 'CLAIMS' | 'SUCCESS' | 'UPTIME'

/** What rows are read by. */
export interface Reading {
  readonly snapshot: Snapshot
  readonly route: RollupRoute
}

interface MetricRule {
  readonly kind: FigureKind
  /** Whether fees are in it, so that it is another one without some payers. */
  readonly ofFees?: boolean
  scores(reading: Reading, book: Book, nodes: readonly NodeSeen[]): Promise<readonly Score[]>
}

/** How each metric ranks: the same methods as a node's own figures. */
export const METRICS: Readonly<Record<Metric, MetricRule>> = {
  FEES: ofMoney(['fee'], (value, hidden) => hidden ?? value('fee')),
  EMISSIONS: {
    kind: USD('accrued-1'),
    async scores(_, book, nodes) {
      return [...book.classes].flatMap(([moneyClass, all]) => {
        const blocked = moneyReason(moneyClass)
        const emissions = ofKind([...all, ...(book.around.get(moneyClass) ?? [])], 'emission')
        const byNode = Map.groupBy(emissions, (entry) => entry.node)
        return nodes.map((node): Score => {
          const { value, entries, told } = accruedIn(book, byNode.get(node.key) ?? [], book.scope.window)
          return { node, class: moneyClass, value: blocked ?? value, events: countOf(entries), entries, told }
        })
      })
    },
  },
  GROSS: ofMoney(['fee', 'refund', 'emission'], (value, hidden) => hidden ?? value('gross')),
  SLASHED: ofMoney(['penalty'], (value) => value('penalty')),
  CLAIMS: {
    kind: COUNT('leaderboard-1'),
    async scores({ snapshot, route }, { scope }, nodes) {
      const counts = await countClaimsByNode(route, snapshot, scope)
      return nodes.map((node) => {
        const count = counts.get(node.key) ?? 0
        return toScore(node, known(exact(count)), count)
      })
    },
  },
  SUCCESS: {
    kind: RATIO('success-1'),
    async scores({ snapshot }, { scope }, nodes) {
      const all = await listAssignments(snapshot, scope.network, null, scope.window)
      const byNode = Map.groupBy(all, (each) => each.node)
      return nodes.map((node) => {
        const { rate, due } = successOf(byNode.get(node.key) ?? [], scope.window.to)
        return toScore(node, rate, due)
      })
    },
  },
  UPTIME: {
    kind: RATIO('uptime-1'),
    async scores({ snapshot }, { scope, network }, nodes) {
      const { window } = scope
      const maxAge = maxAgeOf(network)
      const beats = await listHeartbeats(snapshot, { network: scope.network, node: null, window }, maxAge)
      return nodes.map((node) => {
        const seen = beats.get(node.key) ?? { runs: [], count: 0, gaps: [] }
        const { share } = uptimeOf(seen.runs, maxAge, seen.gaps, window)
        return toScore(node, share, seen.count)
      })
    },
  },
}

function toScore(node: NodeSeen, value: Known<Exact>, events: number): Score {
  return { node, class: node.class, value, events, entries: [] }
}

type Kind = 'fee' | 'penalty' | 'gross'
type ValueOf = (kind: Kind) => Known<Exact>

/** A metric over entries of these kinds: its figures count them, and no others. */
function ofMoney(
  kinds: readonly EntryKind[],
  pick: (value: ValueOf, hidden: Known<never> | undefined) => Known<Exact>,
): MetricRule {
  return {
    kind: USD('leaderboard-1'),
    ofFees: kinds.includes('fee'),
    async scores(_, book, nodes) {
      const shared = sharedPayees(book.network)
      return [...book.classes].flatMap(([moneyClass, all]) => {
        const blocked = moneyReason(moneyClass)
        const byNode = Map.groupBy(all, (entry) => entry.node)
        const stray = strayPayees(all)
        return nodes.map((node): Score => {
          const own = byNode.get(node.key) ?? []
          const within = own.filter(
            (entry) => kinds.includes(entry.kind) && isIn(entry.at, book.scope.window),
          )
          const value: ValueOf = (kind) =>
            kind === 'gross'
              ? receivedIn(within, book.scope.window, book.prices)
              : totalValue(ofKind(within, kind), book.prices)
          const hidden = hiddenFees(stray, own, book.operators.accountsOf(node.key), shared)
          return {
            node,
            class: moneyClass,
            value: blocked ?? pick(value, hidden),
            events: countOf(within),
            entries: within,
          }
        })
      })
    },
  }
}
