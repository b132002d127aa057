import { monitorEventLoopDelay } from 'node:perf_hooks'
import { afterAll, describe, expect, test } from 'vitest'
import { Conversations } from '../../../src/api/content/conversations.ts'
import type { Split } from '../../../src/api/content/split.ts'
import { CONVERSATION_LIMITS } from '../../../src/claim/conversation.ts'
import { type Contents, sha256 } from '../../../src/platform/content-store.ts'

/** Contents in memory, which count how often they are read and may be held up. */
class Counted implements Contents {
  reads = 0
  readonly held: (() => void)[] = []
  hold = false
  readonly #kept = new Map<string, Uint8Array>()

  async keep(bytes: Uint8Array) {
    const hash = sha256(bytes)
    this.#kept.set(hash, bytes)
    return hash
  }

  async find(hash: string) {
    this.reads++
    if (this.hold) await new Promise<void>((go) => this.held.push(go))
    return this.#kept.get(hash)
  }
}

const contents = new Counted()
const conversations = new Conversations(contents)
afterAll(() => conversations.close())

const side = ({ bytes }: Split, [from, to]: readonly [number, number]) =>
  JSON.parse(Buffer.from(bytes.subarray(from, to)).toString())

async function found(text: string, caller = 'a'): Promise<Split> {
  const split = await conversations.find(await contents.keep(Buffer.from(text)), caller)
  if (!split || split === 'too long') throw new Error(`not found: ${split}`)
  return split
}

const settle = () => new Promise((done) => setImmediate(done))

describe('a kept conversation', () => {
  test('is cut where its sides stand', async () => {
    const split = await found('{ "input": {"messages": ["}", 1.0]}, "x": 1, "output" :"said \\" } " }')
    expect(side(split, split.input)).toEqual({ messages: ['}', 1] })
    expect(side(split, split.output)).toBe('said " } ')
    // As it was written, not as a parser would write it.
    expect(Buffer.from(split.bytes.subarray(...split.input)).toString()).toContain('1.0')
  })

  test('is read once, however many ask, and then kept', async () => {
    const hash = await contents.keep(Buffer.from('{"input":1,"output":2}'))
    contents.reads = 0
    contents.hold = true
    const asking = Array.from({ length: 10 }, (_, at) => conversations.find(hash, `caller ${at}`))
    await settle()
    contents.hold = false
    for (const go of contents.held.splice(0)) go()
    expect(new Set(await Promise.all(asking)).size).toBe(1)
    await conversations.find(hash, 'another')
    expect(contents.reads).toBe(1)
  })

  test('that is not there, or too long, is said to be', async () => {
    expect(await conversations.find(sha256(Buffer.from('nothing')), 'a')).toBeUndefined()
    const long = `{"input":"${'x'.repeat(CONVERSATION_LIMITS.maxBytes)}","output":1}`
    expect(await conversations.find(await contents.keep(Buffer.from(long)), 'a')).toBe('too long')
  })

  test('waits in a line that has an end, one of each caller at a time', async () => {
    contents.hold = true
    const hashes = await Promise.all(
      Array.from({ length: 40 }, (_, at) => contents.keep(Buffer.from(`{"input":${at},"output":0}`))),
    )
    const asking = hashes.map((hash) =>
      conversations.find(hash, 'greedy').catch((error) => error.extensions.code),
    )
    const other = conversations.find(await contents.keep(Buffer.from('{"input":"o","output":0}')), 'other')
    await settle()
    // The greedy one's first, and the other's.
    expect(contents.held.length).toBe(2)
    contents.hold = false
    for (const go of contents.held.splice(0)) go()
    const answers = await Promise.all(asking)
    expect(answers.filter((answer) => answer === 'BUSY').length).toBe(31)
    expect(await other).toMatchObject({ output: [22, 23] })
  })

  test.each([
    ['numbers', `[${'1,'.repeat(4_000_000)}1]`],
    ['lists', `[${'[],'.repeat(2_700_000)}1]`],
    ['keys', `{${Array.from({ length: 500_000 }, (_, at) => `"k${at}":1`).join(',')}}`],
  ])('of 8 MB of %s holds up nobody while it is cut', async (_, input) => {
    const text = `{"output":1,"input":${input}}`
    const hash = await contents.keep(Buffer.from(text))
    const delay = monitorEventLoopDelay({ resolution: 10 })
    delay.enable()
    const split = await conversations.find(hash, 'a')
    delay.disable()
    expect(split).toMatchObject({ output: [10, 11] })
    expect(delay.max / 1e6).toBeLessThan(500)
  })
})
