import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerVerify, assertAnswer } from '../support/verify-command.ts'

describe('a claim from an API', () => {
  const PAGE = '<!DOCTYPE html><html><body>Bad gateway</body></html>'
  const claim = (changes: object = {}) => ({
    data: {
      claim: {
        id: 'n:1-2-3',
        network: 'n',
        chainId: 1,
        blockNumber: 2,
        blockHash: `0x${'1'.repeat(64)}`,
        ...changes,
      },
    },
  })
  const ANSWERS: Readonly<Record<string, (response: ServerResponse) => unknown>> = {
    nothing: (response) => response.end(),
    'a page': (response) => response.end(PAGE),
    'a page and 502': (response) => response.writeHead(502).end(PAGE),
    'a list': (response) => response.end('[]'),
    null: (response) => response.end('null'),
    words: (response) => response.end('hello'),
    'half an answer': (response) => response.end('{"data":{"claim":{"id":"n:1-'),
    'half of the promised bytes': (response) => {
      response.writeHead(200, { 'content-length': '1000' }).write('{"data":')
      response.socket?.end()
    },
    'no status': (response) => response.socket?.end('nonsense\r\n\r\n'),
    'a hang-up': (response) => response.socket?.destroy(),
    'a redirect to itself': (response) => response.writeHead(307, { location: '/graphql' }).end(),
    'a redirect to a file': (response) => response.writeHead(307, { location: 'file:///etc/passwd' }).end(),
    'an error alone': (response) => response.end('{"errors":[{"message":"no"}]}'),
    'errors that are none': (response) => response.end('{"data":{},"errors":"no"}'),
    'a claim of another shape': (response) => response.end(JSON.stringify(claim())),
    'a claim that is a text': (response) => response.end('{"data":{"claim":"n:1-2-3"}}'),
    'a path for a network': (response) => response.end(JSON.stringify(claim({ network: '../../etc' }))),
    'a key __proto__': (response) => response.end('{"__proto__":{"data":{}},"data":null}'),
    'UTF-16': (response) => response.end(Buffer.from(JSON.stringify(claim()), 'utf16le')),
    'gzip that is none': (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('no gzip'),
    'zero bytes without end': (response) => {
      const more = (): unknown =>
        response.destroyed || (response.write(Buffer.alloc(1 << 20)) ? setImmediate(more) : 0)
      response.on('drain', more)
      more()
    },
  }
  let answer: (response: ServerResponse) => unknown = () => {}
  const server = createServer((_request, response) => answer(response))
  let url = ''
  beforeAll(async () => {
    await once(server.listen(0, '127.0.0.1'), 'listening')
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(() => server.close())

  it.each(Object.entries(ANSWERS))('that answers with %s is undecided', async (_name, say) => {
    answer = say
    const found = await answerVerify(['claim', 'n:1-2-3', '--api', url])
    assertAnswer(found)
    expect(found.answer).toMatchObject({
      outcome: 'undecided',
      code: 'UNAVAILABLE_API',
      act: 'who runs the API',
    })
  })

  it.each([
    '',
    ' ',
    '0',
    '../..',
    'n:1-2',
    `n:${'9'.repeat(400)}-1-1`,
    '{"$ne":null}',
    "x' or '1'='1",
    '\u202e1-2-3',
    '🦄',
  ])('that has no claim %j says so', async (id) => {
    answer = (response) => response.end('{"data":{"claim":null}}')
    const found = await answerVerify(['claim', id, '--api', url])
    assertAnswer(found)
    expect(found.answer).toMatchObject({ outcome: 'undecided', code: 'CLAIM_UNKNOWN' })
  })

  it('nobody listens at is undecided', async () => {
    const found = await answerVerify(['claim', 'n:1-2-3', '--api', 'http://127.0.0.1:1'])
    expect(found.answer).toMatchObject({ outcome: 'undecided', code: 'UNAVAILABLE_API' })
  })
})
