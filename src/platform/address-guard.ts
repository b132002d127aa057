import { type LookupAddress, lookup as lookupName } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { Unavailable } from '../claim/errors.ts'

// Everything the IANA special-purpose registries keep from the open internet (RFC 6890 and its updates): loopback,
// private, link-local with the cloud metadata service, shared, documentation, benchmarking, multicast, reserved, and
// what smuggles an IPv4 address into IPv6 (mapped addresses are unwrapped by BlockList itself; NAT64, 6to4, Teredo).
const SPECIAL_V4 = [
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24',
  '192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4',
]
const SPECIAL_V6 = [
  '::/96 64:ff9b::/96 64:ff9b:1::/48 100::/64 2001::/23 2001:db8::/32 2002::/16 3fff::/20 5f00::/16 fc00::/7',
  'fe80::/10 fec0::/10 ff00::/8',
]

const special = new BlockList()
for (const [family, lists] of [
  ['ipv4', SPECIAL_V4],
  ['ipv6', SPECIAL_V6],
] as const)
  for (const entry of lists.join(' ').split(' ')) {
    const [net = '', bits = ''] = entry.split('/')
    special.addSubnet(net, Number(bits), family)
  }

/** Whether an IP address is one that a stranger's URL must not make us call. */
export function isPrivateAddress(ip: string): boolean {
  const family = isIP(ip)
  if (family === 0) return true
  return special.check(ip, family === 6 ? 'ipv6' : 'ipv4')
}

export function refusedAddress(host: string): Unavailable {
  return new Unavailable(
    'UNAVAILABLE_PRIVATE_ADDRESS',
    `${host} is on a private address: name it in ASSAY_PRIVATE_HOSTS if it may be asked`,
  )
}

/**
 * A resolver for sockets that hands out public addresses only. The socket connects to what it is given here, so a name
 * that answers differently the second time changes nothing.
 */
export const lookupPublic: LookupFunction = (hostname, options, callback) => {
  lookupName(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    if (error) return callback(error, '')
    const first = addresses[0]
    if (!first || addresses.some(({ address }) => isPrivateAddress(address)))
      return callback(refusedAddress(hostname), '')
    return options.all ? callback(null, addresses) : callback(null, first.address, first.family)
  })
}
