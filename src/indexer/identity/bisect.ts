/** A value, and the first block at whose end it held. */
export interface ValueFrom {
  readonly block: number
  /** Null: not to be known from this block on. */
  readonly value: bigint | null
}

/**
 * The blocks between `from` and `to` at which a value changed, when it leaves no log: one question per halving. What changed
 * and changed back between two looks is not seen. Where `read` answers undefined (the endpoint keeps no state so old)
 * the value is unknown, and the search goes on above.
 */
export async function listChanges(
  read: (block: number) => Promise<bigint | undefined>,
  from: ValueFrom,
  to: { readonly block: number; readonly value: bigint },
): Promise<ValueFrom[]> {
  const changes: ValueFrom[] = []
  let low = from
  while (low.value !== to.value) {
    const next = await findChange(read, low, to)
    // The blocks without an answer lie between what was known and the oldest state that can be read.
    if (next.afterGap && low.value !== null) changes.push({ block: low.block + 1, value: null })
    changes.push(next.change)
    low = next.change
  }
  return changes
}

/** {@link listChanges} from one known value to the next: what came back between two of them is found as well. */
export async function listChangesThrough(
  read: (block: number) => Promise<bigint | undefined>,
  from: ValueFrom,
  stops: readonly { readonly block: number; readonly value: bigint }[],
): Promise<ValueFrom[]> {
  const changes: ValueFrom[] = []
  let low = from
  for (const stop of stops) {
    changes.push(...(await listChanges(read, low, stop)))
    low = stop
  }
  return changes
}

// The first block after `from` with another value; undefined answers count as older than any answer.
async function findChange(
  read: (block: number) => Promise<bigint | undefined>,
  from: ValueFrom,
  to: { readonly block: number; readonly value: bigint },
): Promise<{
  readonly change: { readonly block: number; readonly value: bigint }
  readonly afterGap: boolean
}> {
  let low = from.block
  let high = to
  let silentAbove = false
  while (high.block - low > 1) {
    const middle = low + Math.floor((high.block - low) / 2)
    const value = await read(middle)
    if (value === undefined) {
      low = middle
      silentAbove = true
    } else if (value === from.value) {
      low = middle
      silentAbove = false
    } else high = { block: middle, value }
  }
  return { change: high, afterGap: silentAbove }
}
