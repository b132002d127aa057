import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { AbiEvent, AbiParameter } from 'viem'
import { parseAbiItem, toEventSelector } from 'viem/utils'
import { describe, expect, test } from 'vitest'
import type { EventDecoder } from '../../../src/indexer/events/decoder.ts'
import { interfaces } from '../../../src/indexer/events/index.ts'
import { account, CONTRACT, contextOf, emit } from './encode.ts'

// Every declaration that some decoder has, and what its facts hashed to when this file was written. A decoder may be
// rewritten; what it makes of a log may not change unless that is what the change is about. Then run with `-u`.
const DECLARATIONS: readonly string[] = JSON.parse(
  readFileSync(new URL('../../fixtures/events/declarations.json', import.meta.url), 'utf8'),
)
const eventOf = new Map(DECLARATIONS.map((each) => [toEventSelector(each), each]))

const context = contextOf(
  { interface: 'none', address: CONTRACT, collateral: account('ca') },
  { contracts: [{ name: 'ZKC', chain: 1, interface: 'boundless/zkc', address: account('ca') }] },
)
const plain = (_: string, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value)

/** A value of an ABI type that a number decides; the same number gives the same value for ever. */
function sampleOf(parameter: AbiParameter, seed: number): unknown {
  const { type } = parameter
  const list = /^(.*)\[\]$/.exec(type)?.[1]
  if (list !== undefined)
    return [0, 1].map((each) => sampleOf({ ...parameter, type: list } as AbiParameter, seed + each))
  if (type === 'tuple') {
    const { components } = parameter as { components: readonly AbiParameter[] }
    return Object.fromEntries(components.map((each, i) => [each.name, sampleOf(each, seed + i)]))
  }
  const word = createHash('sha256').update(String(seed)).digest()
  if (type === 'address') return account(word.toString('hex', 0, 1))
  if (type === 'bool') return seed % 2 === 0
  if (type === 'string') return `text ${seed}`
  if (type === 'bytes') return `0x${word.toString('hex', 0, seed % 30)}`
  if (type.startsWith('bytes')) return `0x${word.toString('hex', 0, Number(type.slice(5)))}`
  const bits = Number(/\d+$/.exec(type)?.[0] ?? 256)
  return bits <= 48 ? seed % 3 : BigInt(seed) * 1_000_003n
}

function factsOf(decoder: EventDecoder, seed: number): unknown {
  const declaration = eventOf.get(decoder.topic)
  if (declaration === undefined)
    throw new Error(`no declaration of ${decoder.name} stands in declarations.json`)
  const { inputs } = parseAbiItem(declaration) as AbiEvent
  const args = Object.fromEntries(inputs.map((each, i) => [each.name ?? '', sampleOf(each, seed + i)]))
  const [log] = emit([{ event: declaration, args }])
  if (!log) throw new Error('a log was made')
  return decoder.toFacts(log, context)
}

describe('what decoders make of fixed logs', () => {
  test.each([...interfaces])('%s', (_, decoders) => {
    const made = decoders.map((each) => {
      const facts = [1, 2, 3].map((seed) => factsOf(each, seed * 10))
      const kinds = (facts.flat() as { kind: string }[]).map(({ kind }) => kind)
      const hash = createHash('sha256').update(JSON.stringify(facts, plain)).digest('hex').slice(0, 16)
      return `${eventOf.get(each.topic)} ${each.logOnly ? '' : 'reads the call '}-> ${[...new Set(kinds)].join(', ') || 'nothing'} ${hash}`
    })
    expect(made).toMatchSnapshot()
  })

  test('every declaration of the list has a decoder', () => {
    const topics = new Set([...interfaces.values()].flatMap((all) => all.map((each) => each.topic)))
    expect(DECLARATIONS.filter((each) => !topics.has(toEventSelector(each) as never))).toEqual([])
  })
})
