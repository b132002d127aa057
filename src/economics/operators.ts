/** From when to when accounts were a node's own: its owner and the address it is paid at. Unix seconds; `to`: null while they are. */
export interface Tenure {
  readonly node: string
  readonly from: number
  readonly to: number | null
  readonly accounts: readonly string[]
  /** Which of them owns the node; absent or null: the chain names nobody, or an account where strangers meet. */
  readonly owner?: string | null
}

/** Whose a node was at each moment: a key that changes hands today changes nothing of what was paid yesterday. */
export class Operators {
  readonly #byNode: ReadonlyMap<string, readonly Tenure[]>
  readonly #byAccount: ReadonlyMap<string, readonly Tenure[]>

  constructor(tenures: readonly Tenure[]) {
    this.#byNode = Map.groupBy(tenures, ({ node }) => node)
    const held = tenures.flatMap((tenure) => tenure.accounts.map((account) => ({ account, tenure })))
    const byAccount = Map.groupBy(held, ({ account }) => account)
    this.#byAccount = new Map([...byAccount].map(([account, all]) => [account, all.map((it) => it.tenure)]))
  }

  /** Whether an account was this node's own at a moment, or that of another node of the same owner. */
  owns(node: string, account: string, at: number): boolean {
    const hands = this.handsOf(node, at)
    return this.#heldBy(account, at).some((it) => it.node === node || (it.owner && hands.includes(it.owner)))
  }

  /** A node and who owned it at a moment: by either, what is paid to or by one hand is told. */
  handsOf(node: string, at: number): readonly string[] {
    const tenures = this.#byNode.get(node) ?? []
    return [node, ...tenures.flatMap((it) => (isDuring(it, at) && it.owner ? [it.owner] : []))]
  }

  /** Whether an account was any node's own at a moment. */
  isOperator(account: string, at: number): boolean {
    return this.nodesOf(account, at).length > 0
  }

  /** The nodes whose own an account was at a moment; without one: ever. */
  nodesOf(account: string, at?: number): readonly string[] {
    return this.#heldBy(account, at).map(({ node }) => node)
  }

  /** When an account, or another of its nodes' owners, began or ceased to be a node's own. Unix seconds. */
  momentsOf(account: string): readonly number[] {
    const tenures = this.#heldBy(account)
    const owners = new Set([account, ...tenures.flatMap(({ owner }) => owner ?? [])])
    const all = [...owners].flatMap((each) => this.#heldBy(each))
    return [...new Set(all.flatMap(({ from, to }) => (to === null ? [from] : [from, to])))]
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

  #heldBy(account: string, at?: number): readonly Tenure[] {
    return (this.#byAccount.get(account) ?? []).filter((each) => at === undefined || isDuring(each, at))
  }
}

function isDuring({ from, to }: Tenure, at: number): boolean {
  return at >= from && (to === null || at < to)
}
