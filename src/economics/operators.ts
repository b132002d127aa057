/** From when to when accounts were a node's own: its owner and the address it is paid at. Unix seconds; `to`: null while they are. */
export interface Tenure {
  readonly node: string
  readonly from: number
  readonly to: number | null
  readonly accounts: readonly string[]
}

/** Whose a node was at each moment: a key that changes hands today changes nothing of what was paid yesterday. */
export class Operators {
  readonly #byNode: ReadonlyMap<string, readonly Tenure[]>
  readonly #byAccount: ReadonlyMap<string, readonly Tenure[]>

  constructor(tenures: readonly Tenure[]) {
    this.#byNode = Map.groupBy(tenures, ({ node }) => node)
    const byAccount = new Map<string, Tenure[]>()
    for (const tenure of tenures)
      for (const account of tenure.accounts) {
        const group = byAccount.get(account) ?? []
        byAccount.set(account, group)
        group.push(tenure)
      }
    this.#byAccount = byAccount
  }

  /** Whether an account was this node's own at a moment. */
  owns(node: string, account: string, at: number): boolean {
    const tenures = this.#byNode.get(node) ?? []
    return tenures.some((each) => each.accounts.includes(account) && isDuring(each, at))
  }

  /** Whether an account was any node's own at a moment. */
  isOperator(account: string, at: number): boolean {
    return this.nodesOf(account, at).length > 0
  }

  /** The nodes whose own an account was at a moment. */
  nodesOf(account: string, at: number): readonly string[] {
    const tenures = this.#byAccount.get(account) ?? []
    return tenures.filter((each) => isDuring(each, at)).map(({ node }) => node)
  }

  /** When an account began or ceased to be a node's own. Unix seconds. */
  momentsOf(account: string): readonly number[] {
    return (this.#byAccount.get(account) ?? []).flatMap(({ from, to }) => (to === null ? [from] : [from, to]))
  }

  /** Whether an account was ever any node's own. */
  has(account: string): boolean {
    return this.#byAccount.has(account)
  }

  /** Every account that was ever any node's own. */
  get accounts(): readonly string[] {
    return [...this.#byAccount.keys()]
  }

  /** Every account that was ever the node's own: stake stays its operator's when the key changes. */
  accountsOf(node: string): ReadonlySet<string> {
    return new Set((this.#byNode.get(node) ?? []).flatMap(({ accounts }) => accounts))
  }

  /** Number of accounts, of all nodes. */
  get size(): number {
    return this.#byAccount.size
  }
}

function isDuring({ from, to }: Tenure, at: number): boolean {
  return at >= from && (to === null || at < to)
}
