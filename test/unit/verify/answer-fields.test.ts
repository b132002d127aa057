import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { type CommandCheck, judge } from '../../../reference-node/commands/answer.ts'
import { checkBatch } from '../../../reference-node/commands/batch.ts'
import { verifyBundle } from '../../../reference-node/commands/bundle.ts'
import { checkNitro } from '../../../reference-node/commands/nitro.ts'
import { checkOnnx } from '../../../reference-node/commands/onnx.ts'
import { openSignature } from '../../../reference-node/commands/signature.ts'
import { checkSnark } from '../../../reference-node/commands/snark.ts'
import { InferencePool } from '../../../reference-node/inference/pool.ts'
import type { Hash32 } from '../../../src/claim/hex.ts'
import { addOne, tensor } from '../../support/onnx-writer.ts'
import { file, readSnark } from '../../support/snark-fixtures.ts'
import { TestNode } from '../../support/watch/actors.ts'
import { makeBatch } from '../../support/watch/blobs.ts'

const answer = async (check: CommandCheck) => (await judge('hand_off_signed', check)).answer
const read = (path: string) => readFileSync(new URL(`../../fixtures/${path}`, import.meta.url))
const hex = (digits: number) => expect.stringMatching(new RegExp(`^0x[0-9a-f]{${digits}}$`))
const PSS = { scheme: 'RSASSA-PSS', hash: 'sha256', saltLength: 32 }
const json = (path: string) => JSON.parse(read(path).toString())

describe('signatures', () => {
  const current = json('signatures/synthetic-current-format.json')
  const check = (value: unknown) => {
    const opened = openSignature(() => file(value))
    return answer((note) => opened.check(note))
  }

  it('that hold give key, salt and hash of each', async () => {
    const { evidence, read: unproved } = await check(current)
    expect(unproved).toBeNull()
    expect(evidence).toMatchObject({ key: { teeId: current.tee_id, type: 'rsa', bits: 2048 } })
    expect(evidence?.signatures).toHaveLength(current.responses.length + 1)
    expect(evidence?.signatures).toContainEqual({
      kind: 'response',
      teeId: current.tee_id,
      inputHash: hex(64),
      outputHash: hex(64),
      timestamp: String(current.responses[0].tee_timestamp),
      messageHash: hex(64),
      ...PSS,
    })
    expect(evidence?.signatures).toContainEqual(expect.objectContaining({ kind: 'heartbeat', ...PSS }))
  })

  it('of which one does not hold: that one is the last of those that were read', async () => {
    const [first, second, ...others] = current.responses
    const late = { ...second, msg_hash: undefined, tee_timestamp: second.tee_timestamp + 1 }
    const { evidence, read: unproved } = await check({ ...current, responses: [first, late, ...others] })
    expect(evidence).toBeNull()
    expect(unproved?.signatures).toHaveLength(2)
    expect((unproved?.signatures as { timestamp: string }[])[1]?.timestamp).toBe(String(late.tee_timestamp))
  })

  it('of 2025 have another salt', async () => {
    const legacy = json('signatures/legacy-2025-12-16.json')
    const { evidence } = await answer((note) =>
      openSignature(() => read('signatures/legacy-2025-12-16.json')).check(note),
    )
    const said = { kind: 'response of 2025', messageSha256: hex(64), ...PSS, saltLength: 222 }
    expect(evidence?.signatures).toMatchObject([said])
    const altered = {
      ...legacy,
      signed_payload: undefined,
      signed_message_utf8: `${legacy.signed_message_utf8} `,
    }
    const refused = await check(altered)
    expect(refused).toMatchObject({ outcome: 'rejected', evidence: null, read: { signatures: [said] } })
  })
})

describe('attestations', () => {
  const document = read('nitro/og-evm_attestation_doc.cbor')
  it('that are refused say what they hold, and that nothing of it is proved', async () => {
    const late = { at: new Date('2027-01-01T00:00:00Z') }
    const refused = await answer((note) => checkNitro(document, late, undefined, note))
    expect(refused).toMatchObject({
      outcome: 'rejected',
      code: 'REJECTED_NITRO_CERT_TIME',
      evidence: null,
      read: {
        moduleId: expect.stringMatching(/^i-/),
        timestamp: '2026-02-12T17:56:02.724Z',
        checkedAt: '2027-01-01T00:00:00.000Z',
        pcrs: { 0: hex(96), 1: hex(96), 2: hex(96) },
        userData: hex(136),
        nonce: hex(40),
      },
    })
    const bundle = { kind: 'nitro' as const, files: { evidence: { base64: document.toString('base64') } } }
    expect((await verifyBundle({ ...bundle, at: '2027-01-01' })).read).toEqual(refused.read)
  })

  it('that are none say nothing', async () => {
    const at = { at: new Date('2027-01-01T00:00:00Z') }
    const refused = await answer((note) => checkNitro(Buffer.from('none'), at, undefined, note))
    expect(refused).toMatchObject({ outcome: 'undecided', code: 'UNKNOWN_NITRO_FORM', read: null })
  })
})

describe('proofs', () => {
  const { key, proof, signals } = readSnark('bn128', 'groth16')
  it('that do not hold give protocol, curve, key and signals', async () => {
    const files = { key: file(key), proof: file(proof), signals: file(['9', ...signals.slice(1)]) }
    expect(await answer((note) => checkSnark('groth16', files, undefined, note))).toMatchObject({
      code: 'REJECTED_PROOF_INVALID',
      evidence: null,
      read: {
        protocol: 'groth16',
        curve: 'bn128',
        verificationKey: hex(64),
        signals: ['9', ...signals.slice(1)],
      },
    })
  })
})

describe('batches', () => {
  it('with a leaf that nobody signed name the leaf', async () => {
    const node = new TestNode()
    const good = node.respond('one', 7)
    const bad = { ...node.respond('two', 8), signature: `0x${'5a'.repeat(256)}` as const }
    const { root, blob } = makeBatch([good, bad])
    const pem = `-----BEGIN PUBLIC KEY-----\n${node.spki.toString('base64')}\n-----END PUBLIC KEY-----\n`
    const keys = { name: 'keys', bytes: file({ [node.teeId]: pem }) }
    const refused = await answer((note) => checkBatch(blob, root as Hash32, keys, note))
    expect(refused).toMatchObject({
      outcome: 'rejected',
      read: {
        root,
        leaves: 2,
        leaf: { index: 1, teeId: node.teeId, outputHash: bad.outputHash, timestamp: '8', ...PSS },
      },
    })
  })
})

describe('models', () => {
  const pool = new InferencePool({ children: 1 })
  const folder = mkdtempSync(join(tmpdir(), 'assay-fields-'))
  afterAll(() => {
    pool.close()
    rmSync(folder, { recursive: true })
  })
  const floats = (...values: number[]) => Buffer.from(Float32Array.from(values).buffer)
  const put = (name: string, type: 'float32' | 'int32', input: Buffer, output: Buffer) => {
    mkdirSync(join(folder, name, 'test_data_set_0'), { recursive: true })
    writeFileSync(join(folder, name, 'model.onnx'), addOne(type))
    writeFileSync(join(folder, name, 'test_data_set_0/input_0.pb'), tensor('x', type, [4], input))
    writeFileSync(join(folder, name, 'test_data_set_0/output_0.pb'), tensor('y', type, [4], output))
    return join(folder, name)
  }
  const DESCRIBED = {
    model: hex(64),
    operatorSets: { 'ai.onnx': expect.any(Number) },
    inputs: [{ name: 'x', type: 'float32' }],
    outputs: [{ name: 'y', type: 'float32' }],
    dataSets: 1,
  }

  it('that give the claimed output have operator sets, data types and tolerance', async () => {
    const model = put('good', 'float32', floats(1, 2, 3, 4), floats(2, 3, 4, 5))
    expect(await answer((note) => checkOnnx(model, {}, pool, note))).toMatchObject({
      evidence: { ...DESCRIBED, tolerances: { float32: { relative: 1e-4, absolute: 1e-5 } } },
      read: null,
    })
  })

  it('that do not say where an output differs first, and how far it is off', async () => {
    const model = put('bad', 'float32', floats(1, 2, 3, 4), floats(2, 3.5, 4, 7))
    expect(await answer((note) => checkOnnx(model, {}, pool, note))).toMatchObject({
      code: 'REJECTED_REPLAY_TOLERANCE',
      read: {
        ...DESCRIBED,
        difference: {
          place: 'run 0, output 0',
          element: 1,
          largest: 2,
          tolerance: { relative: 1e-4, absolute: 1e-5 },
        },
      },
    })
    const ints = (...values: number[]) => Buffer.from(Int32Array.from(values).buffer)
    const exact = put('exact', 'int32', ints(1, 2, 3, 4), ints(2, 3, 9, 5))
    expect((await answer((note) => checkOnnx(exact, {}, pool, note))).read).toMatchObject({
      difference: { place: 'run 0, output 0', element: 2, largest: null, tolerance: null },
    })
  })
})
