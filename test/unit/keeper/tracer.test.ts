import { afterEach, describe, expect, test } from 'vitest'
import { Tracer } from '../../../src/keeper/traces/tracer.ts'
import { type EndpointInFront, type Instead, serveInFront } from '../../support/endpoint-in-front.ts'
import { account, hash } from '../events/encode.ts'

const CALL = { type: 'CALL', to: account('a2'), input: '0x01' }
const FLAT = [
  { type: 'call', traceAddress: [], action: { callType: 'call', to: account('a2'), input: '0x01' } },
]
const made = [{ to: account('a2'), input: '0x01' }]
const error = (code: number, message: string) => ({ error: { code, message } })
const UNKNOWN = error(-32_601, 'the method does not exist/is not available')

const open: EndpointInFront[] = []
afterEach(async () => {
  for (const each of open.splice(0)) await each.close()
})

async function serve(instead: Instead): Promise<EndpointInFront> {
  const endpoint = await serveInFront('http://nobody.invalid', instead)
  open.push(endpoint)
  return endpoint
}
const find = (tracer: Tracer, { url }: EndpointInFront) =>
  tracer.find(url, hash('01'), new AbortController().signal)
const asked = (endpoint: EndpointInFront) => [endpoint.asked('debug_'), endpoint.asked('trace_')]

describe('an endpoint is asked for traces', () => {
  test('in the form that it gives at first', async () => {
    const tracer = new Tracer()
    const endpoint = await serve((method) => (method.startsWith('debug_') ? { result: CALL } : UNKNOWN))
    for (let i = 0; i < 2; i++) expect(await find(tracer, endpoint)).toEqual(made)
    expect(asked(endpoint)).toEqual([2, 0])
  })

  test('in the other form where it answers the first with steps of the machine, whatever tracer was asked for', async () => {
    const tracer = new Tracer()
    const steps = { gas: 1, failed: false, returnValue: '', structLogs: [] }
    const endpoint = await serve((method) => ({ result: method.startsWith('debug_') ? steps : FLAT }))
    for (let i = 0; i < 2; i++) expect(await find(tracer, endpoint)).toEqual(made)
    expect(asked(endpoint)).toEqual([1, 2])
  })

  test('once in each form where it has neither, then never again', async () => {
    const tracer = new Tracer()
    const endpoint = await serve(() => UNKNOWN)
    for (let i = 0; i < 2; i++) expect(await find(tracer, endpoint)).toBeUndefined()
    expect(asked(endpoint)).toEqual([1, 1])
    expect(tracer.mayOffer(endpoint.url)).toBe(false)
  })

  test('again later where it is busy, or keeps that state no longer', async () => {
    const tracer = new Tracer()
    for (const message of ['execution timeout', 'historical state 5f2a is not available']) {
      const endpoint = await serve(() => error(-32_000, message))
      await expect(find(tracer, endpoint)).rejects.toThrow(message)
      expect(tracer.mayOffer(endpoint.url)).toBe(true)
    }
  })

  test('again later where one trace of many is none', async () => {
    const tracer = new Tracer()
    let answer: unknown = CALL
    const endpoint = await serve(() => ({ result: answer }))
    expect(await find(tracer, endpoint)).toEqual(made)
    answer = { calls: 'no' }
    await expect(find(tracer, endpoint)).rejects.toThrow()
    answer = CALL
    expect(await find(tracer, endpoint)).toEqual(made)
  })
})
