import type { OperatorsEarnedQuery, OperatorVersionsQuery } from '../../data/generated/graphql.ts'
import type { Shown } from '../../figures/shown.ts'

type Version = OperatorVersionsQuery['nodeVersions'][number]
type Board = OperatorsEarnedQuery['leaderboard'][number]

/** Why nodes are one operator's: an address that each of them had. */
export interface Tie {
  readonly address: string
  readonly as: 'owner' | 'payment address' | 'owner and payment address'
  readonly nodes: readonly string[]
}

export interface Operator {
  /** The address that most of its nodes have, an owner before a payment address. */
  readonly name: string
  readonly nodes: readonly string[]
  readonly addresses: readonly Tie[]
  /** Ties of two nodes or more: what makes it one. */
  readonly ties: readonly Tie[]
  readonly roles: readonly string[]
  readonly since: string
  readonly there: number
  readonly gross: Shown
}

/** Nodes that ever had an owner or a payment address in common, also over several steps. */
export function groupNodes(versions: readonly Version[], board: Board | undefined): Operator[] {
  const ties = tiesOf(versions)
  const parent = new Map<string, string>()
  const rootOf = (key: string): string => {
    const above = parent.get(key) ?? key
    if (above === key) return key
    const root = rootOf(above)
    parent.set(key, root)
    return root
  }
  for (const { nodeKey } of versions) parent.set(nodeKey, rootOf(nodeKey))
  for (const { nodes } of ties) for (const each of nodes) parent.set(rootOf(each), rootOf(nodes[0] ?? each))
  const nodes = Map.groupBy(new Set(versions.map((each) => each.nodeKey)), rootOf)
  const states = Map.groupBy(versions, (each) => rootOf(each.nodeKey))
  const addresses = Map.groupBy(ties, (each) => rootOf(each.nodes[0] ?? ''))
  const figures = new Map(board?.rows.map((each) => [each.key, each]))
  return [...nodes].map(([root, keys]) =>
    operatorOf(keys, states.get(root) ?? [], addresses.get(root) ?? [], figures),
  )
}

function tiesOf(versions: readonly Version[]): Tie[] {
  const uses = new Map<string, { owner: Set<string>; paid: Set<string> }>()
  const use = (address: string | null) => {
    if (address === null) return null
    const found = uses.get(address) ?? { owner: new Set<string>(), paid: new Set<string>() }
    uses.set(address, found)
    return found
  }
  for (const { nodeKey, owner, paymentAddress } of versions) {
    use(owner)?.owner.add(nodeKey)
    use(paymentAddress)?.paid.add(nodeKey)
  }
  return [...uses].map(([address, { owner, paid }]) => ({
    address,
    as:
      owner.size > 0 && paid.size > 0
        ? 'owner and payment address'
        : owner.size > 0
          ? 'owner'
          : 'payment address',
    nodes: [...new Set([...owner, ...paid])],
  }))
}

function operatorOf(
  nodes: readonly string[],
  versions: readonly Version[],
  addresses: readonly Tie[],
  figures: ReadonlyMap<string, Board['rows'][number]>,
): Operator {
  const sorted = [...addresses].sort(
    (a, b) =>
      Number(b.as !== 'payment address') - Number(a.as !== 'payment address') ||
      b.nodes.length - a.nodes.length,
  )
  const now = versions.filter((each) => each.toTime === null)
  return {
    name: sorted[0]?.address ?? nodes[0] ?? '',
    nodes,
    addresses: sorted,
    ties: sorted.filter((each) => each.nodes.length > 1),
    roles: [...new Set(now.map((each) => each.role))].filter((each) => each !== null).sort(),
    since: versions.map((each) => each.fromTime).sort()[0] ?? '',
    there: nodes.filter((each) => figures.get(each)?.leftAt === null).length,
    gross: sumOf(nodes.map((each) => figures.get(each)?.figure)),
  }
}

/** A sum of figures of one class, read at the same blocks; null where one of them has no value. */
function sumOf(figures: readonly (Board['rows'][number]['figure'] | undefined)[]): Shown {
  const known = figures.filter((each) => each !== undefined)
  const [first] = known
  const base = { unit: 'USD', class: first?.class ?? null, asOf: first?.asOf ?? [] }
  if (known.length < figures.length) return { value: null, reason: 'NOT_RANKED', ...base }
  const missing = known.find((each) => each.value === null)
  if (missing) return { value: null, reason: missing.reason, ...base }
  const micros = known.reduce((sum, each) => sum + BigInt(Math.round(Number(each.value) * 1e6)), 0n)
  return { value: (Number(micros) / 1e6).toFixed(6), reason: null, ...base }
}
