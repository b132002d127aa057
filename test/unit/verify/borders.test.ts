import { describe, expect, it } from 'vitest'
import { MAX_MODEL_BYTES, verifyReplay } from '../../../reference-node/checks/onnx.ts'
import { decodeRsaKey } from '../../../reference-node/checks/signature/key.ts'
import { decodeKeyHead, decodePower } from '../../../reference-node/checks/snark/key.ts'
import { assertEvaluation } from '../../../reference-node/checks/snark/proof.ts'
import { compareTensors } from '../../../reference-node/inference/compare.ts'
import { decodeModel } from '../../../reference-node/inference/onnx/model.ts'
import { decodeTensor } from '../../../reference-node/inference/onnx/tensor-proto.ts'
import { InferencePool } from '../../../reference-node/inference/pool.ts'
import { decodeDump } from '../../../src/claim/batch-dump.ts'
import { listDer } from '../../../src/claim/der.ts'
import { encodeBlockRecords } from '../../../src/claim/digest.ts'
import { Address, Hash32 } from '../../../src/claim/hex.ts'
import { LEAF_ENCODING } from '../../../src/claim/merkle.ts'
import { isMoment } from '../../../src/claim/moment.ts'
import { decodeNitro } from '../../../src/claim/nitro.ts'
import { verifyNitro } from '../../../src/claim/nitro-verify.ts'
import { listFields, listInts } from '../../../src/claim/protobuf.ts'
import { decodeBlockRecords } from '../../../src/claim/records.ts'
import { decodeRlp } from '../../../src/claim/rlp.ts'
import { parseStrictJson } from '../../../src/claim/strict-json.ts'
import { codeOf, expectCode } from '../../support/codes.ts'
import { bits, integer, oid, sequence } from '../../support/der.ts'
import { makeDocument } from '../../support/nitro-authority.ts'
import { attribute, bytes, graph, model, node, tensor, value } from '../../support/onnx-writer.ts'

// What lies on a border is on the right side of it: the last that is read, beside the first that is not.

const hex = (text: string) => Buffer.from(text.replace(/ /g, ''), 'hex')
const repeat = <T>(count: number, each: T): T[] => Array.from({ length: count }, () => each)
const word = Hash32(`0x${'11'.repeat(32)}`)

describe('as much as our limits allow is read', () => {
  it('of JSON: bytes, levels, values, digits, a key', async () => {
    const limits = { maxBytes: 9, maxDepth: 2, maxValues: 3 }
    const read = (text: string) => parseStrictJson(Buffer.from(text), limits)
    expect([read('[[0],1]'), read('[1,2,3]'), read('[123456] ')]).toEqual([[[0], 1], [1, 2, 3], [123456]])
    await expectCode(() => read('[[[0]]]'), 'UNKNOWN_JSON_DEPTH')
    await expectCode(() => read('[1,2,3,4]'), 'UNKNOWN_JSON_TOO_MANY')
    await expectCode(() => read('[123456]  '), 'UNKNOWN_JSON_SIZE')
    const large = { maxBytes: 10_000, maxDepth: 2 }
    const long = (text: string) => codeOf(() => parseStrictJson(Buffer.from(text), large))
    expect(await long(`[${'1'.repeat(4300)}]`)).toBe('NOTHING_THROWN')
    expect(await long(`[${'1'.repeat(4301)}]`)).toBe('UNKNOWN_JSON_NUMBER')
    // The quotation marks count.
    expect(await long(`{"${'k'.repeat(4094)}":1}`)).toBe('NOTHING_THROWN')
    expect(await long(`{"${'k'.repeat(4095)}":1}`)).toBe('UNKNOWN_JSON_KEY')
  })

  it('of a batch: leaves and bytes of a signature', () => {
    const dump = (leaves: number, signature: string) =>
      decodeDump(
        Buffer.from(
          JSON.stringify({
            format: 'standard-v1',
            leafEncoding: LEAF_ENCODING,
            tree: [],
            values: repeat(leaves, { value: [word, word, word, signature, 0], treeIndex: 0 }),
          }),
        ),
      ).leaves
    expect(dump(16_384, '0x')).toHaveLength(16_384)
    expect(dump(1, `0x${'00'.repeat(1024)}`)[0]?.leaf).toMatchObject({ timestamp: 0n })
  })

  it('of a key: signals and size of its domain', async () => {
    const head = (count: number) =>
      decodeKeyHead(Buffer.from(`{"protocol":"groth16","curve":"bn128","nPublic":${count}}`), 'groth16', null)
    expect([head(0).publicCount, head(4096).publicCount]).toEqual([0, 4096])
    await expectCode(() => head(-1), 'REJECTED_PROOF_KEY_SHAPE')
    for (const [power, code] of [
      [0, 'REJECTED_PROOF_KEY_SHAPE'],
      [1, 'NOTHING_THROWN'],
      [28, 'NOTHING_THROWN'],
      [29, 'REJECTED_PROOF_KEY_SHAPE'],
      // In another spelling it says nothing of the key.
      ['8', 'UNKNOWN_PROOF_FORM'],
    ] as const)
      expect([power, await codeOf(() => decodePower({ power }))]).toEqual([power, code])
  })

  it('of an RSA key: 8,192 bits, and exponent 3', async () => {
    const rsa = (modulusBytes: number, exponent: number[]) => {
      const key = sequence(integer(Buffer.from(`00${'c1'.repeat(modulusBytes)}`, 'hex')), integer(exponent))
      return sequence(sequence(oid('2a864886f70d010101'), hex('0500')), bits(key))
    }
    expect(decodeRsaKey(rsa(1024, [1, 0, 1])).modulusBits).toBe(8192)
    await expectCode(() => decodeRsaKey(rsa(1025, [1, 0, 1])), 'REJECTED_KEY_SIZE')
    expect(decodeRsaKey(rsa(256, [3])).modulusBits).toBe(2048)
    await expectCode(() => decodeRsaKey(rsa(256, [2])), 'REJECTED_KEY_EXPONENT')
  })

  it('of a model: bytes', async () => {
    const nobody = new InferencePool({ children: 1 })
    const judged = (size: number) => codeOf(() => verifyReplay(Buffer.alloc(size, 0xff), [], {}, nobody))
    expect(await judged(MAX_MODEL_BYTES)).toBe('REJECTED_PROTOBUF')
    expect(await judged(MAX_MODEL_BYTES + 1)).toBe('UNSUPPORTED_MODEL_SIZE')
  })

  it('of a model: nodes, levels, elements and dimensions', () => {
    const identity = node('Identity', ['x'], ['y'])
    expect(decodeModel(model({ nodes: repeat(20_000, identity), outputs: [] })).nodes).toHaveLength(20_000)
    const inner = (depth: number): Buffer =>
      depth === 0
        ? graph({ nodes: [], outputs: [] })
        : graph({
            nodes: [node('If', ['c'], ['y'], [attribute('then_branch', bytes(6, inner(depth - 1)))])],
            outputs: [],
          })
    const nested = (depth: number) => Buffer.concat([hex('0808'), bytes(7, inner(depth))])
    expect(decodeModel(nested(4)).nodes).toHaveLength(4)
    expect(
      decodeModel(model({ nodes: [], inputs: [value('x', 'int32', [2 ** 26])], outputs: [] })).inputs[0]
        ?.dims,
    ).toEqual([2 ** 26])
    expect(decodeTensor(tensor('t', 'int32', repeat(64, 1), Buffer.alloc(4))).dims).toHaveLength(64)
    return expectCode(() => decodeTensor(tensor('t', 'int32', [2 ** 26], Buffer.alloc(0))), 'REJECTED_TENSOR')
  })

  it('of protobuf: fields, and bytes of a number', async () => {
    expect(listFields(Buffer.alloc(2_000_000, hex('0800')))).toHaveLength(1_000_000)
    const packed = (number: string) => listInts(listFields(hex(number)), 1)
    expect(packed('0a 0a ffffffffffffffffff01')).toEqual([-1n])
    await expectCode(() => packed('0a 0b ffffffffffffffffff8101'), 'REJECTED_PROTOBUF')
  })
})

describe('what may be so large is', () => {
  it('a moment, from the year 1 to the year 9999', () => {
    expect([-62_135_596_801n, -62_135_596_800n, 253_402_300_799n, 253_402_300_800n].map(isMoment)).toEqual([
      false,
      true,
      true,
      false,
    ])
  })

  it('a document: its size, its time, its registers', async () => {
    const dated = (timestamp: number) =>
      codeOf(() =>
        decodeNitro(
          makeDocument({
            alterPayload: (entries) =>
              entries.map(([name, each]) => [name, name === 'timestamp' ? timestamp : each]),
          }).document,
        ),
      )
    expect(await Promise.all([0, 1, 8.64e15, 8.64e15 + 2].map(dated))).toEqual([
      'REJECTED_NITRO_FIELD',
      'NOTHING_THROWN',
      'NOTHING_THROWN',
      'REJECTED_NITRO_FIELD',
    ])
    const registers = (...indexes: number[]) =>
      codeOf(() =>
        decodeNitro(
          makeDocument({ pcrs: new Map(indexes.map((index) => [index, Buffer.alloc(48, 1)])) }).document,
        ),
      )
    expect([await registers(0, 31), await registers(32)]).toEqual(['NOTHING_THROWN', 'REJECTED_NITRO_FIELD'])
    expect(await codeOf(() => decodeNitro(Buffer.alloc(16_384, 1)))).not.toBe('UNSUPPORTED_NITRO_SIZE')
  })

  it('the age of a document and the grace of the clock, to the second', async () => {
    const { document, root, at } = makeDocument()
    const judged = (seconds: number, maxAgeSeconds?: number) =>
      codeOf(() =>
        verifyNitro(
          document,
          { at: new Date(at.getTime() + seconds * 1000), roots: [root], allowDebug: false },
          maxAgeSeconds === undefined ? {} : { maxAgeSeconds },
        ),
      )
    expect([await judged(300, 300), await judged(301, 300)]).toEqual([
      'NOTHING_THROWN',
      'REJECTED_NITRO_STALE',
    ])
    expect([await judged(-60), await judged(-61)]).toEqual(['NOTHING_THROWN', 'REJECTED_NITRO_FUTURE'])
  })

  it('the life of a certificate, its last second too', async () => {
    const at = new Date('2026-03-01T12:00:00Z')
    const leaf = { from: new Date(at.getTime() - 3_600_000), to: at }
    const { document, root } = makeDocument({ at, certificates: [{}, {}, {}, {}, leaf] })
    const judged = (seconds: number) =>
      codeOf(() =>
        verifyNitro(document, {
          at: new Date(at.getTime() + seconds * 1000),
          roots: [root],
          allowDebug: false,
        }),
      )
    expect([await judged(0), await judged(1)]).toEqual(['NOTHING_THROWN', 'REJECTED_NITRO_CERT_TIME'])
  })

  it('a length in DER and in RLP', async () => {
    expect(listDer(hex(`0481 80 ${'00'.repeat(128)}`))[0]?.content).toHaveLength(128)
    expect(listDer(hex(`0482 0100 ${'00'.repeat(256)}`))[0]?.content).toHaveLength(256)
    await expectCode(() => listDer(hex(`0481 7f ${'00'.repeat(127)}`)), 'REJECTED_DER')
    await expectCode(() => listDer(hex(`0482 00ff ${'00'.repeat(255)}`)), 'REJECTED_DER')
    expect(decodeRlp(hex(`b8 38 ${'00'.repeat(56)}`))).toHaveLength(56)
    expect([decodeRlp(hex('7f')), decodeRlp(hex('8180'))]).toEqual([hex('7f'), hex('80')])
    await expectCode(() => decodeRlp(hex('817f')), 'MALFORMED_RLP')
  })

  it('the topics of a log, four of them', () => {
    const log = {
      address: Address(`0x${'22'.repeat(20)}`),
      topics: repeat(4, word),
      data: '0x' as const,
      transactionIndex: 0,
      logIndex: 0,
    }
    const records = {
      logs: [log],
      transactions: [{ index: 0, hash: word, call: { to: null, input: '0x' as const } }],
    }
    expect(decodeBlockRecords(encodeBlockRecords(records))).toEqual(records)
  })

  it('an evaluation, below the modulus', () => {
    expect(() => assertEvaluation('6', 'eval', 7n)).not.toThrow()
    return expectCode(() => assertEvaluation('7', 'eval', 7n), 'REJECTED_PROOF_EVALUATION')
  })

  it('a difference as large as the tolerance', () => {
    const floats = (number: number) => ({
      type: 'float32',
      dims: [1],
      data: new Uint8Array(Float32Array.of(number).buffer),
    })
    const compare = (found: number, allowed: object) => () =>
      compareTensors(floats(found), floats(4), allowed, 'run 0, output 0')
    expect(compare(5, { relative: 0, absolute: 1 })).not.toThrow()
    expect(compare(6, { relative: 0.5, absolute: 0 })).not.toThrow()
    return expectCode(compare(6.25, { relative: 0.5, absolute: 0 }), 'REJECTED_REPLAY_TOLERANCE')
  })
})
