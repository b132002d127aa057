/** Runs `task` for each item, so many at a time; results in the order of the items. */
export async function inParallel<I, O>(
  items: readonly I[],
  atOnce: number,
  task: (item: I) => Promise<O>,
): Promise<O[]> {
  const results: O[] = []
  let next = 0
  const worker = async () => {
    while (next < items.length) {
      const index = next++
      const item = items[index]
      if (item !== undefined) results[index] = await task(item)
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker))
  return results
}

export function toChunks<T>(items: readonly T[], size: number): T[][] {
  const chunks: T[][] = []
  for (let from = 0; from < items.length; from += size) chunks.push(items.slice(from, from + size))
  return chunks
}
