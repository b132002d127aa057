import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openLogPlace } from '../../../reference-node/log/read.ts'
import { bundlePath, evidencePath, parseLogPath } from '../../../src/claim/log/files.ts'
import { formatTilePath } from '../../../src/claim/log/tiles.ts'
import { GuardedHttp } from '../../../src/platform/http.ts'
import { codeOf } from '../../support/codes.ts'

const HASH = `0x5c${'1d'.repeat(31)}`

test('each file of a log has one path, and no other path names it', () => {
  expect(parseLogPath('checkpoint')).toEqual({ kind: 'checkpoint' })
  expect(parseLogPath(bundlePath(HASH))).toEqual({ kind: 'bundle', hash: HASH })
  expect(parseLogPath(evidencePath(HASH))).toEqual({ kind: 'evidence', hash: HASH })
  const tile = { level: null, index: 1_234_067, width: 7 }
  expect(parseLogPath(formatTilePath(tile))).toEqual({ kind: 'tile', tile })
  for (const path of [
    '',
    'checkpoint/',
    '../checkpoint',
    bundlePath(HASH).replace('bundle/5c', 'bundle/5d'),
    bundlePath(HASH).toUpperCase(),
    `evidence/5c/${'1d'.repeat(31)}`,
    'tile/0/1',
    'tile/0/000.p/256',
  ])
    expect([path, parseLogPath(path)]).toEqual([path, undefined])
})

// A server that wants to be asked later, once or for ever.
const asked: string[] = []
const server = createServer((request, response) => {
  const path = request.url ?? ''
  asked.push(path)
  const isFirst = asked.filter((each) => each === path).length === 1
  if (path.endsWith('/never')) response.writeHead(429, { 'retry-after': '61' }).end()
  else if (isFirst) response.writeHead(429, { 'retry-after': '1' }).end()
  else response.end('bytes')
})
let place: string
let http: GuardedHttp
beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  place = `http://${host}/log`
  http = new GuardedHttp([host])
})
afterAll(async () => {
  await http.close()
  server.close()
})

test('a server of a log that wants to be asked later is asked later, and not for ever', async () => {
  const read = openLogPlace(place, http)
  expect(Buffer.from((await read('checkpoint')) ?? []).toString()).toBe('bytes')
  expect(asked).toEqual(['/log/checkpoint', '/log/checkpoint'])
  expect(await codeOf(() => read('never'))).toBe('UNAVAILABLE_LOG')
})
