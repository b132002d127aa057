import { type LookupAddress, lookup as lookupName } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { Unavailable } from '../claim/errors.ts'

// Everything the IANA special-purpose registries keep from the open internet (RFC 6890 and its updates): loopback,
// private, link-local with most clouds' metadata services, shared, documentation, benchmarking, multicast, reserved.
const SPECIAL_V4 = [
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24',
  '192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24',
  '203.0.113.0/24 224.0.0.0/4 240.0.0.0/4',
]
// Addresses that look public and answer only inside of a cloud: the host agent of Azure, the service networks of IBM, the
// private front of Google's APIs.
const CLOUDS_V4 = ['168.63.129.16/32 161.26.0.0/16 166.8.0.0/14 199.36.153.4/30 199.36.153.8/30']
// All of IPv6 that is routed on the open internet, and what is special inside it: Teredo and other protocol assignments,
// documentation, 6to4. Outside are loopback, link-local, private and multicast, and the ranges that carry an IPv4 address
// (NAT64, SIIT, compatible); mapped ones are unwrapped by BlockList itself.
const ROUTED_V6 = ['2000::/3']
const SPECIAL_V6 = ['2001::/23 2001:db8::/32 2002::/16 2620:4f:8000::/48 3fff::/20']

const special = listOf('ipv4', [...SPECIAL_V4, ...CLOUDS_V4])
const routed = listOf('ipv6', ROUTED_V6)
const specialInside = listOf('ipv6', SPECIAL_V6)
const mapped = listOf('ipv6', ['::ffff:0:0/96'])

// The interface identifier of ISATAP carries an IPv4 address below any prefix.
const ISATAP = /:(0|200|0200)?:?5efe:/i

function listOf(family: 'ipv4' | 'ipv6', lists: readonly string[]): BlockList {
  const list = new BlockList()
  for (const entry of lists.join(' ').split(' ')) {
    const [net = '', bits = ''] = entry.split('/')
    list.addSubnet(net, Number(bits), family)
  }
  return list
}

/** Whether an IP address is one that a stranger's URL must not make us call. */
export function isPrivateAddress(ip: string): boolean {
  const family = isIP(ip)
  if (family === 0) return true
  if (family === 4) return special.check(ip, 'ipv4')
  if (mapped.check(ip, 'ipv6')) return special.check(ip, 'ipv6')
  return !routed.check(ip, 'ipv6') || specialInside.check(ip, 'ipv6') || ISATAP.test(ip)
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
