import { divide, type Exact, exact, fromDecimal, isZero, sum, toDecimal } from '../../../economics/exact.ts'
import {
  COUNT,
  type FigureContext,
  type FigureKind,
  type MoneyClass,
  RATIO,
  USD,
} from '../../../economics/figure.ts'
import { allKnown, type Known, known, missing } from '../../../economics/known.ts'
import { isIn } from '../../../economics/period.ts'
import { over, valuedEntries, withoutMoney } from '../../../economics/price-use.ts'
import { References, toShownRow } from '../../../economics/references.ts'
import { meanPresent, redundancyOf } from '../../../economics/risk/redundancy.ts'
import { moneyReason, ofKind, share, totalValue } from '../../../economics/value.ts'
import type { Catalogue } from '../../../platform/catalogue.ts'
import type { Network } from '../../../platform/network.ts'
import { createWriter, toPublicWindow } from '../../economics/answer/public.ts'
import { type Book, contextOf, openBook } from '../../economics/open/book.ts'
import {
  chainsOf,
  type EconomicScope,
  findScope,
  getNetworkFile,
  seenOn,
  type WindowArguments,
} from '../../economics/rows/scope.ts'
import { badInput } from '../../execute/errors.ts'
import type { Snapshot } from '../../execute/snapshot.ts'
import { momentsOf } from '../concentration/holders.ts'
import { listSettled, listUnseenBatches } from '../rows/settled.ts'
import { listSpells, type NodeSpell } from '../rows/spells.ts'
import { sayShare } from '../say.ts'
import { type CheckingFacts, readChecking } from './rows.ts'

const METHOD = 'redundancy-1'
const PER_CLAIM = (unit: string): FigureKind => ({ unit: `${unit}/claim`, methodVersion: METHOD, places: 6 })
const USD_PER_CLAIM: FigureKind = { unit: 'USD/claim', methodVersion: METHOD, places: 9 }
const INSTANCE = 'aws-c5.xlarge'

export interface RedundancyMeans {
  readonly networks: ReadonlyMap<string, Network>
  readonly catalogue: Catalogue
}

export interface RedundancyArguments extends WindowArguments {
  readonly network: string
  readonly class?: MoneyClass | null
  readonly validators?: number | null
  readonly gasPerTransaction?: string | null
  readonly usdPerGas?: string | null
  readonly usdPerCpuHour?: string | null
}

/**
 * `Query.redundancy`: executions that separating computing from checking saves, and what checking a claim takes; one answer per class.
 * @throws `NETWORK_UNKNOWN`, `BAD_USER_INPUT`, `BLOCK_UNKNOWN`, `TOO_MANY_ROWS`
 */
export async function answerRedundancy(
  { networks, catalogue }: RedundancyMeans,
  snapshot: Snapshot,
  args: RedundancyArguments,
) {
  const asked = readAsked(args)
  const file = getNetworkFile(networks, args.network)
  const scope = await findScope(snapshot, args.network, args)
  const spells = await listSpells(snapshot, args.network, scope.window)
  // Told apart as concentration tells it, so that a question for both reads once.
  const moments = momentsOf(spells, file.custody)
  const sums = { by: 'node', splits: moments } as const
  const book = await openBook(snapshot, { network: file, hubs: catalogue.hubs, scope, sums })
  const indexed = file.chains.filter(({ id }) => scope.asOf.some(({ chain }) => chain === id))
  const classes = [...new Set(indexed.map((chain) => chain.class))]
  return Promise.all(
    classes
      .filter((each) => args.class == null || each === args.class)
      .map(async (moneyClass) => {
        const chains = indexed.flatMap((chain) => (chain.class === moneyClass ? [chain.id] : []))
        const seen = seenOn(book.scope, chainsOf(file, moneyClass))
        const references = new References(catalogue, seen.window.to)
        const work = await readWork(snapshot, seen, chains, { moments, gasOfEach: asked.gas })
        return toPublic({ ...book, scope: seen }, { asked, references, spells, moneyClass, chains, work })
      }),
  )
}

interface Asked {
  readonly validators: Known<Exact> | undefined
  readonly gas: Known<Exact>
  readonly usdPerGas: Known<Exact>
  readonly usdPerCpuHour: Known<Exact> | undefined
}

interface Work {
  readonly claims: Exact
  readonly seen: number
  readonly facts: CheckingFacts
}

interface Checked {
  /** By node: what splits its claims. */
  readonly moments: ReadonlyMap<string, readonly number[]>
  /** Of one transaction. */
  readonly gasOfEach: Known<Exact>
}

async function readWork(
  snapshot: Snapshot,
  scope: EconomicScope,
  chains: readonly number[],
  { moments, gasOfEach }: Checked,
): Promise<Work> {
  const settled = await listSettled(snapshot, scope, chains, moments)
  const unseen = await listUnseenBatches(snapshot, scope.network, scope.window, chains)
  return {
    claims: sum([...settled, ...unseen].map(({ claims }) => exact(claims))),
    seen: settled.reduce((count, { claims }) => count + Number(claims), 0),
    facts: await readChecking(snapshot, scope, chains, gasOfEach),
  }
}

interface Parts {
  readonly asked: Asked
  readonly references: References
  readonly spells: readonly NodeSpell[]
  readonly moneyClass: MoneyClass
  readonly chains: readonly number[]
  readonly work: Work
}

function toPublic(book: Book, { asked, references, spells, moneyClass, chains, work }: Parts) {
  const { window } = book.scope
  const { claims, seen, facts } = work
  const fees = ofKind(
    (book.classes.get(moneyClass) ?? []).filter((entry) => isIn(entry.at, window)),
    'fee',
  )
  const validators = asked.validators ?? meanPresent(validatorSpans(spells, chains, window.to), window)
  const found = redundancyOf({
    claims,
    validators,
    rerun: facts.rerun,
    gas: facts.gas,
    usdPerGas: asked.usdPerGas,
    cpuSeconds: facts.cpuSeconds,
    judged: facts.judged,
    usdPerCpuHour: asked.usdPerCpuHour ?? ofCatalogue(references),
    fees: moneyReason(moneyClass) ?? totalValue(fees, book.prices),
  })
  const base: FigureContext = contextOf(book, moneyClass, fees)
  const bare = { ...withoutMoney(base, seen), stale: references.stale }
  const count = createWriter(bare)
  const paid = createWriter({
    ...over(base, valuedEntries(fees, ['fee']), book.prices),
    stale: references.stale,
  })
  const cpu = createWriter({ ...bare, eventsCounted: Number(facts.judged.n), caveats: [OF_CPU] })
  const told = (total: Exact) => share(known(total), known(claims), 'claims in the window')
  return {
    class: moneyClass,
    window: toPublicWindow(window),
    sentence: say(claims, found, validators),
    claims: count(known(claims), COUNT(METHOD)),
    validators: count(validators, { unit: 'validators', methodVersion: METHOD, places: 2 }),
    reexecutions: count(found.reexecutions, COUNT(METHOD)),
    rerun: count(known(facts.rerun), COUNT(METHOD)),
    avoided: count(found.avoided, COUNT(METHOD)),
    bytesOnChain: count(told(facts.bytesOnChain), PER_CLAIM('bytes')),
    bytesElsewhere: count(
      share(known(facts.bytesKept), known(facts.leavesKept), 'claims of batches whose contents are kept'),
      PER_CLAIM('bytes'),
    ),
    gas: count(found.gas, PER_CLAIM('gas')),
    cpu: cpu(found.cpu, PER_CLAIM('seconds')),
    gasUsd: count(found.gasUsd, USD_PER_CLAIM),
    cpuUsd: cpu(found.cpuUsd, USD_PER_CLAIM),
    fee: paid(found.fee, USD(METHOD)),
    cpuShare: paid(found.cpuShare, RATIO(METHOD)),
    costShare: paid(found.costShare, RATIO(METHOD)),
    references: references.used.map(toShownRow),
  }
}

const OF_CPU =
  'everything that watchdogs’ processes used on their last counted days, over the claims that they judged on them; without the processes that run models'

/** When each validator of these chains was enabled. */
function validatorSpans(spells: readonly NodeSpell[], chains: readonly number[], end: number) {
  const own = spells.filter(
    ({ chain, role, isEnabled }) => role === 'validator' && isEnabled && chains.includes(chain),
  )
  return [...Map.groupBy(own, ({ chain, node }) => `${chain} ${node}`).values()].map((spans) =>
    spans.map(({ from, to }) => ({ from, to: to ?? end })),
  )
}

function ofCatalogue(references: References): Known<Exact> {
  const price = references.find(INSTANCE, 'instance')
  const processors = references.find(INSTANCE, 'vcpu')
  if (!price || !processors || isZero(processors))
    return missing(
      'COST_UNKNOWN',
      `price of ${INSTANCE} and its processors in the catalogue: give usdPerCpuHour`,
    )
  return known(divide(price, processors))
}

function say(
  claims: Exact,
  { avoided, costShare, cpuShare }: ReturnType<typeof redundancyOf>,
  validators: Known<Exact>,
) {
  if (isZero(claims)) return 'No claim was settled in the window: nothing was saved.'
  const saved = allKnown({ avoided, validators })
  const first = saved.known
    ? `${claims.n} claims were computed once each; if every validator had run them again, that would be ${toDecimal(saved.value.avoided, 0)} executions more`
    : `${claims.n} claims were computed once each; how many validators there are is not known: give validators`
  if (costShare.known) return `${first}. Checking one takes ${sayShare(costShare.value)} of its fee.`
  if (cpuShare.known)
    return `${first}. A watchdog’s processor time for one is ${sayShare(cpuShare.value)} of its fee, without gas.`
  return `${first}. What checking one costs next to its fee is not known.`
}

function readAsked({ validators, gasPerTransaction, usdPerGas, usdPerCpuHour }: RedundancyArguments): Asked {
  if (validators != null && (validators < 1 || validators > 1_000_000))
    throw badInput('validators must be 1 to 1,000,000')
  const gas = read(gasPerTransaction, 'gasPerTransaction')
  const price = read(usdPerGas, 'usdPerGas')
  const hour = read(usdPerCpuHour, 'usdPerCpuHour')
  return {
    validators: validators == null ? undefined : known(exact(validators)),
    gas:
      gas ??
      missing('NOT_OBSERVED', 'gas of transactions that settle: no fact says it; give gasPerTransaction'),
    usdPerGas: price ?? missing('NOT_OBSERVED', 'price of gas: no fact says it; give usdPerGas'),
    usdPerCpuHour: hour,
  }
}

function read(text: string | null | undefined, name: string): Known<Exact> | undefined {
  if (text == null) return undefined
  if (!/^\d{1,18}(\.\d{1,30})?$/.test(text))
    throw badInput(`${name} must be decimal text that is not negative`)
  return known(fromDecimal(text))
}
