import type { LogFilter } from '../client.ts'

/** Two filters that together accept what this one does; undefined when it names one address and one topic at most. */
export function halvesOf(filter: LogFilter): readonly [LogFilter, LogFilter] | undefined {
  const { addresses, topics } = filter
  const [first, ...others] = topics
  if (addresses.length > 1) {
    const [one, two] = halve(addresses)
    return [
      { ...filter, addresses: one },
      { ...filter, addresses: two },
    ]
  }
  if (!first || first.length < 2) return undefined
  const [one, two] = halve(first)
  return [
    { ...filter, topics: [one, ...others] },
    { ...filter, topics: [two, ...others] },
  ]
}

function halve<T>(list: readonly T[]): [T[], T[]] {
  const middle = Math.ceil(list.length / 2)
  return [list.slice(0, middle), list.slice(middle)]
}
