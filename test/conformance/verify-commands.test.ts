import { constants, generateKeyPairSync, sign } from 'node:crypto'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { StandardMerkleTree } from '@openzeppelin/merkle-tree'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { responseMessageHash, teeIdOf } from '../../src/claim/hash.ts'
import { Hash32, toBytes } from '../../src/claim/hex.ts'
import { LEAF_ENCODING } from '../../src/claim/merkle.ts'
import { runAssay } from '../support/assay-cli.ts'
import { addOne, tensor } from '../support/onnx-writer.ts'

const fixtures = fileURLToPath(new URL('../fixtures', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'assay-verify-'))
afterAll(() => rmSync(folder, { recursive: true }))

const put = (name: string, content: string | Uint8Array) => {
  const path = join(folder, name)
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, content)
  return path
}
const json = (path: string) => JSON.parse(readFileSync(join(fixtures, path), 'utf8'))
const altered = (name: string, path: string, change: (file: Record<string, unknown>) => unknown) => {
  const file = json(path)
  return put(name, JSON.stringify(change(file) ?? file))
}

const nitro = join(fixtures, 'nitro/og-evm_attestation_doc.cbor')
const document = readFileSync(nitro)
const at = ['--at', '2026-02-12T17:56:02.724Z']
const snark = (key: string, proof = key, signals = key) => [
  ...['--vkey', join(fixtures, `snark/own-${key}.vkey.json`)],
  ...['--proof', join(fixtures, `snark/own-${proof}.proof.json`)],
  ...['--public', join(fixtures, `snark/own-${signals}.public.json`)],
]
const CURRENT = 'signatures/synthetic-current-format.json'
const LEGACY = 'signatures/legacy-2025-12-16.json'
type Row = [name: string, exit: number, code: string, args: () => string[]]

const pair = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pem = pair.publicKey.export({ format: 'pem', type: 'spki' }).toString()
const teeId = teeIdOf(pair.publicKey.export({ format: 'der', type: 'spki' }))
const word = (digit: string) => Hash32(`0x${digit.repeat(64)}`)
const leaf = (outputHash: Hash32, signed = outputHash) => {
  const message = toBytes(responseMessageHash(word('1'), signed, 7n))
  const signature = sign('sha256', message, {
    key: pair.privateKey,
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: 32,
  })
  return [teeId, word('1'), outputHash, `0x${signature.toString('hex')}`, '7']
}
const batch = (name: string, rows: string[][]) => {
  const tree = StandardMerkleTree.of(rows, [...LEAF_ENCODING])
  return [put(name, JSON.stringify(tree.dump())), '--root', tree.root]
}
const keys = () => ['--keys', put('keys.json', JSON.stringify({ [teeId]: pem }))]

const onnxCase = (name: string, output: number[], model: Uint8Array = addOne('int32')) => {
  const int32 = (values: number[]) => Buffer.from(Int32Array.from(values).buffer)
  put(`${name}/model.onnx`, model)
  put(`${name}/test_data_set_0/input_0.pb`, tensor('x', 'int32', [4], int32([1, 2, 3, 4])))
  put(`${name}/test_data_set_0/output_0.pb`, tensor('y', 'int32', [4], int32(output)))
  return join(folder, name)
}

const rows: Row[] = [
  [
    'a document',
    0,
    'VERIFIED',
    () => ['nitro', nitro, ...at, '--max-age', '0', '--nonce', '0x0123456789abcdef0123456789abcdef01234567'],
  ],
  [
    'a document in base64 with newlines, under any name',
    0,
    'VERIFIED',
    () => ['nitro', put('doc.cbor', document.toString('base64').replace(/.{64}/g, '$&\r\n')), ...at],
  ],
  [
    'a document under a root of one’s own',
    0,
    'VERIFIED',
    () => ['nitro', nitro, ...at, '--root', join(fixtures, 'nitro/aws_nitro_root_g1.pem')],
  ],
  [
    'a document with its measurements',
    0,
    'VERIFIED',
    () => [
      'nitro',
      nitro,
      ...at,
      ...[0, 1, 2].flatMap((n) => ['--pcr', `${n}=${json('nitro/expected.json')['2026-02-12'][`pcr${n}`]}`]),
    ],
  ],
  [
    'a document with another measurement',
    1,
    'REJECTED_NITRO_PCR',
    () => ['nitro', nitro, ...at, '--pcr', `0=${'00'.repeat(48)}`],
  ],
  [
    'a document with another nonce',
    1,
    'REJECTED_NITRO_NONCE',
    () => ['nitro', nitro, ...at, '--nonce', '00'],
  ],
  [
    'a document too old',
    1,
    'REJECTED_NITRO_STALE',
    () => ['nitro', nitro, '--at', '2026-02-12T18:06:02+00:00', '--max-age', '300'],
  ],
  [
    'a document outside its certificates',
    1,
    'REJECTED_NITRO_CERT_TIME',
    () => ['nitro', nitro, '--at', '2027-01-01'],
  ],
  [
    'a debug document',
    1,
    'REJECTED_NITRO_DEBUG',
    () => ['nitro', join(fixtures, 'nitro/evervault_valid.b64'), '--at', '2023-09-18T15:03:30Z'],
  ],
  [
    'a debug document, allowed',
    0,
    'VERIFIED',
    () => [
      'nitro',
      join(fixtures, 'nitro/evervault_valid.b64'),
      '--at',
      '2023-09-18T15:03:30Z',
      '--allow-debug',
    ],
  ],
  ['an empty file', 2, 'UNKNOWN_FILE_KIND', () => ['nitro', put('empty', ''), ...at]],
  [
    'a document with a byte behind',
    1,
    'REJECTED_CBOR_TRAILING',
    () => ['nitro', put('long', Buffer.concat([document, Buffer.alloc(1)])), ...at],
  ],
  ['base64 with stray bits', 1, 'REJECTED_BASE64', () => ['nitro', put('stray', 'hEShATgioFkRYL9='), ...at]],
  ['no such document', 66, 'FILE_UNREADABLE', () => ['nitro', join(folder, 'nowhere'), ...at]],
  ['a folder for a document', 66, 'FILE_UNREADABLE', () => ['nitro', folder, ...at]],
  ['no such root', 66, 'FILE_UNREADABLE', () => ['nitro', nitro, ...at, '--root', join(folder, 'nowhere')]],
  ['a root that is none', 64, 'ROOT_UNREADABLE', () => ['nitro', nitro, ...at, '--root', nitro]],
  ['no time', 64, 'USAGE', () => ['nitro', nitro]],
  ['30 February', 64, 'USAGE', () => ['nitro', nitro, '--at', '2026-02-30T00:00:00Z']],
  ['a register that is none', 64, 'USAGE', () => ['nitro', nitro, ...at, '--pcr', '32=00']],
  ['a nonce that is no hex', 64, 'USAGE', () => ['nitro', nitro, ...at, '--nonce', 'xyz']],
  ['a negative age', 64, 'USAGE', () => ['nitro', nitro, ...at, '--max-age', '-1']],
  ['an unknown flag', 64, 'USAGE', () => ['nitro', nitro, ...at, '--fast']],
  ['no command', 64, 'USAGE', () => []],
  ['an unknown command', 64, 'USAGE', () => ['quantum', nitro]],

  ['signed responses and a heartbeat', 0, 'VERIFIED', () => ['signature', join(fixtures, CURRENT)]],
  ['a response of 2025', 0, 'VERIFIED', () => ['signature', join(fixtures, LEGACY)]],
  [
    'one response alone',
    0,
    'VERIFIED',
    () => [
      'signature',
      altered('one.json', CURRENT, (file) => ({
        public_key_pem: file.public_key_pem,
        ...(file.responses as object[])[0],
      })),
    ],
  ],
  [
    'a heartbeat alone',
    0,
    'VERIFIED',
    () => [
      'signature',
      altered('beat.json', CURRENT, (file) => ({
        publicKey: file.public_key_der_hex,
        teeId: file.tee_id,
        ...(file.heartbeat as object),
      })),
    ],
  ],
  [
    'a response with another time',
    1,
    'REJECTED_SIGNATURE_ALTERED',
    () => [
      'signature',
      altered('late.json', CURRENT, (file) => ({
        public_key_pem: file.public_key_pem,
        ...(file.responses as object[])[0],
        msg_hash: undefined,
        tee_timestamp: 1700000001,
      })),
    ],
  ],
  [
    'a response whose content was changed',
    1,
    'REJECTED_SIGNATURE_INCONSISTENT',
    () => [
      'signature',
      altered(
        'content.json',
        CURRENT,
        (file) => void Object.assign((file.responses as object[])[1] as object, { output_content: 'x' }),
      ),
    ],
  ],
  [
    'a response of 2025 whose payload was changed',
    1,
    'REJECTED_SIGNATURE_INCONSISTENT',
    () => [
      'signature',
      altered(
        'payload.json',
        LEGACY,
        (file) => void Object.assign(file.signed_payload as object, { finish_reason: 'length' }),
      ),
    ],
  ],
  [
    'a response of 2025 whose message was changed',
    1,
    'REJECTED_SIGNATURE_ALTERED',
    () => [
      'signature',
      altered('message.json', LEGACY, (file) => ({
        ...file,
        signed_payload: undefined,
        signed_message_utf8: `${file.signed_message_utf8} `,
      })),
    ],
  ],
  [
    'a response of 2025 to another request',
    1,
    'REJECTED_SIGNATURE_INCONSISTENT',
    () => [
      'signature',
      altered(
        'request.json',
        LEGACY,
        (file) => void Object.assign(file.request as object, { max_tokens: 101 }),
      ),
    ],
  ],
  [
    'a heartbeat of another node',
    1,
    'REJECTED_KEY_ID',
    () => [
      'signature',
      altered('node.json', CURRENT, (file) => ({
        publicKey: file.public_key_der_hex,
        teeId: word('1'),
        heartbeat: { ...(file.heartbeat as object), message_hash: undefined },
      })),
    ],
  ],
  [
    'a response without a signature',
    1,
    'REJECTED_SIGNATURE_FILE',
    () => [
      'signature',
      altered('none.json', CURRENT, (file) => ({
        public_key_pem: file.public_key_pem,
        responses: [{ ...(file.responses as object[])[0], tee_signature: undefined }],
      })),
    ],
  ],
  [
    'two keys',
    1,
    'REJECTED_SIGNATURE_INCONSISTENT',
    () => ['signature', altered('keys2.json', CURRENT, (file) => ({ ...file, public_key_pem: pem }))],
  ],
  [
    'a key that is none',
    1,
    'REJECTED_KEY_TEXT',
    () => [
      'signature',
      altered('badkey.json', CURRENT, (file) => ({ ...file, public_key_pem: '-----BEGIN PUBLIC KEY-----' })),
    ],
  ],
  ['no JSON', 2, 'UNKNOWN_FILE_KIND', () => ['signature', put('text', 'hello')]],
  ['an empty object', 1, 'REJECTED_SIGNATURE_FILE', () => ['signature', put('object', '{}')]],
  [
    'requests without signatures',
    2,
    'UNKNOWN_SIGNATURE_KIND',
    () => ['signature', join(fixtures, 'signatures/synthetic-canonical-requests.json')],
  ],

  ['a batch', 0, 'VERIFIED', () => ['batch', ...batch('batch.json', [leaf(word('2')), leaf(word('3'))])]],
  [
    'a batch with keys',
    0,
    'VERIFIED',
    () => ['batch', ...batch('signed.json', [leaf(word('2')), leaf(word('3'))]), ...keys()],
  ],
  [
    'a batch with an altered leaf, with keys',
    1,
    'REJECTED_SIGNATURE_ALTERED',
    () => ['batch', ...batch('bad.json', [leaf(word('2')), leaf(word('3'), word('4'))]), ...keys()],
  ],
  [
    'a batch with a stranger’s leaf, with keys',
    2,
    'UNKNOWN_BATCH_NODE',
    () => ['batch', ...batch('stranger.json', [[word('9'), ...leaf(word('2')).slice(1)]]), ...keys()],
  ],
  [
    'a batch under another root',
    1,
    'REJECTED_BATCH_ROOT',
    () => ['batch', batch('other.json', [leaf(word('2'))])[0] as string, '--root', word('5')],
  ],
  [
    'a batch of another kind',
    2,
    'UNKNOWN_BATCH_FORMAT',
    () => ['batch', put('kind1.json', '{"format": "simple-v1"}'), '--root', word('5')],
  ],
  ['a batch without a root', 64, 'USAGE', () => ['batch', put('kind2.json', '{}')]],
  ['a root that is no hash', 64, 'USAGE', () => ['batch', put('kind3.json', '{}'), '--root', '0x12']],
  [
    'keys that are none',
    64,
    'KEYS_UNREADABLE',
    () => ['batch', put('kind4.json', '{}'), '--root', word('5'), '--keys', put('nokeys.json', '[1]')],
  ],

  ['a Groth16 proof', 0, 'VERIFIED', () => ['groth16', ...snark('bn128/groth16')]],
  ['a Groth16 proof on bls12381', 0, 'VERIFIED', () => ['groth16', ...snark('bls12381/groth16')]],
  ['a PLONK proof', 0, 'VERIFIED', () => ['plonk', ...snark('bn128/plonk')]],
  ['an FFLONK proof', 0, 'VERIFIED', () => ['fflonk', ...snark('bn128/fflonk')]],
  ['a PLONK proof as Groth16', 1, 'REJECTED_PROOF_PROTOCOL', () => ['groth16', ...snark('bn128/plonk')]],
  [
    'a proof under the key of another curve',
    1,
    'REJECTED_PROOF_CURVE',
    () => ['groth16', ...snark('bls12381/groth16', 'bn128/groth16', 'bn128/groth16')],
  ],
  [
    'a proof under another key',
    1,
    'REJECTED_PROOF_INVALID',
    () => [
      'groth16',
      '--vkey',
      join(fixtures, 'snark/own-bn128/groth16.vkey.json'),
      '--proof',
      join(fixtures, 'snark/own-bn128/groth16.forgeable.proof.json'),
      '--public',
      join(fixtures, 'snark/own-bn128/groth16.public.json'),
    ],
  ],
  [
    'no public signals',
    66,
    'FILE_UNREADABLE',
    () => ['groth16', ...snark('bn128/groth16').slice(0, 4), '--public', join(folder, 'nowhere')],
  ],
  ['no key', 64, 'USAGE', () => ['groth16', ...snark('bn128/groth16').slice(2)]],

  ['a model', 0, 'VERIFIED', () => ['onnx', onnxCase('model', [2, 3, 4, 5])]],
  [
    'a model with another output',
    1,
    'REJECTED_REPLAY_VALUE',
    () => ['onnx', onnxCase('wrong', [2, 3, 4, 6])],
  ],
  [
    'a model that is none',
    1,
    'REJECTED_PROTOBUF',
    () => ['onnx', onnxCase('junk', [1, 1, 1, 1], Buffer.from('junk junk junk\0'))],
  ],
  [
    'a model of a stranger’s operators',
    2,
    'UNSUPPORTED_OPERATOR_SET',
    () => [
      'onnx',
      onnxCase('future', [1, 1, 1, 1], Buffer.concat([addOne('int32'), Buffer.from([0x42, 2, 0x10, 99])])),
    ],
  ],
  [
    'more inputs than the model has',
    1,
    'REJECTED_CASE',
    () => {
      const path = onnxCase('crowd', [2, 3, 4, 5])
      put('crowd/test_data_set_0/input_1.pb', tensor('z', 'int32', [1], Buffer.alloc(4)))
      return ['onnx', path]
    },
  ],
  [
    'a model too large to be read',
    2,
    'UNSUPPORTED_MODEL_SIZE',
    () => {
      const path = onnxCase('huge', [2, 3, 4, 5])
      truncateSync(join(path, 'model.onnx'), 3 * 2 ** 30)
      return ['onnx', path]
    },
  ],
  ['no model', 66, 'FILE_UNREADABLE', () => ['onnx', join(folder, 'nowhere')]],
  [
    'a model without data',
    66,
    'FILE_UNREADABLE',
    () => ['onnx', join(put('bare/model.onnx', addOne('int32')), '..')],
  ],
  [
    'a tolerance that is none',
    64,
    'USAGE',
    () => ['onnx', onnxCase('model', [2, 3, 4, 5]), '--rtol', 'much'],
  ],
]

describe('assay verify', () => {
  it.concurrent.each(rows)('%s: exit %i %s', async (_name, exit, code, args) => {
    const answer = await runAssay(['verify', ...args(), '--json'])
    expect({ exit: answer.exit, stderr: exit === 64 ? '' : answer.stderr }).toEqual({ exit, stderr: '' })
    const printed = JSON.parse(answer.stdout)
    expect(Object.keys(printed)).toEqual([
      'version',
      'outcome',
      'code',
      'fault',
      'act',
      'do',
      'statement',
      'detail',
      'evidence',
      'read',
    ])
    expect(printed).toMatchObject({
      code,
      outcome: exit === 0 ? 'verified' : exit === 1 ? 'rejected' : 'undecided',
    })
  })

  it('says it in words when not asked for JSON', async () => {
    const { stdout, exit } = await runAssay(['verify', 'nitro', nitro, ...at])
    expect({ exit, first: stdout.split('\n')[0] }).toEqual({
      exit: 0,
      first: 'verified: attestation_valid (VERIFIED)',
    })
  })
})

describe('assay', () => {
  it('answers wrong words to verify in JSON as well', async () => {
    const { stdout, exit } = await runAssay(['verify', 'quantum', '--json'])
    expect({ exit, ...JSON.parse(stdout) }).toMatchObject({ exit: 64, code: 'USAGE', outcome: 'undecided' })
  })
})

describe('assay verify onnx-calibrate', () => {
  it('prints the tolerance to publish with a model, and what it was measured on', async () => {
    const { stdout, exit } = await runAssay([
      'verify',
      'onnx-calibrate',
      onnxCase('calibrated', [2, 3, 4, 5]),
    ])
    expect(exit).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      arithmetic: 'exact',
      runs: 1,
      tolerance: { relative: 1e-4, absolute: 1e-5 },
      spread: { relative: 0, absolute: 0 },
      conditions: { canary: 'passed' },
    })
    expect((await runAssay(['verify', 'onnx-calibrate', join(folder, 'nowhere')])).exit).toBe(66)
  })

  it('prints one line with --json, also of what cannot be measured', async () => {
    const model = onnxCase('calibrated', [2, 3, 4, 5])
    const measured = await runAssay(['verify', 'onnx-calibrate', model, '--json'])
    expect(measured.stdout.split('\n')).toHaveLength(2)
    expect(JSON.parse(measured.stdout)).toMatchObject({ version: 1, runs: 1 })
    const refused = await runAssay(['verify', 'onnx-calibrate', join(folder, 'nowhere'), '--json'])
    expect(JSON.parse(refused.stdout)).toMatchObject({ version: 1, code: 'FILE_UNREADABLE' })
  })
})

describe('assay verify onnx-suite', () => {
  const suite = join(folder, 'suite')
  beforeAll(() => {
    onnxCase('suite/a/good', [2, 3, 4, 5])
    onnxCase('suite/b/bad', [0, 0, 0, 0])
    cpSync(join(suite, 'a/good'), join(suite, 'c/unknown'), { recursive: true })
    writeFileSync(
      join(suite, 'c/unknown/model.onnx'),
      Buffer.concat([addOne('int32'), Buffer.from([0x42, 2, 0x10, 99])]),
    )
  })

  it('names what passed, failed and stayed undecided', async () => {
    const { stdout, exit } = await runAssay(['verify', 'onnx-suite', suite])
    expect(JSON.parse(stdout)).toEqual({
      passed: ['good'],
      failed: ['bad'],
      undecided: ['unknown'],
      codes: { bad: 'REJECTED_REPLAY_VALUE', unknown: 'UNSUPPORTED_OPERATOR_SET' },
    })
    expect(exit).toBe(1)
  })

  it('says on stderr how far it is, and why each is not verified', async () => {
    const { stderr } = await runAssay(['verify', 'onnx-suite', suite])
    expect(stderr).toMatch(/^1 of 3 models$/m)
    expect(stderr).toMatch(/^3 of 3 models$/m)
    expect(stderr).toMatch(/^bad: rejected REJECTED_REPLAY_VALUE: run 0, output 0.*$/m)
    expect(stderr).toMatch(/^unknown: undecided UNSUPPORTED_OPERATOR_SET: .+$/m)
    expect(stderr).not.toContain('good')
  })

  it('prints a line for each model with --json, and the summary as the last one', async () => {
    const { stdout, exit } = await runAssay(['verify', 'onnx-suite', suite, '--json'])
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(exit).toBe(1)
    expect(lines).toMatchObject([
      { version: 1, name: 'good', outcome: 'verified', evidence: { dataSets: 1, arithmetic: 'exact' } },
      {
        name: 'bad',
        outcome: 'rejected',
        code: 'REJECTED_REPLAY_VALUE',
        act: 'node operator',
        evidence: null,
      },
      { name: 'unknown', outcome: 'undecided', code: 'UNSUPPORTED_OPERATOR_SET', act: 'watchdog' },
      { version: 1, passed: ['good'], failed: ['bad'], undecided: ['unknown'] },
    ])
    expect(lines[1].detail).toContain('run 0, output 0')
  })

  it('goes on where it stood: what is in its file is not run again, unless it changed', async () => {
    const results = join(folder, 'results.jsonl')
    const run = () => runAssay(['verify', 'onnx-suite', suite, '--resume', results])
    const first = await run()
    const kept = readFileSync(results, 'utf8').trim().split('\n')
    const of = (name: string) => kept.find((line) => line.startsWith(`{"key":"${name} `)) ?? ''
    expect(kept).toHaveLength(3)
    // What a kill leaves behind, and an answer that only the file gives: it was not worked out again.
    const said = of('good').replace(
      '"outcome":"verified","code":"VERIFIED"',
      '"outcome":"undecided","code":"FROM_FILE"',
    )
    writeFileSync(results, `${said}\n${of('bad')}\n${of('unknown').slice(0, 60)}`)
    const second = await run()
    expect(JSON.parse(second.stdout)).toMatchObject({
      passed: [],
      failed: ['bad'],
      undecided: ['good', 'unknown'],
      codes: { good: 'FROM_FILE' },
    })
    onnxCase('suite/a/good', [2, 3, 4, 6])
    expect(JSON.parse((await run()).stdout)).toMatchObject({ failed: ['good', 'bad'] })
    onnxCase('suite/a/good', [2, 3, 4, 5])
    const strict = await runAssay(['verify', 'onnx-suite', suite, '--resume', results, '--rtol', '0'])
    expect(JSON.parse(strict.stdout)).toEqual(JSON.parse(first.stdout))
  })

  it('does not write into a file of something else', async () => {
    const other = put('other.json', '{"a": 1}\n')
    const { stdout, exit } = await runAssay(['verify', 'onnx-suite', suite, '--resume', other, '--json'])
    expect([exit, JSON.parse(stdout).code]).toEqual([64, 'RESULTS_UNREADABLE'])
    expect(readFileSync(other, 'utf8')).toBe('{"a": 1}\n')
  })

  it('has nothing to say about a folder without models', async () => {
    expect((await runAssay(['verify', 'onnx-suite', join(fixtures, 'nitro')])).exit).toBe(66)
  })
})
