import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Counter, Registry } from 'prom-client'
import { describe, expect, test } from 'vitest'
import { Unavailable } from '../../../src/claim/errors.ts'
import { createLog } from '../../../src/platform/log.ts'
import { Pulse, servePulse } from '../../../src/platform/pulse.ts'
import { expectCode } from '../../support/codes.ts'

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

describe('a pulse', () => {
  test('is well while rounds come to an end, and says why when they do not', () => {
    const pulse = new Pulse(60, 0)
    expect(pulse.findFault(60_000)).toBeUndefined()
    pulse.failed(new Unavailable('UNAVAILABLE_HTTP', 'no answer from /srv/socket'))
    expect(pulse.findFault(61_000)).toBe('no round was finished for 61 s: UNAVAILABLE_HTTP')
    pulse.done(61_000)
    expect(pulse.findFault(100_000)).toBeUndefined()
  })

  test('is served with the counters, on a port that must be free', async () => {
    const registry = new Registry()
    new Counter({ name: 'things', help: 'things', registers: [registry] }).inc(3)
    const port = await freePort()
    const pulse = new Pulse(60, Date.now() - 61_000)
    const log = createLog('test', 'silent')
    const stop = await servePulse({ host: '127.0.0.1', port, registry, pulse, log })
    expect(await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()).toContain('things 3')
    expect((await fetch(`http://127.0.0.1:${port}/health`)).status).toBe(503)
    pulse.done()
    expect((await fetch(`http://127.0.0.1:${port}/health`)).status).toBe(200)
    await expectCode(
      () => servePulse({ host: '127.0.0.1', port, registry: new Registry(), pulse, log }),
      'PORT_IN_USE',
    )
    await stop()
  })
})
