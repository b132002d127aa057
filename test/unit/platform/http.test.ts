import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isPrivateAddress } from '../../../src/platform/address-guard.ts'
import { GuardedHttp } from '../../../src/platform/http.ts'

const limits = { maxBytes: 1000, timeoutMs: 2000 }
let server: Server
let host: string
let open: GuardedHttp
let closed: GuardedHttp

beforeAll(async () => {
  server = createServer((request, response) => {
    const redirect = (to: string) => response.writeHead(302, { location: to }).end()
    if (request.url === '/ok') response.end('hello')
    else if (request.url === '/long') response.end(Buffer.alloc(1001))
    else if (request.url === '/slow') response.write('a')
    else if (request.url === '/gzip') response.writeHead(200, { 'content-encoding': 'gzip' }).end('x')
    else if (request.url === '/near') redirect('/ok')
    else if (request.url === '/round') redirect('/round')
    else if (request.url === '/away') redirect('http://example.org/')
    else if (request.url === '/port') redirect(`http://localhost:${port(server)}/ok`)
    else if (request.url === '/file') redirect('file:///etc/passwd')
    else response.writeHead(404).end('no')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  host = `127.0.0.1:${port(server)}`
  open = new GuardedHttp([host])
  closed = new GuardedHttp([])
})
afterAll(async () => {
  await Promise.all([open.close(), closed.close()])
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

const port = (of: Server) => (of.address() as AddressInfo).port
const get = (path: string) => open.get(`http://${host}${path}`, limits)
const refused = (code: string) => expect.objectContaining({ code })

describe('guarded HTTP', () => {
  test('returns bytes and status', async () => {
    expect(Buffer.from((await get('/ok')).bytes).toString()).toBe('hello')
    expect(await get('/nothing')).toEqual({ status: 404, bytes: new Uint8Array() })
  })

  test('follows redirects on the same host only, and not for ever', async () => {
    expect((await get('/near')).status).toBe(200)
    for (const path of ['/round', '/away', '/port'])
      await expect(get(path)).rejects.toEqual(refused('UNAVAILABLE_REDIRECT'))
    await expect(get('/file')).rejects.toEqual(refused('UNAVAILABLE_URL'))
  })

  test('ends at the byte cap and at the time cap', async () => {
    await expect(get('/long')).rejects.toEqual(refused('UNAVAILABLE_SIZE'))
    await expect(open.get(`http://${host}/slow`, { maxBytes: 1000, timeoutMs: 100 })).rejects.toEqual(
      refused('UNAVAILABLE_TIMEOUT'),
    )
  })

  test('refuses an encoding that could unfold', async () => {
    await expect(get('/gzip')).rejects.toEqual(refused('UNAVAILABLE_ENCODING'))
  })

  test('refuses private addresses that are not listed, as literals, odd spellings and names', async () => {
    for (const spelled of ['127.0.0.1', 'localhost', '[::1]', '2130706433', '0x7f.1', '[::ffff:127.0.0.1]'])
      await expect(closed.get(`http://${spelled}:${port(server)}/ok`, limits)).rejects.toEqual(
        refused('UNAVAILABLE_PRIVATE_ADDRESS'),
      )
  })

  test('refuses URLs that are not plain http', async () => {
    for (const url of [
      'file:///etc/passwd',
      'http://user:secret@example.org/',
      'nonsense',
      'ftp://example.org',
    ])
      await expect(closed.get(url, limits)).rejects.toEqual(refused('UNAVAILABLE_URL'))
  })

  test('a closed port is unavailable', async () => {
    await expect(new GuardedHttp(['127.0.0.1:1']).get('http://127.0.0.1:1/', limits)).rejects.toEqual(
      refused('UNAVAILABLE_HTTP'),
    )
  })

  test('a host that is listed without a port may be asked at the port of the scheme alone', async () => {
    const some = new GuardedHttp(['127.0.0.1', 'localhost:80', '[::1]'])
    const ask = (url: string) => some.get(url, { maxBytes: 10, timeoutMs: 500 })
    for (const url of [
      `http://${host}/ok`,
      `http://localhost:${port(server)}/ok`,
      'http://[::1]:81/',
      'https://localhost/',
    ])
      await expect(ask(url)).rejects.toEqual(refused('UNAVAILABLE_PRIVATE_ADDRESS'))
    // Allowed, and nothing listens there.
    for (const url of [
      'http://127.0.0.1/',
      'http://127.0.0.1:80/',
      'https://127.0.0.1:443/',
      'http://localhost/',
      'http://[::1]/',
    ])
      await expect(ask(url)).rejects.not.toEqual(refused('UNAVAILABLE_PRIVATE_ADDRESS'))
    await some.close()
  })

  test.each<[kind: string, addresses: string]>([
    ['loopback', '127.0.0.1 127.255.255.254 ::1 0.0.0.0 ::'],
    ['private', '10.1.2.3 172.31.0.1 192.168.1.1 fd00::1 fc00::1 fec0::1'],
    ['link-local, and metadata there', '169.254.169.254 169.254.170.2 169.254.42.42 fe80::1 fe80::a9fe:a9fe'],
    [
      'metadata of clouds elsewhere',
      '100.100.100.200 192.0.0.192 168.63.129.16 fd00:ec2::254 161.26.0.7 166.9.1.1 199.36.153.9',
    ],
    [
      'an IPv4 address mapped into IPv6',
      '::ffff:10.0.0.1 ::ffff:7f00:1 0:0:0:0:0:ffff:169.254.169.254 ::FFFF:168.63.129.16',
    ],
    ['the same in the form of SIIT', '::ffff:0:127.0.0.1 ::ffff:0:7f00:1'],
    ['the same, compatible', '::127.0.0.1 ::a00:1'],
    ['the same through NAT64', '64:ff9b::7f00:1 64:ff9b::10.0.0.1 64:ff9b:1::a9fe:a9fe'],
    ['the same through 6to4 and Teredo', '2002:7f00:1:: 2001:0:4136:e378:8000:63bf:3fff:fdd2'],
    ['the same through ISATAP', '2606:4700::5efe:127.0.0.1 2606:4700::200:5efe:7f00:1'],
    [
      'documentation, benchmarks, multicast, reserved',
      '192.0.2.1 198.18.0.1 203.0.113.9 224.0.0.1 255.255.255.255 2001:db8::1 3fff::1 ff02::1 100::1 5f00::1 4000::1 e000::1',
    ],
    ['what is no address', '1.2.3 localhost 1.2.3.4.5'],
  ])('knows as private: %s', (_, addresses) => {
    expect(addresses.split(' ').filter((ip) => !isPrivateAddress(ip))).toEqual([])
  })

  test('knows as public what is', () => {
    const free =
      '8.8.8.8 1.1.1.1 168.63.129.17 166.7.255.255 2606:4700::1111 2a00:1450:4001::5 ::ffff:8.8.8.8 2400:cb00::1'
    expect(free.split(' ').filter(isPrivateAddress)).toEqual([])
  })
})
