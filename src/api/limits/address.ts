import { isIPv4, isIPv6 } from 'node:net'

/**
 * The address that a caller is counted by. An IPv6 host has a whole /64 to choose its addresses from, so that is what is
 * counted; an IPv4 address inside IPv6 is what it is outside. A port beside it does not count, and a text that is no address
 * is cut: it is only a name then.
 */
export function toCounted(text: string): string {
  const bare = /^\[([^\]]*)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text
  if (isIPv4(bare)) return bare
  const [address = ''] = bare.split('%', 1)
  if (!isIPv6(address)) return bare.slice(0, 64)
  const groups = groupsOf(address)
  const mapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff
  if (mapped)
    return groups
      .slice(6)
      .flatMap((group) => [group >> 8, group & 255])
      .join('.')
  return `${groups
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(':')}::/64`
}

function groupsOf(address: string): number[] {
  const [before = '', after] = address.split('::')
  const left = readGroups(before)
  if (after === undefined) return left
  const right = readGroups(after)
  return [...left, ...Array<number>(8 - left.length - right.length).fill(0), ...right]
}

function readGroups(text: string): number[] {
  if (text === '') return []
  return text.split(':').flatMap((group) => {
    if (!group.includes('.')) return [Number.parseInt(group, 16)]
    const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number)
    return [a * 256 + b, c * 256 + d]
  })
}
