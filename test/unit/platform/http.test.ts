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

  test('knows which addresses are private', () => {
    const kept = [
      '10.1.2.3',
      '169.254.169.254',
      '100.64.0.1',
      '::1',
      'fd00::1',
      'fe80::1',
      '::ffff:10.0.0.1',
      '0.0.0.0',
    ]
    expect(kept.filter((ip) => !isPrivateAddress(ip))).toEqual([])
    const free = ['8.8.8.8', '1.1.1.1', '2606:4700::1111', '::ffff:8.8.8.8']
    expect(free.filter(isPrivateAddress)).toEqual([])
  })
})
