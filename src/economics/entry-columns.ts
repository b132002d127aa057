import type { Entry, EntryKind } from './ledger.ts'
import type { Token } from './price.ts'

/**
 * Entries of income and stake by columns, for another thread: what figures over nodes read of them, names once each. It is copied in a
 * tenth of the time that as many objects take.
 */
export interface EntryColumns {
  readonly names: readonly (string | null)[]
  readonly tokens: readonly Token[]
  readonly kinds: readonly EntryKind[]
  readonly kind: Uint8Array
  readonly at: Float64Array
  readonly node: Int32Array
  readonly token: Int32Array
  readonly from: Int32Array
  readonly to: Int32Array
  readonly related: Int32Array
  readonly reason: Int32Array
  readonly txHash: Int32Array
  /** NaN: the chain does not say. */
  readonly since: Float64Array
  readonly amount: readonly (bigint | null)[]
  readonly sum: readonly Entry['sum'][]
}

/** The columns of entries, in their order. */
export function packEntries(entries: readonly Entry[]): EntryColumns {
  const [names, tokens, kinds] = [new Places<string | null>(), new Places<Token>(), new Places<EntryKind>()]
  const count = entries.length
  const column = () => new Int32Array(count)
  const kind = new Uint8Array(count)
  const [at, since] = [new Float64Array(count), new Float64Array(count)]
  const [node, token, from, to] = [column(), column(), column(), column()]
  const [related, reason, txHash] = [column(), column(), column()]
  const amount: (bigint | null)[] = []
  const sum: Entry['sum'][] = []
  // One pass, for a ledger may have hundreds of thousands.
  for (let index = 0; index < count; index++) {
    const entry = entries[index] as Entry
    kind[index] = kinds.of(entry.kind)
    at[index] = entry.at
    since[index] = entry.since ?? Number.NaN
    node[index] = names.of(entry.node)
    token[index] = tokens.of(entry.token)
    from[index] = names.of(entry.from)
    to[index] = names.of(entry.to)
    related[index] = names.of(entry.related)
    reason[index] = names.of(entry.reason)
    // Named only where an amount is not known, in words of what is missing.
    txHash[index] = names.of(entry.amount === null ? entry.source.txHash : null)
    amount.push(entry.amount)
    sum.push(entry.sum)
  }
  const places = { node, token, from, to, related, reason, txHash }
  return { ...places, kind, at, since, amount, sum, names: names.all, tokens: tokens.all, kinds: kinds.all }
}

/** The entries of columns; of where they stand on chain only the transaction is told, and only of an unknown amount. */
export function unpackEntries(columns: EntryColumns): readonly Entry[] {
  const name = (places: Int32Array, index: number) => columns.names[places[index] ?? 0] ?? null
  return Array.from(columns.at, (at, index): Entry => {
    const token = columns.tokens[columns.token[index] ?? 0] as Token
    const since = columns.since[index] ?? Number.NaN
    const sum = columns.sum[index]
    return {
      kind: columns.kinds[columns.kind[index] ?? 0] as EntryKind,
      at,
      source: {
        chain: token.chain,
        block: 0,
        blockHash: '',
        txHash: name(columns.txHash, index) ?? '',
        position: index,
      },
      node: name(columns.node, index),
      attribution: 'none',
      token,
      amount: columns.amount[index] ?? null,
      from: name(columns.from, index),
      to: name(columns.to, index),
      related: name(columns.related, index),
      reason: name(columns.reason, index),
      since: Number.isNaN(since) ? null : since,
      ...(sum && { sum }),
    }
  })
}

/** Each value once, and its place. */
class Places<T> {
  readonly all: T[] = []
  readonly #places = new Map<T, number>()

  of(value: T): number {
    const known = this.#places.get(value)
    if (known !== undefined) return known
    this.#places.set(value, this.all.length)
    this.all.push(value)
    return this.all.length - 1
  }
}
