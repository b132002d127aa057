import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Counter, Registry } from 'prom-client'
import { describe, expect, test } from 'vitest'
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
    pulse.failed('the database is away')
    expect(pulse.findFault(61_000)).toBe('no round was finished for 61 s: the database is away')
    pulse.done(61_000)
    expect(pulse.findFault(100_000)).toBeUndefined()
  })

  test('is served with the counters, on a port that must be free', async () => {
    const registry = new Registry()
    new Counter({ name: 'things', help: 'things', registers: [registry] }).inc(3)
    const port = await freePort()
    const pulse = new Pulse(60, Date.now() - 61_000)
    const stop = await servePulse(port, registry, pulse)
    expect(await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()).toContain('things 3')
    expect((await fetch(`http://127.0.0.1:${port}/health`)).status).toBe(503)
    pulse.done()
    expect((await fetch(`http://127.0.0.1:${port}/health`)).status).toBe(200)
    await expectCode(() => servePulse(port, new Registry(), pulse), 'PORT_IN_USE')
    await stop()
  })
})
