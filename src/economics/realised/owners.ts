/** A node with the accounts that were ever its own. */
interface Owned {
  readonly accounts: ReadonlySet<string>
}

/**
 * Nodes by who runs them: those that ever had an account in common are one operator's, also over several steps. `shared`:
 * accounts where strangers meet (exchanges, bridges, pools), which link nobody.
 */
export function groupByOwner<T extends Owned>(
  nodes: readonly T[],
  shared: ReadonlySet<string>,
): readonly (readonly T[])[] {
  // By account: the group that it leads to, which may have been merged into another.
  const above = new Map<string, string>()
  const rootOf = (account: string): string => {
    let root = account
    for (let next = above.get(root); next !== undefined && next !== root; next = above.get(root)) root = next
    return root
  }
  const keys = nodes.map((node, index) => {
    const [first = `node ${index}`, ...others] = [...node.accounts].filter((account) => !shared.has(account))
    for (const other of others) above.set(rootOf(other), rootOf(first))
    return first
  })
  return [...Map.groupBy(nodes.keys(), (index) => rootOf(keys[index] ?? '')).values()].map((group) =>
    group.flatMap((index) => nodes[index] ?? []),
  )
}
