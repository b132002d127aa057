import { once } from 'node:events'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Handler, type Listening, type ServeOptions, serve } from '../../../src/platform/serve.ts'
import { expectCode } from '../../support/codes.ts'
import { closed, openSocket, plainRequest, sendRaw } from '../../support/raw-socket.ts'

const faults: string[] = []
const open: Listening[] = []

beforeEach(() => faults.splice(0))
afterEach(() => Promise.all(open.splice(0).map((each) => each.close())))

async function listen(handler: Handler, times: ServeOptions['times'] = {}): Promise<Listening> {
  const listening = await serve(handler, {
    host: '127.0.0.1',
    port: 0,
    setting: 'ASSAY_TEST_PORT',
    onFault: (error) => faults.push(error instanceof Error ? error.message : String(error)),
    times,
  })
  open.push(listening)
  return listening
}

const GET = plainRequest('GET', '/')

describe('what a handler may do wrong', () => {
  const WRONG: readonly [what: string, handler: Handler, status: number][] = [
    [
      'throws at once',
      () => {
        throw new Error('boom')
      },
      500,
    ],
    [
      'throws what is no error',
      () => {
        throw 'boom'
      },
      500,
    ],
    [
      'throws later',
      async () => {
        await Promise.resolve()
        throw new Error('boom')
      },
      500,
    ],
    [
      'throws after its headers',
      (_, response) => {
        response.writeHead(200).write('half')
        throw new Error('boom')
      },
      0,
    ],
    [
      'sets a trailer that its answer cannot have',
      (_, response) => {
        response.setHeader('trailer', 'x')
        response.setHeader('content-length', 1)
        response.writeHead(200)
      },
      500,
    ],
    [
      'writes a header that is none',
      (_, response) => {
        response.setHeader('x', 'a\nb')
      },
      500,
    ],
    [
      'writes its headers twice',
      (_, response) => {
        response.writeHead(200).end()
        response.writeHead(200)
      },
      200,
    ],
    [
      'writes after its end',
      (_, response) => {
        response.end('all')
        response.write('more')
      },
      200,
    ],
    [
      'destroys its answer',
      (_, response) => {
        response.destroy(new Error('boom'))
      },
      0,
    ],
  ]
  test.each(WRONG)('%s: the next request is answered', async (_, handler, status) => {
    let wrong = true
    const { port } = await listen((request, response) => {
      if (wrong) return handler(request, response)
      response.end('good')
    })
    const answer = await sendRaw(port, GET)
    if (status !== 0) expect(answer.status).toBe(status)
    expect(answer.text).not.toContain('boom')
    wrong = false
    expect(await sendRaw(port, GET)).toMatchObject({ status: 200, text: expect.stringContaining('good') })
  })

  test('a listener of faults that throws itself ends nothing', async () => {
    const listening = await serve(
      () => {
        throw new Error('boom')
      },
      {
        host: '127.0.0.1',
        port: 0,
        setting: 'ASSAY_TEST_PORT',
        onFault: () => {
          throw new Error('the log is full')
        },
      },
    )
    open.push(listening)
    expect((await sendRaw(listening.port, GET)).status).toBe(0)
    expect((await sendRaw(listening.port, GET)).status).toBe(0)
  })

  test('every fault is told; a caller who left is none', async () => {
    const left = Promise.withResolvers<void>()
    const { port } = await listen(async (request, response) => {
      if (request.url === '/fault') throw new Error('boom')
      await once(response, 'close')
      left.resolve()
      throw new Error('nobody is there')
    })
    await sendRaw(port, plainRequest('GET', '/fault'))
    const socket = await openSocket(port)
    socket.write(plainRequest('GET', '/wait'), () => socket.destroy())
    await left.promise
    expect(faults).toEqual(['boom'])
  })
})

describe('how long a connection may take', () => {
  const QUICK = {
    headersTimeout: 100,
    requestTimeout: 200,
    connectionsCheckingInterval: 50,
    stalledTimeout: 150,
  }

  test.each([
    ['nothing', ''],
    ['half a line', 'GET /'],
    ['half of the headers', 'GET / HTTP/1.1\r\nhost: x\r\n'],
    ['half a body', 'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\nabc'],
  ])('one that sends %s is closed', async (_, bytes) => {
    const { port } = await listen(async (request, response) => {
      for await (const _ of request);
      response.end('read')
    }, QUICK)
    const answer = await sendRaw(port, bytes, 5000)
    expect([0, 408]).toContain(answer.status)
  })

  test('one that takes nothing of its answer is cut; one that waits for us is not', async () => {
    const go = Promise.withResolvers<void>()
    const cut = Promise.withResolvers<void>()
    const { port } = await listen(async (request, response) => {
      if (request.url === '/wait') {
        await go.promise
        response.end('at last')
        return
      }
      response.once('close', () => cut.resolve())
      response.end(Buffer.alloc(64 * 1024 * 1024))
    }, QUICK)
    const waiting = sendRaw(port, plainRequest('GET', '/wait'), 10_000)
    const socket = await openSocket(port)
    socket.pause()
    socket.write(plainRequest('GET', '/much'))
    await cut.promise
    socket.destroy()
    await closed(socket)
    go.resolve()
    expect((await waiting).text).toContain('at last')
  })
})

describe('an address that cannot be had', () => {
  test('is a setting to change', async () => {
    const { port } = await listen((_, response) => void response.end())
    const again = { setting: 'ASSAY_TEST_PORT', onFault: () => {} }
    await expectCode(() => serve(() => {}, { ...again, host: '127.0.0.1', port }), 'PORT_IN_USE')
    await expectCode(() => serve(() => {}, { ...again, host: '127.0.0.1', port: 70_000 }), 'PORT_IN_USE')
    await expectCode(
      () => serve(() => {}, { ...again, host: '203.0.113.1', port: 0, code: 'GATEWAY_PORT' }),
      'GATEWAY_PORT',
    )
    await expect(serve(() => {}, { ...again, host: '127.0.0.1', port })).rejects.toThrow(/ASSAY_TEST_PORT/)
  })
})
