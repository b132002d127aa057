/**
 * The first whole number of `from` to `to - 1` for which `holds`, by halving; `to` when it holds for none. `holds` must be false
 * up to some number and true for every one behind it.
 */
export function firstWhere(from: number, to: number, holds: (at: number) => boolean): number {
  let [low, high] = [from, to]
  while (low < high) {
    const middle = low + Math.floor((high - low) / 2)
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}

/** As {@link firstWhere}, for a question that somebody else answers. */
export async function findFirstWhere(
  from: number,
  to: number,
  holds: (at: number) => Promise<boolean>,
): Promise<number> {
  let [low, high] = [from, to]
  while (low < high) {
    const middle = low + Math.floor((high - low) / 2)
    if (await holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}
