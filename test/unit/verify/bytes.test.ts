import { describe, expect, it } from 'vitest'
import { decodeCbor } from '../../../src/claim/cbor.ts'
import { listDer, listSequence } from '../../../src/claim/der.ts'
import { keccak256 } from '../../../src/claim/hash.ts'
import { listFields, listInts } from '../../../src/claim/protobuf.ts'
import { parsePythonJson, toPythonJson } from '../../../src/claim/python-json.ts'
import { parseStrictJson } from '../../../src/claim/strict-json.ts'
import canonical from '../../fixtures/signatures/synthetic-canonical-requests.json' with { type: 'json' }
import { expectCode } from '../../support/codes.ts'

const hex = (text: string) => Buffer.from(text.replace(/ /g, ''), 'hex')

describe('decodeCbor', () => {
  it('reads what a Nitro document is made of', () => {
    expect(decodeCbor(hex('83 18ff 3822 f6'))).toEqual([255, -35, null])
    expect(decodeCbor(hex('bf 6161 01 6162 9f f5 f4 f7 ff ff'))).toEqual(
      new Map<string, unknown>([
        ['a', 1],
        ['b', [true, false, undefined]],
      ]),
    )
    expect(decodeCbor(hex('1b ffffffffffffffff'))).toBe(2n ** 64n - 1n)
  })

  it('reads what is as long, deep or many as it may be', () => {
    expect(['1818', '190100', '1a00010000'].map((text) => decodeCbor(hex(text)))).toEqual([24, 256, 65_536])
    expect(JSON.stringify(decodeCbor(hex(`${'81'.repeat(8)} 00`)))).toBe('[[[[[[[[0]]]]]]]]')
    expect(decodeCbor(hex(`99 0fff ${'01'.repeat(4095)}`))).toHaveLength(4095)
  })

  const cases: [string, string, string][] = [
    ['nothing', '', 'REJECTED_CBOR_TRUNCATED'],
    ['a length beyond the end', '5a 7fffffff 00', 'REJECTED_CBOR_TRUNCATED'],
    ['a list longer than its bytes', '9b 7fffffffffffffff', 'REJECTED_CBOR_TRUNCATED'],
    ['a number cut off', '19 01', 'REJECTED_CBOR_TRUNCATED'],
    ['an item behind the item', '01 01', 'REJECTED_CBOR_TRAILING'],
    ['a key twice', 'a2 6161 01 6161 02', 'REJECTED_CBOR_DUPLICATE_KEY'],
    ['a key twice, indefinite', 'bf 01 01 01 02 ff', 'REJECTED_CBOR_DUPLICATE_KEY'],
    ['a key of bytes', 'a1 4161 01', 'UNSUPPORTED_CBOR_FORM'],
    ['a list as key', 'a1 80 01', 'UNSUPPORTED_CBOR_FORM'],
    ['a number longer than needed', '1817', 'UNSUPPORTED_CBOR_FORM'],
    ['a length longer than needed', '58 01 00', 'UNSUPPORTED_CBOR_FORM'],
    ['eight bytes for a small number', '1b 00000000ffffffff', 'UNSUPPORTED_CBOR_FORM'],
    ['lists in lists in lists', '81'.repeat(40), 'UNSUPPORTED_CBOR_DEPTH'],
    // The key's own list stands one level below the map, and its item one level below that.
    ['a list as key of the deepest map', `${'81'.repeat(7)} a1 81 01 01`, 'UNSUPPORTED_CBOR_DEPTH'],
    ['a tag', 'c0 01', 'UNSUPPORTED_CBOR_FORM'],
    ['a float', 'f9 3c00', 'UNSUPPORTED_CBOR_FORM'],
    ['a text of indefinite length', '7f 6161 ff', 'UNSUPPORTED_CBOR_FORM'],
    ['a reserved length', '1c', 'REJECTED_CBOR_RESERVED'],
    ['a number of indefinite length', '1f', 'REJECTED_CBOR_RESERVED'],
    ['a reserved simple value', 'fc', 'REJECTED_CBOR_RESERVED'],
    ['a simple value of nobody', 'e0', 'UNSUPPORTED_CBOR_FORM'],
    ['a break without a list', 'ff', 'REJECTED_CBOR_RESERVED'],
    ['text that is not UTF-8', '61 ff', 'REJECTED_CBOR_TEXT'],
    ['a text cut off', '62 61', 'REJECTED_CBOR_TRUNCATED'],
    ['five thousand items', `99 1388 ${'01'.repeat(5000)}`, 'UNSUPPORTED_CBOR_ITEMS'],
  ]
  it.each(cases)('refuses %s', (_name, text, code) => expectCode(() => decodeCbor(hex(text)), code))
})

describe('listDer', () => {
  it('splits elements', () => {
    expect(listSequence(hex('3006 020101 0101ff')).map((element) => element.tag)).toEqual([2, 1])
  })
  const cases: [string, string][] = [
    ['a tag alone', '30'],
    ['an indefinite length', '3080 0000'],
    ['a length not in shortest form', '308101 00'],
    ['a length in too many bytes', '3084 00000001 00'],
    ['an end too early', '3005 00'],
    ['a tag of two bytes', '1f81 00'],
  ]
  it.each(cases)('refuses %s', (_name, text) => expectCode(() => listDer(hex(text)), 'REJECTED_DER'))
  it('refuses two sequences where one is expected', () =>
    expectCode(() => listSequence(hex('3000 3000')), 'REJECTED_DER'))
})

describe('listFields', () => {
  it('reads numbers packed and not, and negative ones', () => {
    const fields = listFields(hex('08 96 01 12 02 05 06 08 ffffffffffffffffff01'))
    expect(listInts(fields, 1)).toEqual([150n, -1n])
    expect(listInts(fields, 2)).toEqual([5n, 6n])
  })
  const cases: [string, string][] = [
    ['a number cut off', '08 80'],
    ['a number beyond 64 bits', '08 ffffffffffffffffff7f'],
    ['eleven bytes of number', '08 ffffffffffffffffffff01'],
    ['a length beyond the end', '12 ff 01'],
    ['a group', '0b'],
    ['field number 0', '00 01'],
    ['four bytes cut off', '0d 0000'],
  ]
  it.each(cases)('refuses %s', (_name, text) => expectCode(() => listFields(hex(text)), 'REJECTED_PROTOBUF'))

  it('does not read more than a million fields', () =>
    expectCode(() => listFields(Buffer.alloc(2_000_002, '0800', 'hex')), 'UNSUPPORTED_PROTOBUF_FIELDS'))
})

describe('parseStrictJson', () => {
  const parse = (text: string | Uint8Array) =>
    parseStrictJson(Buffer.from(text as string), { maxBytes: 1000, maxDepth: 3 })

  it('parses what JSON.parse parses', () => {
    expect(parse('{"a\\"{": [1, "x:y", {"b": null}], "c" : "\\\\"}')).toEqual({
      'a"{': [1, 'x:y', { b: null }],
      c: '\\',
    })
    expect(parse('{"x": {"x": 1}, "y": ["x", "x"]}')).toEqual({ x: { x: 1 }, y: ['x', 'x'] })
  })
  it('reads over a byte order mark at the start, and nowhere else', async () => {
    expect(parse('\uFEFF{"a": 1}')).toEqual({ a: 1 })
    await expectCode(() => parse('{\uFEFF}'), 'REJECTED_JSON_SYNTAX')
  })
  const cases: [string, string | Uint8Array, string][] = [
    ['nothing', '', 'REJECTED_JSON_SYNTAX'],
    ['a comma too many', '[1,]', 'REJECTED_JSON_SYNTAX'],
    ['an open text', '["a', 'REJECTED_JSON_SYNTAX'],
    ['text behind', '{} x', 'REJECTED_JSON_SYNTAX'],
    ['NaN', '[NaN]', 'REJECTED_JSON_SYNTAX'],
    ['a key twice', '{"a": 1, "a": 1}', 'REJECTED_JSON_DUPLICATE_KEY'],
    ['a key twice, once escaped', '{"a": 1, "b": [], "\\u0061": 2}', 'REJECTED_JSON_DUPLICATE_KEY'],
    ['a key twice further in', '[{"a": {"b": 1, "b": 2}}]', 'REJECTED_JSON_DUPLICATE_KEY'],
    ['deep nesting', '['.repeat(500), 'UNKNOWN_JSON_DEPTH'],
    ['size', ' '.repeat(1001), 'UNKNOWN_JSON_SIZE'],
    ['bytes that are no UTF-8', Buffer.from([0x22, 0xff, 0x22]), 'REJECTED_JSON_UTF8'],
  ]
  it.each(cases)('refuses %s', (_name, text, code) => expectCode(() => parse(text), code))
})

describe('toPythonJson', () => {
  it.each(canonical.cases.map((each) => [each.name, each] as const))(
    'gives the bytes of json.dumps: %s',
    (_name, each) => {
      expect(toPythonJson(parsePythonJson(each.canonical_json))).toBe(each.canonical_json)
      expect(keccak256(Buffer.from(each.canonical_json))).toBe(each.request_hash)
    },
  )

  // Taken from Python 3.11: json.dumps of each, left as JSON allows it to be written.
  const numbers: [string, string][] = [
    ['1.0', '1.0'],
    ['1', '1'],
    ['-0', '0'],
    ['-0.0', '-0.0'],
    ['1e5', '100000.0'],
    ['1E400', 'Infinity'],
    ['0.0001', '0.0001'],
    ['0.00001', '1e-05'],
    ['1.5e-7', '1.5e-07'],
    ['1e16', '1e+16'],
    ['123456789012345680.0', '1.2345678901234568e+17'],
    ['9007199254740993', '9007199254740993'],
    ['1e15', '1000000000000000.0'],
    ['0.30000000000000004', '0.30000000000000004'],
    ['5e-324', '5e-324'],
    ['100000000000000000000', '100000000000000000000'],
  ]
  it.each(numbers)('writes %s as %s', (text, expected) => {
    expect(toPythonJson(parsePythonJson(text))).toBe(expected)
  })

  it('sorts keys by code point and escapes everything that is not ASCII', () => {
    expect(toPythonJson(parsePythonJson('{"\\uE000": 1, "😀": 2, "a\\u007f": [true, null], "a": {}}'))).toBe(
      '{"a": {}, "a\\u007f": [true, null], "\\ue000": 1, "\\ud83d\\ude00": 2}',
    )
  })
  it('refuses what is no JSON', () => expectCode(() => parsePythonJson('{'), 'REJECTED_JSON_SYNTAX'))
})
