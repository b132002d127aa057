import { seedDigest } from '../claim/digest.ts'
import { Rejected } from '../claim/errors.ts'
import type { Hash32 } from '../claim/hex.ts'
import type { AnyEntry, Entry, Named, NamedEntry } from './manifest.ts'

/**
 * The entries that hold, by ascending blocks, of all in the order of their sequence.
 * @throws Rejected `LAKE_CHAIN` when one does not go on from those before it
 */
export function listLive(entries: readonly NamedEntry[]): NamedEntry[] {
  const live: NamedEntry[] = []
  let before: NamedEntry | undefined
  for (const named of entries) {
    const { entry, name } = named
    assertFollows(named, before)
    if (before && !isSameChain(entry, before.entry))
      throw chainFault(`entry ${name} is of another chain than the one before it`)
    const replaced = live.findIndex((each) => each.entry.from === entry.from)
    if (replaced >= 0) live.length = replaced
    const last = live.at(-1)?.entry
    const [block, digest] = last ? [last.to + 1, last.digestAfter] : [0, seedOf(entry)]
    if (entry.from !== block)
      throw chainFault(`entry ${name} begins at block ${entry.from}, wanted is ${block}`)
    if (entry.digestBefore !== digest)
      throw chainFault(`entry ${name} goes on from digest ${entry.digestBefore}, reached is ${digest}`)
    live.push(named)
    before = named
  }
  return live
}

/**
 * That an entry of a manifest says of the one before it that it is.
 * @throws Rejected `LAKE_CHAIN`
 */
export function assertFollows({ entry, name }: Named<AnyEntry>, before: Named<AnyEntry> | undefined): void {
  if (entry.sequence !== (before?.entry.sequence ?? -1) + 1 || entry.previous !== (before?.name ?? null))
    throw chainFault(`entry ${name} does not stand behind entry ${before?.name ?? 'none'}`)
}

function isSameChain(one: Entry, other: Entry): boolean {
  return (
    one.network === other.network &&
    one.chain === other.chain &&
    one.genesis === other.genesis &&
    one.sourceSet === other.sourceSet &&
    one.grid.join() === other.grid.join()
  )
}

function seedOf({ chain, sourceSet }: Entry): Hash32 {
  return seedDigest(chain, sourceSet)
}

function chainFault(message: string): Rejected {
  return new Rejected('LAKE_CHAIN', message)
}
