import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { type CommandCheck, judge } from '../../../reference-node/commands/answer.ts'
import { checkBatch } from '../../../reference-node/commands/batch.ts'
import { checkNitro } from '../../../reference-node/commands/nitro.ts'
import { checkOnnx } from '../../../reference-node/commands/onnx.ts'
import { openSignature } from '../../../reference-node/commands/signature.ts'
import { checkSnark, openSubject } from '../../../reference-node/commands/snark.ts'
import { InferencePool } from '../../../reference-node/inference/pool.ts'
import { keccak256 } from '../../../src/claim/hash.ts'
import type { Hash32 } from '../../../src/claim/hex.ts'
import { documentedFields, documentedMembers } from '../../support/documented-fields.ts'
import { addOne, tensor } from '../../support/onnx-writer.ts'
import { file, readSnark } from '../../support/snark-fixtures.ts'
import { TestNode } from '../../support/watch/actors.ts'
import { makeBatch } from '../../support/watch/blobs.ts'

// Each field that docs/methodology/answers.md names is there, under that name, and no other.

type Fields = Readonly<Record<string, unknown>>
const read = (path: string) => readFileSync(new URL(`../../fixtures/${path}`, import.meta.url))
const keys = (of: unknown) => Object.keys(of as object).sort()

async function evidenceOf(check: CommandCheck): Promise<Fields> {
  const { answer } = await judge('hand_off_signed', check)
  expect(Object.keys(answer)).toEqual(documentedMembers('answer'))
  expect([answer.outcome, answer.detail]).toEqual(['verified', answer.detail])
  return answer.evidence as Fields
}

it('attestation_valid', async () => {
  const at = new Date('2026-02-12T17:56:02.724Z')
  const evidence = await evidenceOf(() => checkNitro(read('nitro/og-evm_attestation_doc.cbor'), { at }))
  const { own, of } = documentedFields('attestation_valid')
  expect(keys(evidence)).toEqual(own.toSorted())
  for (const each of evidence.certificates as Fields[])
    expect(keys(each)).toEqual(of.certificates?.toSorted())
})

it('hand_off_signed and heartbeat_signed', async () => {
  const { own, of } = documentedFields('hand_off_signed')
  expect(documentedFields('heartbeat_signed')).toEqual({ own, of })
  const check = (name: string) => evidenceOf(openSignature(() => read(`signatures/${name}.json`)).check)
  const fieldsOf = (kind: string) => {
    const without: Record<string, string[]> = {
      heartbeat: ['inputHash', 'outputHash'],
      'response of 2025': ['inputHash', 'outputHash', 'timestamp', 'messageHash'],
    }
    const left = of.signatures?.filter((name) => !without[kind]?.includes(name)) ?? []
    return [...left, ...(kind === 'response of 2025' ? ['messageSha256'] : [])].sort()
  }
  for (const name of ['synthetic-current-format', 'legacy-2025-12-16']) {
    const evidence = await check(name)
    expect(keys(evidence)).toEqual(own.toSorted())
    expect(keys(evidence.key)).toEqual(of.key?.toSorted())
    for (const each of evidence.signatures as (Fields & { kind: string })[])
      expect([each.kind, keys(each)]).toEqual([each.kind, fieldsOf(each.kind)])
  }
})

it('settlement_included', async () => {
  const { root, blob } = makeBatch([new TestNode().respond('one', 7)])
  const evidence = await evidenceOf(() => checkBatch(blob, root as Hash32))
  expect(keys(evidence)).toEqual(documentedFields('settlement_included').own.toSorted())
})

it.each(['groth16', 'plonk', 'fflonk'] as const)('equation_holds of %s', async (protocol) => {
  const { key, proof, signals } = readSnark('bn128', protocol)
  const files = { key: file(key), proof: file(proof), signals: file(signals) }
  const evidence = await evidenceOf((note) => checkSnark(protocol, files, undefined, note))
  expect(keys(evidence)).toEqual(documentedFields('equation_holds').own.toSorted())
})

it.each(['groth16', 'plonk', 'fflonk'] as const)('proof_valid of %s', async (protocol) => {
  const { key, proof, signals } = readSnark('bn128', protocol)
  const files = { key: file(key), proof: file(proof), signals: file(signals) }
  const word = (at: number) =>
    Buffer.from(
      BigInt(signals[at] ?? '0')
        .toString(16)
        .padStart(64, '0'),
      'hex',
    )
  const place = (from: number) => ({ from, count: 1, as: 'u256be' })
  const model = keccak256(Buffer.from('a model'))
  const listed = { hash: keccak256(files.key), model, bindings: { inputs: place(1), outputs: place(0) } }
  const named = { input: 'input', output: 'output', model, keys: 'keys' }
  const given: Record<string, Uint8Array> = {
    input: word(1),
    output: word(0),
    keys: file({ keys: [listed] }),
  }
  const subject = openSubject(named, (name) => given[name] ?? Buffer.alloc(0))
  const evidence = await evidenceOf((note) => checkSnark(protocol, files, subject, note))
  const both = [...documentedFields('equation_holds').own, ...documentedFields('proof_valid').own]
  expect(keys(evidence)).toEqual(both.sort())
})

const folder = mkdtempSync(join(tmpdir(), 'assay-documented-'))
const pool = new InferencePool({ children: 1 })
afterAll(() => {
  pool.close()
  rmSync(folder, { recursive: true })
})

it('output_reproduced', async () => {
  const set = join(folder, 'test_data_set_0')
  const int32 = (...values: number[]) => Buffer.from(Int32Array.from(values).buffer)
  mkdirSync(set)
  writeFileSync(join(folder, 'model.onnx'), addOne('int32'))
  writeFileSync(join(set, 'input_0.pb'), tensor('x', 'int32', [4], int32(1, 2, 3, 4)))
  writeFileSync(join(set, 'output_0.pb'), tensor('y', 'int32', [4], int32(2, 3, 4, 5)))
  const evidence = await evidenceOf((note) => checkOnnx(folder, {}, pool, note))
  const { own, of } = documentedFields('output_reproduced')
  expect(keys(evidence)).toEqual(own.toSorted())
  for (const each of [...(evidence.inputs as Fields[]), ...(evidence.outputs as Fields[])])
    expect(keys(each)).toEqual(of.outputs?.toSorted())
})
