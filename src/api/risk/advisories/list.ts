import { isStale } from '../../../economics/reference-rows.ts'
import { intervalsOf, type MachineSpell } from '../../../economics/risk/advisory.ts'
import type { Advisory } from '../../../platform/advisories.ts'
import { findScope, getNetworkFile, toDateTime } from '../../economics/rows/scope.ts'
import { badInput, refused } from '../../execute/errors.ts'
import type { Snapshot } from '../../execute/snapshot.ts'
import type { ConcentrationMeans } from '../concentration/concentration.ts'
import { listSpells } from '../rows/spells.ts'
import { listMachines, type NodeMachines } from './machines.ts'

const MOST_ROWS = 1000

export interface MatchArguments {
  readonly network: string
  readonly advisory?: string | null
  readonly node?: string | null
  readonly top: number
  readonly skip: number
}

/** `Query.advisories`: what was published of trusted hardware, newest first. `now` in Unix seconds. */
export function answerAdvisories(advisories: readonly Advisory[], tee: string | null, now: number) {
  const asked =
    tee === null ? advisories : advisories.filter(({ affected }) => affected.some((each) => each.tee === tee))
  return asked
    .toSorted((a, b) => (a.published < b.published ? 1 : -1))
    .map((each) => toPublicAdvisory(each, now))
}

/** `Query.advisoryById`. `now` in Unix seconds. */
export function answerAdvisory(advisories: readonly Advisory[], id: string, now: number) {
  const found = findAdvisory(advisories, id)
  return found ? toPublicAdvisory(found, now) : null
}

export function toPublicAdvisory(advisory: Advisory, now: number) {
  return {
    id: advisory.id,
    name: advisory.name,
    published: firstDay(advisory.published),
    publishedNote: advisory.published_note || null,
    affects: advisory.affects,
    attackClass: advisory.attack_class || null,
    physical: advisory.physical || null,
    forgesAttestation: advisory.forges_attestation || null,
    fix: advisory.fix_or_status || null,
    source: advisory.source,
    asOf: firstDay(advisory.as_of),
    confidence: advisory.confidence,
    stale: isStale(advisory, now),
    author: advisory.author,
    hardware: advisory.affected.map((each) => ({
      tee: each.tee,
      cpus: each.cpus,
      access: each.access.toUpperCase(),
      forges: each.forges.toUpperCase(),
      firstAffected: each.first_affected === null ? null : firstDay(each.first_affected),
      patchedTcb: each.patched_tcb,
      note: each.note || null,
    })),
  }
}

/** A month counts as its first day. */
export function firstDay(date: string): string {
  return date.length === 7 ? `${date}-01` : date
}

function findAdvisory(advisories: readonly Advisory[], id: string): Advisory | undefined {
  return advisories.find((each) => each.id.toLowerCase() === id.toLowerCase())
}

/**
 * The advisory of an id.
 * @throws `BAD_USER_INPUT`
 */
export function getAdvisory(advisories: readonly Advisory[], id: string): Advisory {
  const found = findAdvisory(advisories, id)
  if (!found) throw badInput(`no advisory ${id.slice(0, 80)}: see advisories { id }`)
  return found
}

/**
 * `Query.advisoryMatches`: of each node, in which time each advisory is about its machine.
 * @throws `NETWORK_UNKNOWN`, `BAD_USER_INPUT`, `TOO_MANY_ROWS`
 */
export async function answerMatches(means: ConcentrationMeans, snapshot: Snapshot, args: MatchArguments) {
  const { top, skip } = args
  if (top < 1 || top > MOST_ROWS) throw badInput(`top must be 1 to ${MOST_ROWS}`)
  if (skip < 0) throw badInput('skip must not be negative')
  const { advisories } = means.catalogue
  const asked = args.advisory == null ? advisories : [getAdvisory(advisories, args.advisory)]
  const { file, scope, machines } = await readMachines(means, snapshot, args.network)
  const key = args.node?.toLowerCase().replace(/^.*-(?=0x)/, '')
  const nodes = key === undefined ? machines : machines.filter(({ node }) => node === key)
  if (key !== undefined && nodes.length === 0)
    throw refused('BAD_USER_INPUT', `${args.network} has no node ${key.slice(0, 80)}`)
  const asOf = scope.asOf.map(({ chain, block, hash }) => ({ chainId: chain, number: block, hash }))
  const pairs = asked.flatMap((advisory) => nodes.map((node) => ({ advisory, node })))
  return pairs.slice(skip, skip + top).map(({ advisory, node }) => ({
    advisory: advisory.id,
    ...toPublicNode(args.network, node),
    class: file.chains.find(({ id }) => id === node.chain)?.class ?? null,
    asOf: asOf.filter(({ chainId }) => chainId === node.chain),
    ...toPublicIntervals(node.spells, advisory),
  }))
}

/**
 * Every node's machines up to the newest block of a network.
 * @throws `NETWORK_UNKNOWN`, `TOO_MANY_ROWS`
 */
export async function readMachines(means: ConcentrationMeans, snapshot: Snapshot, network: string) {
  const file = getNetworkFile(means.networks, network)
  const scope = await findScope(snapshot, network, { days: 1 })
  const spells = await listSpells(snapshot, network, scope.window)
  const platforms = await means.platforms.listOf(snapshot, file, scope.window)
  return { file, scope, machines: listMachines(spells, platforms, file.custody) }
}

function toPublicNode(network: string, { chain, node }: NodeMachines) {
  return { nodeId: `${network}:${chain}-${node}`, key: node, chainId: chain }
}

function toPublicIntervals(spells: readonly MachineSpell[], { affected }: Advisory) {
  const intervals = intervalsOf(spells, affected)
  const last = intervals.at(-1)
  return {
    state: (last?.state ?? 'unknown').toUpperCase(),
    patchedFrom: last?.state === 'patched' ? toDateTime(last.from) : null,
    intervals: intervals.map(({ from, to, state, reason }) => {
      const { machine } = spells.findLast((spell) => spell.from <= from) ?? { machine: null }
      return {
        from: toDateTime(from),
        to: to === null ? null : toDateTime(to),
        state: state.toUpperCase(),
        reason,
        tee: machine?.tee ?? null,
        cpu: machine?.cpu ?? null,
        custody: machine?.custody?.toUpperCase() ?? 'UNKNOWN',
        isProved: machine?.isProved ?? false,
        tcb: Object.entries(machine?.tcb ?? {}).map(([component, version]) => `${component} ${version}`),
      }
    }),
  }
}
