import type { FigureContext, MoneyClass } from '../../../economics/figure.ts'
import { missing } from '../../../economics/known.ts'
import type { Catalogue } from '../../../platform/catalogue.ts'
import type { Network } from '../../../platform/network.ts'
import { type Book, openBook } from '../../economics/open/book.ts'
import { listHomes } from '../../economics/rows/homes.ts'
import {
  chainsOf,
  contextOfCounts,
  type EconomicScope,
  findScope,
  getNetworkFile,
  seenOn,
  type WindowArguments,
} from '../../economics/rows/scope.ts'
import { badInput } from '../../execute/errors.ts'
import type { Snapshot } from '../../execute/snapshot.ts'
import type { Platforms } from '../platforms.ts'
import { listApprovers } from '../rows/approvals.ts'
import { listRelayed, listSettled, listUnseenBatches } from '../rows/settled.ts'
import { listSilences, listSpells, type NodeSpell, outagesOf, type Silence } from '../rows/spells.ts'
import { type ConcentrationFacts, type ServingNode, toPublicConcentration } from './answer.ts'
import { type By, type Holder, type HolderSource, Holders, momentsOf } from './holders.ts'
import { claimsMeasure, feesMeasure, type Measure, stakedOf, stakeMeasure } from './measure.ts'

const MOST_HOLDERS = 500
/** What rests on hardware, or on its measurement: a claim with other evidence does not fail with it. */
const OF_HARDWARE: ReadonlySet<By> = new Set(['TEE_VENDOR', 'MEASUREMENT', 'APPROVER'])

export interface ConcentrationMeans {
  readonly networks: ReadonlyMap<string, Network>
  readonly catalogue: Catalogue
  readonly platforms: Platforms
}

export interface ConcentrationArguments extends WindowArguments {
  readonly network: string
  readonly by: By
  readonly class?: MoneyClass | null
  readonly top: number
}

/**
 * `Query.concentration`: who holds how much of a network's claims, fees and stake, and what goes with each, one answer per class.
 * @throws `NETWORK_UNKNOWN`, `BAD_USER_INPUT`, `BLOCK_UNKNOWN`, `TOO_MANY_ROWS`
 */
export async function answerConcentration(
  means: ConcentrationMeans,
  snapshot: Snapshot,
  args: ConcentrationArguments,
) {
  if (args.top < 1 || args.top > MOST_HOLDERS) throw badInput(`top must be 1 to ${MOST_HOLDERS}`)
  const file = getNetworkFile(means.networks, args.network)
  const scope = await findScope(snapshot, args.network, args)
  const spells = await listSpells(snapshot, args.network, scope.window)
  const holders = new Holders({
    by: args.by,
    spells,
    platforms: await means.platforms.listOf(snapshot, file, scope.window),
    custody: file.custody,
    approverOf: await listApprovers(snapshot, args.network, scope.window),
  })
  const silences = await listSilences(snapshot, args.network, scope.window)
  const book = await openBook(snapshot, {
    network: file,
    hubs: means.catalogue.hubs,
    scope,
    since: 0,
    incomeSince: scope.window.from,
    sums: { by: 'node', splits: momentsOf(spells, file.custody) },
  })
  const indexed = file.chains.filter(({ id }) => scope.asOf.some(({ chain }) => chain === id))
  const classes = [...new Set([...indexed.map((chain) => chain.class), ...book.classes.keys()])]
  const asked = classes.filter((each) => args.class == null || each === args.class)
  return Promise.all(
    asked.map(async (moneyClass) =>
      toPublicConcentration(
        await factsOf(snapshot, { by: args.by, book, class: moneyClass, holders, spells, silences }),
        args.top,
      ),
    ),
  )
}

interface Read {
  readonly by: By
  readonly book: Book
  readonly class: MoneyClass
  readonly holders: Holders
  readonly spells: readonly NodeSpell[]
  readonly silences: readonly Silence[]
}

/** Everything of one class, over the time that all of its chains have seen. */
async function factsOf(
  snapshot: Snapshot,
  { by, book: whole, class: moneyClass, holders, spells, silences }: Read,
): Promise<ConcentrationFacts> {
  const { network } = whole
  const chains = chainsOf(network, moneyClass)
  const scope = seenOn(whole.scope, chains)
  const book = { ...whole, scope }
  const { window } = scope
  const entries = (whole.classes.get(moneyClass) ?? []).filter((entry) => entry.at < window.to)
  const context = contextOfCounts(scope, moneyClass)
  const indexed = new Set(scope.asOf.map(({ chain }) => chain))
  const own = network.chains.flatMap(({ id, class: of }) =>
    of === moneyClass && indexed.has(id) ? [id] : [],
  )
  const unseen = await listUnseenBatches(snapshot, scope.network, window, own)
  const homes = await listHomes(snapshot, book, moneyClass)
  const serving = servingNodes(holders, window.to, spells, silences).filter(({ chain }) => homes.has(chain))
  const money = { book, class: moneyClass, entries, holders }
  // By whomever it is asked: what stands behind each node is worked out once.
  const staked = await snapshot.once(
    `staked ${network.name} ${moneyClass} ${window.from} ${window.to}`,
    async () => stakedOf(money),
  )
  const here = spells.filter(({ chain }) => homes.has(chain))
  return {
    by,
    class: moneyClass,
    context,
    claims: claimsMeasure({
      chains: own,
      settled: await listHeld(snapshot, scope, own, { by, holders, spells, custody: network.custody }),
      unseen,
      relayerOf: ({ relayer }) => (by === 'RELAYER' ? toHolder(relayer) : 'unknown'),
      context,
    }),
    fees: by === 'RELAYER' ? without(context, FEE_OF_RELAYER) : feesMeasure(money),
    stake: by === 'RELAYER' ? without(context, STAKE_OF_RELAYER) : stakeMeasure(money, staked),
    sources: sourcesOf(holders, here, window.to),
    serving,
    outages: outagesOf(here, silences),
  }
}

const FEE_OF_RELAYER = missing<never>(
  'NOT_ATTRIBUTABLE',
  'fees by relayer: a payment does not say who settles the claim that it pays for',
)
const STAKE_OF_RELAYER = missing<never>(
  'NOT_APPLICABLE',
  'stake of a relayer: it carries claims and runs no node',
)

function without(context: FigureContext, why: typeof FEE_OF_RELAYER): Measure {
  return { held: why, total: why, amountOf: () => why, shares: context, totals: context }
}

/** Claims of some chains with whose they are. */
async function listHeld(
  snapshot: Snapshot,
  scope: EconomicScope,
  chains: readonly number[],
  { by, holders, spells, custody }: Pick<Read, 'by' | 'holders' | 'spells'> & Pick<Network, 'custody'>,
): Promise<readonly { readonly holder: Holder; readonly claims: bigint }[]> {
  if (by === 'RELAYER') {
    const relayed = await listRelayed(snapshot, scope, chains)
    return relayed.map(({ relayer, claims }) => ({ holder: toHolder(relayer), claims }))
  }
  const settled = await listSettled(snapshot, scope, chains, momentsOf(spells, custody))
  return settled.map(({ node, evidence, at, claims }) => {
    const isFree = OF_HARDWARE.has(by) && evidence !== 'tee_signature'
    return { holder: isFree ? 'free' : holders.holderOf(node, at), claims }
  })
}

function toHolder(name: string | null): Holder {
  return name === null ? 'unknown' : { name, from: 'chain' }
}

/** Nodes that are enabled and not silent as a window ends. */
function servingNodes(
  holders: Holders,
  end: number,
  spells: readonly NodeSpell[],
  silences: readonly Silence[],
): readonly (ServingNode & { readonly chain: number })[] {
  const silent = new Set(silences.flatMap(({ node, to }) => (to === null ? [node] : [])))
  return spells.flatMap(({ node, chain, to, isEnabled }) => {
    if (to !== null || !isEnabled || silent.has(node)) return []
    const holder = holders.holderOf(node, end - 1)
    return [{ node, chain, holder: typeof holder === 'string' ? null : holder.name }]
  })
}

/** On what each name rests: on the hardware's word where any node has that. */
function sourcesOf(
  holders: Holders,
  spells: readonly NodeSpell[],
  end: number,
): ReadonlyMap<string, HolderSource> {
  const found = new Map<string, HolderSource>()
  for (const { node, from, to } of spells)
    for (const at of [from, Math.min(to ?? end, end) - 1]) {
      const holder = holders.holderOf(node, Math.max(from, at))
      if (typeof holder !== 'string' && found.get(holder.name) !== 'attestation')
        found.set(holder.name, holder.from)
    }
  return found
}
