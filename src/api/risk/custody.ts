import type { Custody } from '../../platform/network-custody.ts'
import type { NodeSpell } from './rows/spells.ts'

/** What a network's file says of a node's machine at a moment: of the node itself before its owner. */
export function custodyOf(
  custody: readonly Custody[],
  { node, owner }: Pick<NodeSpell, 'node' | 'owner'>,
  at: number,
): Custody | undefined {
  const during = custody.filter(
    ({ since, until }) => toSeconds(since) <= at && (until === undefined || at < toSeconds(until)),
  )
  return (
    during.find((each) => each.node === node) ??
    during.find((each) => each.owner !== undefined && each.owner === owner)
  )
}

/** Unix seconds of a time in a network's file. */
export function toSeconds(text: string): number {
  return Date.parse(text) / 1000
}
