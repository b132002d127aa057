import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { judge } from '../../../reference-node/commands/answer.ts'
import { verifyBundle } from '../../../reference-node/commands/bundle.ts'
import { checkNitro } from '../../../reference-node/commands/nitro.ts'
import { openSignature } from '../../../reference-node/commands/signature.ts'
import { checkSnark, openSubject, statementOf } from '../../../reference-node/commands/snark.ts'
import { keccak256 } from '../../../src/claim/hash.ts'
import { file, readSnark } from '../../support/snark-fixtures.ts'

const { key, proof, signals } = readSnark('bn128', 'groth16')
const files = { key: file(key), proof: file(proof), signals: file(signals) }
const word = (signal: string | undefined) =>
  Buffer.from(
    BigInt(signal ?? '0')
      .toString(16)
      .padStart(64, '0'),
    'hex',
  )
const input = word(signals[1])
const output = word(signals[0])
const model = `0x${'ab'.repeat(32)}`
const listed = (bindings: unknown, of = model) =>
  file({ keys: [{ system: 'groth16', hash: keccak256(files.key), model: of, bindings, source: 'test' }] })
const binding = {
  inputs: { from: 1, count: 1, as: 'u256be' },
  outputs: { from: 0, count: 1, as: 'u256be' },
}
const judged = async (claim: { input: Uint8Array; output: Uint8Array }, keys = listed(binding)) => {
  const named = { input: 'input.bin', output: 'output.bin', model, keys: 'keys.json' }
  const given: Record<string, Uint8Array> = {
    'input.bin': claim.input,
    'output.bin': claim.output,
    'keys.json': keys,
  }
  const subject = openSubject(named, (name) => given[name] ?? Buffer.alloc(0))
  return (await judge(statementOf(named), () => checkSnark('groth16', files, subject))).answer
}

it('a proof alone is said to satisfy its equation, and nothing of a claim', async () => {
  const { answer } = await judge(statementOf({}), () => checkSnark('groth16', files))
  expect(answer).toMatchObject({
    version: 1,
    outcome: 'verified',
    statement: 'equation_holds',
    act: null,
    evidence: { protocol: 'groth16', curve: 'bn128', verificationKey: keccak256(files.key), signals },
  })
})

it('a proof with its claim is held against input, output and model', async () => {
  expect(await judged({ input, output })).toMatchObject({
    outcome: 'verified',
    statement: 'proof_valid',
    evidence: { inputHash: keccak256(input), outputHash: keccak256(output), model, binding },
  })
  expect(await judged({ input: output, output })).toMatchObject({
    outcome: 'rejected',
    code: 'REJECTED_PROOF_INPUT_BINDING',
    act: 'node operator',
    evidence: null,
  })
  expect(await judged({ input, output: input })).toMatchObject({ code: 'REJECTED_PROOF_OUTPUT_BINDING' })
})

it('a key of another model, or one that the network does not list, proves nothing of this one', async () => {
  const other = `0x${'cd'.repeat(32)}`
  expect(await judged({ input, output }, listed(binding, other))).toMatchObject({
    code: 'REJECTED_PROOF_KEY_MODEL',
    act: 'node operator',
  })
  expect(await judged({ input, output }, file({ keys: [] }))).toMatchObject({
    outcome: 'undecided',
    code: 'UNKNOWN_PROOF_BINDING',
  })
})

it('without a list of keys nothing is said of a claim, but a proof that does not hold is rejected', async () => {
  const named = { input: keccak256(input), output: keccak256(output), model }
  const answer = async (given: typeof files) =>
    (await judge(statementOf(named), () => checkSnark('groth16', given, openSubject(named, Buffer.from))))
      .answer
  expect(await answer(files)).toMatchObject({
    outcome: 'undecided',
    statement: 'proof_valid',
    code: 'UNKNOWN_PROOF_BINDING',
  })
  expect(await answer({ ...files, signals: file(['9', ...signals.slice(1)]) })).toMatchObject({
    outcome: 'rejected',
    code: 'REJECTED_PROOF_INVALID',
  })
})

it('a list of keys may be written in capitals', async () => {
  const listed = {
    system: 'groth16',
    hash: upper(keccak256(files.key)),
    model: upper(model),
    bindings: binding,
  }
  expect(await judged({ input, output }, file({ keys: [listed] }))).toMatchObject({ outcome: 'verified' })
})

it('a claim that is named in part is not taken for none', async () => {
  const bundle = {
    kind: 'groth16' as const,
    files: { evidence: text(files.proof), vkey: text(files.key), public: text(files.signals) },
  }
  expect(await verifyBundle(bundle)).toMatchObject({ outcome: 'verified', statement: 'equation_holds' })
  expect(await verifyBundle({ ...bundle, input: keccak256(input) })).toMatchObject({
    outcome: 'undecided',
    statement: 'proof_valid',
    code: 'BUNDLE_UNUSABLE',
  })
  const claim = { input: keccak256(input), output: keccak256(output), model }
  const keys = { ...bundle.files, keys: text(listed(binding)) }
  expect(await verifyBundle({ ...bundle, ...claim, files: keys })).toMatchObject({
    outcome: 'verified',
    statement: 'proof_valid',
  })
})

it('an attestation gives its fields beside the sentence', () => {
  const document = readFileSync('test/fixtures/nitro/og-evm_attestation_doc.cbor')
  const { evidence } = checkNitro(document, { at: new Date('2026-02-12T17:56:02.724Z') })
  expect(evidence).toMatchObject({
    moduleId: expect.stringMatching(/^i-/),
    timestamp: '2026-02-12T17:56:02.724Z',
    userData: expect.stringMatching(/^0x1220[0-9a-f]{64}1220[0-9a-f]{64}$/),
    pcrs: { 0: expect.stringMatching(/^0x[0-9a-f]{96}$/) },
  })
  expect((evidence.certificates as { subject: string }[]).at(0)?.subject).toContain('aws.nitro-enclaves')
})

it.each<[string, (document: Buffer) => string]>([
  ['hexadecimal', (document) => document.toString('hex')],
  ['hexadecimal with 0x', (document) => `0x${document.toString('hex').toUpperCase()}`],
  ['base64', (document) => document.toString('base64')],
  ['base64url', (document) => document.toString('base64url')],
  ['base64 behind a byte order mark', (document) => `\uFEFF${document.toString('base64')}\n`],
  ['base64 in a JSON object', (document) => JSON.stringify({ ok: 1, document: document.toString('base64') })],
  ['hexadecimal in a JSON list', (document) => JSON.stringify([['x', document.toString('hex')]])],
  [
    'base64 between lines of PEM',
    (document) => `-----BEGIN DOCUMENT-----\n${document.toString('base64')}\n-----END DOCUMENT-----\n`,
  ],
  ['base64 in a JSON text', (document) => JSON.stringify(document.toString('base64'))],
])('an attestation in %s is the same document', (_name, spell) => {
  const document = readFileSync('test/fixtures/nitro/og-evm_attestation_doc.cbor')
  const at = { at: new Date('2026-02-12T17:56:02.724Z') }
  expect(checkNitro(Buffer.from(spell(document)), at)).toEqual(checkNitro(document, at))
})

it.each<[string, (document: Buffer) => string | Uint8Array, RegExp]>([
  ['a page', () => '<html>no such page</html>', /starts with "<html>no such page</],
  ['words', () => 'hello world', /"hello world"/],
  [
    'words of another encoding',
    (document) => Buffer.from(document.toString('hex'), 'utf16le'),
    /starts with/,
  ],
  ['other bytes', () => Buffer.from('30820122300d0609', 'hex'), /starts with/],
  [
    'another document in base64',
    () => Buffer.from('another document').toString('base64'),
    /starts with "YW5v/,
  ],
  ['JSON without one', () => '{"error": "not found"}', /0 texts look like a document/],
  ['JSON with two', (d) => JSON.stringify([d.toString('hex'), d.toString('base64')]), /2 texts/],
])('what is no document in any form is nobody’s fault: %s', async (_name, make, said) => {
  const document = readFileSync('test/fixtures/nitro/og-evm_attestation_doc.cbor')
  const at = { at: new Date('2026-02-12T17:56:02.724Z') }
  const { answer } = await judge('attestation_valid', () => checkNitro(Buffer.from(make(document)), at))
  expect(answer).toMatchObject({
    outcome: 'undecided',
    code: 'UNKNOWN_NITRO_FORM',
    fault: null,
    act: 'watchdog',
  })
  expect(answer.detail).toMatch(said)
})

it('a signature may be base64url, and in no two texts of one spelling', () => {
  const current = JSON.parse(readFileSync('test/fixtures/signatures/synthetic-current-format.json', 'utf8'))
  const [response] = current.responses
  const bytes = Buffer.from(response.tee_signature, 'base64')
  const check = (tee_signature: string) => () =>
    openSignature(() => file({ ...current, responses: [{ ...response, tee_signature }] })).check()
  expect(check(bytes.toString('base64url'))()).toEqual(check(bytes.toString('hex'))())
  for (const broken of [
    `${bytes.toString('base64')} `,
    bytes.toString('base64').replace('==', '='),
    'hE=',
    '',
  ])
    expect(check(broken)).toThrow(expect.objectContaining({ code: 'REJECTED_SIGNATURE_FILE' }))
})

function upper(hex: string) {
  return hex.toUpperCase().replace('0X', '0x')
}

function text(bytes: Uint8Array) {
  return { text: Buffer.from(bytes).toString('utf8') }
}
