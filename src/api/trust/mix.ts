import { add, type Exact, exact, fromBaseUnits, toNumber, ZERO } from '../../economics/exact.ts'
import { COUNT, type MoneyClass, RATIO, type Window } from '../../economics/figure.ts'
import { known } from '../../economics/known.ts'
import {
  EVIDENCE_KINDS,
  kindsOf,
  MIX_VIEWS,
  type Mix,
  type MixRow,
  mixOf,
  type SeenClaim,
  shareOf,
  stakeMix,
} from '../../economics/mix/mix.ts'
import { DAY } from '../../economics/period.ts'
import type { Token } from '../../economics/price.ts'
import type { Network } from '../../platform/network.ts'
import { toPublicAmount } from '../economics/answer/links.ts'
import { createWriter, type FigureWriter, toPublicWindow } from '../economics/answer/public.ts'
import { tokenOf } from '../economics/open/book.ts'
import {
  chainsOf,
  contextOfCounts,
  type EconomicScope,
  findScope,
  getNetworkFile,
  seenOn,
} from '../economics/rows/scope.ts'
import type { Snapshot } from '../execute/snapshot.ts'
import {
  type ClaimRow,
  listClaims,
  listPaid,
  listStakeMoves,
  type PaidRow,
  type StakeMove,
} from './mix-rows.ts'

const METHOD = 'verification-mix-1'
const SHARE = RATIO(METHOD)

export interface MixArguments {
  readonly network: string
  readonly days?: number | null
  readonly to?: string | null
}

/** What a mix is worked out from: rows of the network, of one class and of one stretch of time. */
interface Read {
  readonly file: Network
  readonly claims: readonly ClaimRow[]
  readonly paid: readonly PaidRow[]
  readonly stakes: readonly StakeMove[]
}

/** What `VerificationMix.days` is worked out from. */
export interface MixParent {
  readonly read: Read
  readonly scope: EconomicScope
  readonly moneyClass: MoneyClass
}

/** `VerificationMix.days`: the same mixes by UTC day. What each day has of each node is read for them alone: it takes many more rows than a window. */
export async function toMixDays({ read, scope, moneyClass }: MixParent, snapshot: Snapshot) {
  const days = midnightsIn(scope.window)
  const name = `${scope.network} ${scope.window.from} ${scope.window.to}`
  const claims = await snapshot.once(`claims by day ${name}`, () => listClaims(snapshot, scope, days))
  const stakes = await snapshot.once(`stakes by day ${name}`, () => listStakeMoves(snapshot, scope, days))
  const { window } = seenOn(scope, chainsOf(read.file, moneyClass))
  return midnightsIn(window)
    .slice(0, -1)
    .map((day) => ({
      day: new Date(day * 1000).toISOString().slice(0, 10),
      ...toParts({ ...read, claims, stakes }, scope, moneyClass, {
        from: Math.max(day, window.from),
        to: Math.min(day + DAY, window.to),
      }),
    }))
}

/** The midnight before a window's days, each in between, and the one after them. */
function midnightsIn({ from, to }: Window): readonly number[] {
  const first = Math.floor(from / DAY)
  return Array.from(
    { length: Math.max(Math.ceil(to / DAY) - first, 0) + 1 },
    (_, index) => (first + index) * DAY,
  )
}

/**
 * `Query.verificationMix`: claims, fees and stake by what backs them, one answer for each class of chain or token.
 * @throws `NETWORK_UNKNOWN`, `BAD_USER_INPUT`, `BLOCK_UNKNOWN`
 */
export async function answerMix(
  networks: ReadonlyMap<string, Network>,
  snapshot: Snapshot,
  args: MixArguments,
) {
  const file = getNetworkFile(networks, args.network)
  const scope = await findScope(snapshot, args.network, { ...args, wholeDays: true })
  // Each class is told of the days that its chains have seen.
  const edges = [...file.chains, ...file.tokens].flatMap((each) => {
    const days = midnightsIn(seenOn(scope, chainsOf(file, each.class)).window)
    return [days[0] ?? 0, days.at(-1) ?? 0]
  })
  const read: Read = {
    file,
    claims: await listClaims(snapshot, scope, edges),
    paid: await listPaid(snapshot, scope),
    stakes: await listStakeMoves(snapshot, scope, edges),
  }
  const indexed = file.chains.filter(({ id }) => scope.asOf.some(({ chain }) => chain === id))
  const classes = new Set<MoneyClass>([
    ...indexed.map((chain) => chain.class),
    ...read.paid.map((row) => tokenOf(file, row).class),
    ...read.stakes.map((row) => tokenOf(file, row).class),
  ])
  return [...classes].map((moneyClass) => toPublicMix(read, scope, moneyClass))
}

function toPublicMix(read: Read, scope: EconomicScope, moneyClass: MoneyClass) {
  const { window } = seenOn(scope, chainsOf(read.file, moneyClass))
  return {
    class: moneyClass,
    window: toPublicWindow(window),
    sentence: say(claimMix(read, moneyClass, window)),
    ...toParts(read, scope, moneyClass, window),
    ...({ read, scope, moneyClass } satisfies MixParent),
    checks: read.file.contracts
      .filter((contract) => contract.checks && chainsOf(read.file, moneyClass).includes(contract.chain))
      .map(({ name, chain, address, checks }) => ({
        contract: name,
        chainId: chain,
        address: address ?? null,
        evidence: checks?.evidence ?? [],
        source: checks?.source ?? '',
      })),
  }
}

/** The three mixes of one stretch of time, as the public schema has them. */
function toParts(read: Read, scope: EconomicScope, moneyClass: MoneyClass, window: Window) {
  const base = contextOfCounts({ ...scope, window }, moneyClass)
  const counting = (eventsCounted: number) => createWriter({ ...base, eventsCounted })
  const claims = claimMix(read, moneyClass, window)
  return {
    claims: {
      total: counting(toNumber(claims.total))(known(claims.total), COUNT(METHOD)),
      views: toViews(claims, counting(toNumber(claims.total)), COUNT(METHOD)),
    },
    fees: feeMixes(read, moneyClass, window).map(({ token, mix, events }) =>
      toTokenShares(token, mix, counting(events)),
    ),
    stake: stakeMixes(read, moneyClass, window).map(({ token, mix, withoutClaims, events }) => ({
      ...toTokenShares(token, mix, counting(events)),
      withoutClaims: counting(events)(known(withoutClaims), amountOf(token)),
    })),
  }
}

const isIn = ({ day }: { readonly day: number }, { from, to }: Window) => day < to && day + DAY > from

function claimRows(read: Read, chains: readonly number[] | null, window: Window) {
  return read.claims
    .filter((row) => (chains === null || chains.includes(row.chain)) && isIn(row, window))
    .map((row) => ({ node: row.node, row: toMixRow(read.file, row, exact(row.count)) }))
}

function claimMix(read: Read, moneyClass: MoneyClass, window: Window): Mix {
  const chains = read.file.chains.filter((chain) => chain.class === moneyClass).map(({ id }) => id)
  return mixOf(claimRows(read, chains, window).map(({ row }) => row))
}

function toMixRow(
  file: Network,
  row: Pick<ClaimRow, 'chain' | 'evidence' | 'from' | 'contract' | 'outcome'>,
  amount: Exact,
): MixRow {
  const contract = file.contracts.find(
    (each) => each.chain === row.chain && each.address !== undefined && each.address === row.contract,
  )
  return { ...kindsOf({ ...row, checked: contract?.checks?.evidence }), amount }
}

// A payment that no log ties to a claim is for evidence that nobody can name.
const UNTIED: SeenClaim = { evidence: null, from: 'log', checked: undefined, outcome: null }

function feeMixes(read: Read, moneyClass: MoneyClass, window: Window) {
  const rows = read.paid.filter((row) => tokenOf(read.file, row).class === moneyClass && isIn(row, window))
  return byToken(read.file, rows).map(({ token, rows: paid }) => ({
    token,
    mix: mixOf(
      paid.map(({ claim, amount }) => {
        const value = fromBaseUnits(amount, token.decimals)
        return claim ? toMixRow(read.file, claim, value) : { ...kindsOf(UNTIED), amount: value }
      }),
    ),
    events: paid.reduce((sum, { payments }) => sum + payments, 0),
  }))
}

/** Stake as it stood at the end of the window, by what the node's claims of the window are backed by. */
function stakeMixes(read: Read, moneyClass: MoneyClass, window: Window) {
  const made = Map.groupBy(
    claimRows(read, null, window).filter(({ node }) => node !== null),
    ({ node }) => node ?? '',
  )
  const claims = new Map([...made].map(([node, rows]) => [node, rows.map(({ row }) => row)]))
  const moves = read.stakes.filter(
    (row) => tokenOf(read.file, row).class === moneyClass && row.day < window.to,
  )
  return byToken(read.file, moves).map(({ token, rows }) => {
    const stakes = new Map<string, Exact>()
    for (const { node, delta } of rows)
      stakes.set(node, add(stakes.get(node) ?? ZERO, fromBaseUnits(delta, token.decimals)))
    const events = rows.reduce((sum, { moves }) => sum + moves, 0)
    return { token, events, ...stakeMix(stakes, claims) }
  })
}

function byToken<Row extends { readonly chain: number; readonly token: string }>(
  file: Network,
  rows: readonly Row[],
) {
  const groups = Map.groupBy(rows, ({ chain, token }) => `${chain}:${token}`)
  return [...groups.values()].flatMap((each) =>
    each[0] ? [{ token: tokenOf(file, each[0]), rows: each }] : [],
  )
}

const amountOf = (token: Token) => ({ unit: token.symbol, methodVersion: METHOD, places: token.decimals })

function toTokenShares(token: Token, mix: Mix, write: FigureWriter) {
  const kind = amountOf(token)
  return {
    token: toPublicAmount(token, null).token,
    total: write(known(mix.total), kind),
    views: toViews(mix, write, kind),
  }
}

const VIEW_NAMES = { claimed: 'CLAIMED', onChain: 'ON_CHAIN', rechecked: 'RECHECKED' } as const

function toViews(mix: Mix, write: FigureWriter, kind: ReturnType<typeof amountOf>) {
  return MIX_VIEWS.map((view) => ({
    view: VIEW_NAMES[view],
    kinds: EVIDENCE_KINDS.map((each) => ({
      kind: each.toUpperCase(),
      amount: write(known(mix.views[view][each]), kind),
      share: write(shareOf(mix, view, each), SHARE),
    })),
  }))
}

function say(mix: Mix): string {
  if (mix.total.n === 0n) return 'No claim was settled in this window.'
  const share = (amount: Exact) =>
    `${((toNumber(amount) / toNumber(mix.total)) * 100).toFixed(1).replace(/\.0$/, '')} %`
  const backed = (view: (typeof MIX_VIEWS)[number]) =>
    (['tee', 'snark', 'replay'] as const).reduce((sum, kind) => add(sum, mix.views[view][kind]), ZERO)
  const { claimed } = mix.views
  return `Of ${toNumber(mix.total).toFixed(0)} claims, ${share(claimed.tee)} name trusted hardware, ${share(claimed.snark)} a proof, ${share(claimed.replay)} an input to run again and ${share(claimed.none)} nothing; contracts checked ${share(backed('onChain'))} before they were settled, and watchdogs found ${share(backed('rechecked'))} good.`
}
