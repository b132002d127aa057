import { describe, expect, it } from 'vitest'
import { inspectBlob } from '../../../src/archiver/inspect.ts'
import { DUMP_LIMITS, decodeDump } from '../../../src/claim/batch-dump.ts'
import { CONVERSATION_LIMITS, decodeConversation } from '../../../src/claim/conversation.ts'
import { NotCheckable, Rejected } from '../../../src/claim/errors.ts'
import { keccak256 } from '../../../src/claim/hash.ts'
import { findMember } from '../../../src/claim/json-scan.ts'
import { LEAF_ENCODING } from '../../../src/claim/merkle.ts'
import { parsePythonJson, toPythonJson } from '../../../src/claim/python-json.ts'
import { parseStrictJson } from '../../../src/claim/strict-json.ts'
import { expectCode } from '../../support/codes.ts'
import { withoutBlowUp } from '../../support/processor-time.ts'

const MOST_VALUES = 1 << 18

/** `head`, then as many of `unit` as fit into `size` bytes (or `count` of them), then `tail`. */
function fill(
  head: string,
  unit: string,
  tail: string,
  size: number,
  count = Number.POSITIVE_INFINITY,
): Buffer {
  const fitting = Math.floor((size - head.length - tail.length) / Buffer.byteLength(unit))
  return Buffer.from(head + unit.repeat(Math.min(fitting, count)) + tail)
}

/** An object of `count` different keys, each as long as lets the whole be `size` bytes. */
function keys(head: string, tail: string, size: number, count: number): Buffer {
  const length = Math.max(6, Math.floor(size / count) - 5)
  const members = Array.from({ length: count - 1 }, (_, at) => `"${at.toString(36).padStart(length, 'k')}":1`)
  return Buffer.from(`${head}${members.join(',')}${tail}`)
}

// Every mark that JSON has, as often as the bytes allow and as often as the bound on values allows.
function shapes(head: string, tail: string, size: number): [string, Buffer][] {
  const below = MOST_VALUES - 100
  return [
    ['lists', fill(`${head}[`, '[],', `[]]${tail}`, size)],
    ['lists, as many as are allowed', fill(`${head}[`, '[],', `[]]${tail}`, size, below / 2)],
    ['objects', fill(`${head}[`, '{},', `{}]${tail}`, size)],
    ['objects, as many as are allowed', fill(`${head}[`, '{},', `{}]${tail}`, size, below / 2)],
    ['numbers', fill(`${head}[`, '1,', `1]${tail}`, size)],
    ['numbers, as many as are allowed', fill(`${head}[`, '1e9999,', `1]${tail}`, size, below)],
    ['short texts', fill(`${head}[`, '"",', `""]${tail}`, size)],
    ['keys, as many as are allowed', keys(`${head}{`, `}${tail}`, size, below)],
    ['long keys', keys(`${head}{`, `}${tail}`, size, 6000)],
    ['keys that are too long', keys(`${head}{`, `}${tail}`, size, 400)],
    ['quotes in a text', fill(`${head}"`, '\\"', `"${tail}`, size)],
    ['characters by number', fill(`${head}"`, '\\u4e2d', `"${tail}`, size)],
    ['one integer', fill(head, '7', tail, size)],
    ['one fraction', fill(`${head}0.`, '7', tail, size)],
    ['long integers', fill(`${head}[`, `${'9'.repeat(4299)},`, `1]${tail}`, size)],
    ['spaces', fill(`${head}[`, ' ', `]${tail}`, size)],
    ['keys that are none', fill(`${head}["`, '"   ', `"]${tail}`, size)],
    ['brackets that never close', fill(head, '[', tail, size)],
  ]
}

/** Answers without blowing up, by returning or by an error that becomes an answer. */
async function assertAnswers(decode: () => unknown): Promise<void> {
  await withoutBlowUp(() => {
    try {
      decode()
    } catch (error) {
      if (!(error instanceof Rejected || error instanceof NotCheckable)) throw error
    }
  })
}

describe('a blob as large as is allowed is answered, whatever it is made of', () => {
  it.each(shapes('', '', DUMP_LIMITS.maxBytes))('a batch of %s', async (_name, blob) => {
    expect(blob.length).toBeLessThanOrEqual(DUMP_LIMITS.maxBytes)
    await assertAnswers(() => decodeDump(blob))
  })
  it.each(shapes('{"output":1,"input":', '}', CONVERSATION_LIMITS.maxBytes))(
    'a conversation of %s',
    (_name, blob) => assertAnswers(() => decodeConversation(blob)),
  )
  it.each([
    ['numbers', fill('{"output":1,"input":"[', '1,', '1]"}', CONVERSATION_LIMITS.maxBytes)],
    ['texts', fill('{"output":1,"input":"[', '\\"\\",', '1]"}', CONVERSATION_LIMITS.maxBytes)],
  ])('a conversation whose text is JSON of %s', (_name, blob) =>
    assertAnswers(() => decodeConversation(blob)),
  )
})

describe('our own bounds', () => {
  const limits = { maxBytes: 1 << 20, maxDepth: 8, maxValues: 10 }
  const parse = (text: string) => parseStrictJson(Buffer.from(text), limits)

  it.each([
    ['elements', `[${'1,'.repeat(20)}1]`],
    ['lists', `[${'[],'.repeat(20)}1]`],
    ['objects', `[${'{},'.repeat(20)}1]`],
    ['members', `{${Array.from({ length: 20 }, (_, at) => `"${at}":1`)}}`],
  ])('say that they are ours, never that the evidence is wrong: too many %s', async (_name, text) => {
    await expectCode(() => parse(text), 'UNKNOWN_JSON_TOO_MANY')
    expect(() => parse(text)).toThrow(NotCheckable)
  })
  it('hold for digits', async () => {
    await expectCode(() => parse(`[${'1'.repeat(4301)}]`), 'UNKNOWN_JSON_NUMBER')
    expect(() => parse(`[${'1'.repeat(4300)}, ${'2'.repeat(4300)}]`)).not.toThrow()
  })
  it('hold for a key, not for a text', async () => {
    const long = 'k'.repeat(5000)
    await expectCode(() => parse(`{"${long}" : 1}`), 'UNKNOWN_JSON_KEY')
    expect(parse(`["${long}"]`)).toEqual([long])
  })
  it('count what stands outside of texts only', () =>
    expect(parse(`{"a": "${'{[,,,]}'.repeat(100)}${'1'.repeat(5000)}"}`)).toHaveProperty('a'))
  it('let the largest honest batch through', () => {
    const word = `0x${'ab'.repeat(32)}`
    const values = Array.from({ length: DUMP_LIMITS.maxLeaves }, (_, at) => ({
      value: [word, word, word, `0x${'cd'.repeat(256)}`, '1700000000'],
      treeIndex: DUMP_LIMITS.maxLeaves - 1 + at,
    }))
    const tree = Array.from({ length: 2 * values.length - 1 }, () => word)
    const blob = Buffer.from(
      JSON.stringify({ format: 'standard-v1', leafEncoding: LEAF_ENCODING, tree, values }),
    )
    expect(decodeDump(blob).leaves).toHaveLength(DUMP_LIMITS.maxLeaves)
  })
  it('leave a text that is beyond them without a canonical form, and blame nobody for it', () => {
    const text = `[${'1,'.repeat(MOST_VALUES)}1]`
    const blob = Buffer.from(JSON.stringify({ input: text, output: 'x' }))
    const said = decodeConversation(blob)
    expect(said.inputHashes).toEqual([keccak256(Buffer.from(text))])
    expect(said.beyond?.code).toBe('UNKNOWN_JSON_TOO_MANY')
    const outputHash = keccak256(Buffer.from('x'))
    const other = { inputHash: outputHash, outputHash }
    const same = { inputHash: keccak256(Buffer.from(text)), outputHash }
    expect(inspectBlob(blob, { roots: [], pairs: [other] }).code).toBe('UNKNOWN_JSON_TOO_MANY')
    expect(inspectBlob(blob, { roots: [], pairs: [same] })).toMatchObject({ status: 'kept', code: null })
  })
})

describe('a member of the outermost object', () => {
  const find = (text: string, name: string) => {
    const bytes = Buffer.from(text)
    const found = findMember(bytes, name)
    return found && JSON.parse(bytes.subarray(...found).toString())
  }
  it.each([
    ['{"a":1}', 1],
    [' { "a" : [1, {"a": 2}, "}"] , "b": 3 } ', [1, { a: 2 }, '}']],
    ['{"b":{"a":0},"a":"x,\\"y"}', 'x,"y'],
    ['{"b":"a","\\u0061":{"c":[]}}', { c: [] }],
    ['{"b":["a",{"a":1}],"c":null}', undefined],
    ['{}', undefined],
    ['[{"a":1}]', undefined],
  ])('is found: %s', (text, value) => expect(find(text, 'a')).toEqual(value))
})

describe('Python’s order of keys', () => {
  it.each([
    ['\ud83d', '\ue000'],
    ['\ue000', '\u{1f600}'],
    ['\ud83d', '\u{1f600}'],
    ['a\u{1f600}', 'a\u{1f601}'],
    ['\ud83dz', '\u{1f600}'],
    ['a', 'a\u{1f600}'],
  ])('%j stands before %j', (first, second) => {
    const text = toPythonJson(parsePythonJson(`{${JSON.stringify(second)}:1,${JSON.stringify(first)}:2}`))
    expect(text.endsWith(': 1}')).toBe(true)
  })
})
