import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeGroth16Key } from '../../../reference-node/checks/groth16/key.ts'
import { verifyGroth16 } from '../../../reference-node/checks/groth16/verify.ts'
import { decodePlonkKey } from '../../../reference-node/checks/plonk.ts'
import { decodeRsaKey } from '../../../reference-node/checks/signature/key.ts'
import { decodeSignals } from '../../../reference-node/checks/snark/signals.ts'
import { classifyModel } from '../../../reference-node/inference/onnx/classify.ts'
import { decodeModel } from '../../../reference-node/inference/onnx/model.ts'
import { decodeTensor } from '../../../reference-node/inference/onnx/tensor-proto.ts'
import { verifyBatch } from '../../../src/claim/batch.ts'
import { decodeCbor } from '../../../src/claim/cbor.ts'
import { MalformedEvidence, NotCheckable, Rejected } from '../../../src/claim/errors.ts'
import { Hash32 } from '../../../src/claim/hex.ts'
import { verifyNitro } from '../../../src/claim/nitro-verify.ts'
import { listFields } from '../../../src/claim/protobuf.ts'
import { parsePythonJson, toPythonJson } from '../../../src/claim/python-json.ts'
import { parseStrictJson } from '../../../src/claim/strict-json.ts'
import { readAwsRoots } from '../../../src/platform/attestation-roots.ts'
import { addOne } from '../../support/onnx-writer.ts'
import { withoutBlowUp } from '../../support/processor-time.ts'
import { file, readSnark } from '../../support/snark-fixtures.ts'

const fixture = (path: string) => readFileSync(new URL(`../../fixtures/${path}`, import.meta.url))
const trust = { at: new Date('2026-02-12T17:56:02.724Z'), roots: readAwsRoots(), allowDebug: true }
const root = Hash32(`0x${'00'.repeat(32)}`)
const json = (bytes: Uint8Array) => parseStrictJson(bytes, { maxBytes: 1 << 24, maxDepth: 64 })
const snark = readSnark('bn128', 'groth16')

/** Everything that takes a stranger's bytes. */
const decoders: Record<string, (bytes: Uint8Array) => unknown> = {
  cbor: decodeCbor,
  nitro: (bytes) => verifyNitro(bytes, trust),
  json,
  batch: (bytes) => verifyBatch(bytes, { root }),
  protobuf: listFields,
  model: (bytes) => classifyModel(decodeModel(bytes)),
  tensor: decodeTensor,
  'RSA key': decodeRsaKey,
  signals: decodeSignals,
  'Groth16 key': (bytes) => decodeGroth16Key(bytes, null),
  'PLONK key': (bytes) => decodePlonkKey(bytes, null),
  proof: async (bytes) =>
    verifyGroth16(await decodeGroth16Key(file(snark.key), null), snark.signals.map(BigInt), bytes),
}

/** A decoder answers without blowing up, by returning or by an error that becomes a verdict. */
async function assertAnswers(decode: (bytes: Uint8Array) => unknown, bytes: Uint8Array): Promise<void> {
  await withoutBlowUp(async () => {
    try {
      await decode(bytes)
    } catch (error) {
      if (!(error instanceof Rejected || error instanceof NotCheckable)) throw error
    }
  })
}

const seeds = [
  fixture('nitro/og-evm_attestation_doc.cbor'),
  fixture('signatures/synthetic-current-format.json'),
  file(snark.key),
  file(snark.proof),
  addOne('int32'),
]
/** Good bytes with a part cut out, doubled, or written over. */
const spliced = fc
  .tuple(fc.constantFrom(...seeds), fc.nat(), fc.nat(), fc.uint8Array({ maxLength: 12 }))
  .map(([seed, from, to, patch]) => {
    const [a, b] = [from % seed.length, to % seed.length]
    return Buffer.concat([seed.subarray(0, a), patch, seed.subarray(b)])
  })

describe('strangers’ bytes', () => {
  it.each(Object.entries(decoders))('%s: random and spliced bytes get an answer', async (_name, decode) => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 300 }), spliced), (bytes) =>
        assertAnswers(decode, bytes),
      ),
      { numRuns: 60 },
    )
  })

  const repeat = (text: string, times: number) => Buffer.from(text.repeat(times))
  const many = (hex: string, times: number) => Buffer.from(hex.repeat(times), 'hex')
  const corpus: [string, Buffer][] = [
    ['a million open lists in JSON', repeat('[', 1_000_000)],
    ['a million open objects in JSON', repeat('{"a":', 1_000_000)],
    [
      'ten megabytes of one number',
      Buffer.concat([Buffer.from('['), repeat('9', 10_000_000), Buffer.from(']')]),
    ],
    [
      'ten megabytes of one text',
      Buffer.concat([Buffer.from('"'), repeat('\\\\', 5_000_000), Buffer.from('"')]),
    ],
    ['ten megabytes of backslashes', repeat('\\', 10_000_000)],
    ['ten megabytes of quotes', repeat('"', 10_000_000)],
    [
      'half a million keys',
      Buffer.from(`{${Array.from({ length: 500_000 }, (_, at) => `"${at}":1`).join()}}`),
    ],
    ['a million empty CBOR lists', many('80', 16_000)],
    ['nested CBOR lists', many('81', 16_000)],
    ['nested CBOR maps of indefinite length', many('bf6161', 5_000)],
    ['nested protobuf messages', many('3aff', 1_000_000)],
    ['a million protobuf fields', many('0801', 1_500_000)],
    ['a million empty nodes', Buffer.concat([Buffer.from('3a80897a', 'hex'), many('0a00', 1_000_000)])],
    ['nothing', Buffer.alloc(0)],
    ['a proof of enormous numbers', file({ ...snark.proof, pi_a: ['9'.repeat(60_000), '1', '1'] })],
    [
      'a key of a thousand points',
      file({
        ...snark.key,
        nPublic: 1000,
        IC: Array.from({ length: 1001 }, () => (snark.key.IC as unknown[])[0]),
      }),
    ],
    ['__proto__ as a key', Buffer.from('{"__proto__": {"protocol": "groth16"}, "constructor": 1}')],
  ]
  it.each(corpus)('every decoder answers %s without blowing up', async (_name, bytes) => {
    for (const decode of Object.values(decoders)) await assertAnswers(decode, bytes)
  })

  it('strict JSON is JSON: what it parses, JSON.parse parses to the same', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), (text) => {
        expect(json(Buffer.from(text))).toEqual(JSON.parse(text))
      }),
      { numRuns: 300 },
    )
  })

  it('Python’s JSON is JSON: it parses back to the same value', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), (text) => {
        expect(JSON.parse(toPythonJson(parsePythonJson(text)))).toEqual(JSON.parse(text))
      }),
      { numRuns: 300 },
    )
  })

  it('MalformedEvidence is a refusal', () => {
    expect(new MalformedEvidence('REJECTED_X', 'x')).toBeInstanceOf(Rejected)
  })
})
