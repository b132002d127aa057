import { expect, test } from 'vitest'
import { encodeParameters } from '../../../devnet/validators/rules.ts'
import type { CometContent } from '../../../src/comet/content.ts'
import { Readings } from '../../../src/comet/readings.ts'

const HASH = `0x${'ab'.repeat(32)}`
const parameters = encodeParameters()
const at = (number: number) =>
  [{ header: { number, parentHash: HASH }, height: { results: { events: [] } } }] as unknown as CometContent[]

test('a parameter that is not read is told in one line, once until the reason changes or it is read', async () => {
  const told: (readonly [object, string])[] = []
  let mint: object = { code: 6, log: 'unknown query path', value: null }
  const answerTo = (path: string) => {
    const [, module = ''] = /^\/cosmos\.(\w+)\./.exec(path) ?? []
    if (module === 'mint') return mint
    return { code: 0, value: parameters[module] ?? '' }
  }
  const ask = async (calls: readonly { readonly params: readonly unknown[] }[]) => ({
    answers: calls.map(({ params }) => ({ response: answerTo(String(params[0])) })),
    endpoint: { name: 'node' },
  })
  const readings = new Readings({
    pool: { query: async () => ({ rows: [] }) } as never,
    place: { network: 'n', chain: 1 },
    client: { ask } as never,
    identities: { record: async () => [] },
    log: { warn: (fields: object, text: string) => told.push([fields, text]) } as never,
  })
  for (const height of [100, 200, 300]) await readings.take(at(height))
  expect(told).toEqual([
    [
      { code: 'COMET_QUERY', parameter: 'mint.blocks_per_year' },
      expect.stringMatching(/^a parameter is not read: .*unknown query path/),
    ],
  ])
  mint = { code: 0, value: '' }
  await readings.take(at(400))
  await readings.take(at(500))
  expect(told.slice(1)).toEqual([
    [{ code: 'MALFORMED_PARAMETERS', parameter: 'mint.blocks_per_year' }, expect.any(String)],
  ])
  mint = { code: 0, value: parameters.mint }
  await readings.take(at(600))
  mint = { code: 0, value: '' }
  await readings.take(at(700))
  expect(told.slice(2)).toHaveLength(1)
})
