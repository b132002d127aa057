import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { StandardMerkleTree } from '@openzeppelin/merkle-tree'
import { afterAll, describe, expect, it } from 'vitest'
import { findActor } from '../../reference-node/checks/actors.ts'
import { LEAF_ENCODING } from '../../src/claim/merkle.ts'
import { LAUNCHER } from '../support/assay-cli.ts'
import { addOne, tensor } from '../support/onnx-writer.ts'
import {
  listBroken,
  listOthers,
  listSpellings,
  OTHER_BINARIES,
  openScratch,
} from '../support/strange-files.ts'
import { type Answered, answerVerify, assertAnswer } from '../support/verify-command.ts'

const fixtures = fileURLToPath(new URL('../fixtures', import.meta.url))
const scratch = openScratch()
afterAll(() => rmSync(scratch.path, { recursive: true }))

const read = (path: string) => readFileSync(join(fixtures, path))
const document = join(fixtures, 'nitro/og-evm_attestation_doc.cbor')
const at = ['--at', '2026-02-12T17:56:02.724Z']
const word = (digit: string) => `0x${digit.repeat(64)}`
const tree = StandardMerkleTree.of(
  ['3', '4'].map((digit) => [word('1'), word('2'), word(digit), `0x${'ab'.repeat(256)}`, '7']),
  [...LEAF_ENCODING],
)
const dump = Buffer.from(JSON.stringify(tree.dump()))

const PARTS = ['vkey', 'proof', 'public'] as const
const snark = (protocol: string, part: (typeof PARTS)[number], path: string, more: string[] = []) => [
  protocol,
  ...PARTS.flatMap((each) => [
    `--${each}`,
    each === part ? path : join(fixtures, `snark/own-bn128/${protocol}.${each}.json`),
  ]),
  ...more,
]
const claimed = ['--input', word('1'), '--output', word('1'), '--model', word('1')]

const int32 = (...values: number[]) => Buffer.from(Int32Array.from(values).buffer)
const CASE: Readonly<Record<string, Uint8Array>> = {
  'model.onnx': addOne('int32'),
  'test_data_set_0/input_0.pb': tensor('x', 'int32', [4], int32(1, 2, 3, 4)),
  'test_data_set_0/output_0.pb': tensor('y', 'int32', [4], int32(2, 3, 4, 5)),
}
const caseWith = (part: string, path: string) => {
  const folder = scratch.folder()
  mkdirSync(join(folder, 'test_data_set_0'))
  for (const [name, bytes] of Object.entries(CASE))
    if (name !== part) writeFileSync(join(folder, name), bytes)
  symlinkSync(path, join(folder, part))
  return folder
}

/** Every file that a command takes: a good one, and the call with another in its place. */
const SLOTS: readonly (readonly [name: string, good: Buffer, call: (path: string) => string[]])[] = [
  ['nitro FILE', readFileSync(document), (path) => ['nitro', path, ...at]],
  ['nitro --root', read('nitro/aws_nitro_root_g1.pem'), (path) => ['nitro', document, ...at, '--root', path]],
  ['signature FILE', read('signatures/synthetic-current-format.json'), (path) => ['signature', path]],
  ['signature FILE of 2025', read('signatures/legacy-2025-12-16.json'), (path) => ['signature', path]],
  ['batch FILE', dump, (path) => ['batch', path, '--root', tree.root]],
  [
    'batch --keys',
    Buffer.from('{}'),
    (path) => ['batch', scratch.put(dump), '--root', tree.root, '--keys', path],
  ],
  ...['groth16', 'plonk', 'fflonk'].flatMap((protocol) =>
    PARTS.map(
      (part) =>
        [
          `${protocol} --${part}`,
          read(`snark/own-bn128/${protocol}.${part}.json`),
          (path: string) => snark(protocol, part, path),
        ] as const,
    ),
  ),
  [
    'groth16 --keys',
    Buffer.from('{"keys":[]}'),
    (path) => [
      ...snark('groth16', 'vkey', join(fixtures, 'snark/own-bn128/groth16.vkey.json'), claimed),
      '--keys',
      path,
    ],
  ],
  ...Object.entries(CASE).map(
    ([part, bytes]) =>
      [`onnx ${part}`, Buffer.from(bytes), (path: string) => ['onnx', caseWith(part, path)]] as const,
  ),
  ...['onnx-calibrate', 'onnx-suite'].map(
    (command) =>
      [
        `${command} model.onnx`,
        Buffer.from(CASE['model.onnx'] as Uint8Array),
        (path: string) => [command, caseWith('model.onnx', path)],
      ] as const,
  ),
]

/** What was said of the one file: of a suite, by its only model. */
function judgementOf({ answer, stderr }: Answered): string {
  if ('tolerance' in answer) return 'verified'
  if (!('codes' in answer)) return `${answer.outcome} ${answer.code} ${answer.act}`
  const [, outcome = 'verified', code = ''] = /: (undecided|rejected) ([A-Z_0-9]+): \S/.exec(stderr) ?? []
  return `${outcome} ${code} ${findActor(code)}`
}

/** Bytes that are no form of what was asked for accuse whoever made them, and never a party to a claim. */
const MAKER =
  /^rejected REJECTED_(JSON_|CBOR_|PROTOBUF|TENSOR|MODEL|KEY_TEXT)\w* (who made the document|who wrote the file|who published the model|who registered or wrote it)$/

describe.each(SLOTS)('%s', (slot, good, call) => {
  const judged = async (make: () => string) => {
    const answered = await answerVerify(call(make()))
    assertAnswer(answered)
    return judgementOf(answered)
  }
  const isBinary = slot.startsWith('onnx')

  it.each(Object.entries(listSpellings(good, scratch)))(
    'in another spelling, %s, is what it is or undecided',
    async (name, make) => {
      const said = await judged(make)
      // A text that was signed has one spelling.
      const isOther = `${slot}, ${name}` === 'signature FILE of 2025, numbers as texts'
      if (isBinary && said.startsWith('rejected')) expect(said).toMatch(MAKER)
      else expect(said).toMatch(isOther ? /^rejected/ : /^(verified|undecided)/)
    },
  )

  it.each(Object.entries(listBroken(good, scratch)))(
    'that came broken, %s, accuses nobody but its maker',
    async (_name, make) => {
      const said = await judged(make)
      // What stands behind a certificate is not read.
      if (slot === 'nitro --root') expect(said).toMatch(/^(verified|undecided)/)
      else if (!said.startsWith('undecided')) expect(said).toMatch(MAKER)
    },
  )

  const others = Object.entries(listOthers(good, scratch)).filter(
    ([name]) => name !== 'a huge file' || !/ --/.test(slot),
  )
  it.each(others)('for which %s is given is undecided, and says what was seen', async (_name, make) => {
    expect(await judged(make)).toMatch(/^undecided/)
  })

  it.each(Object.entries(OTHER_BINARIES))('for which %s is given is never verified', async (name, make) => {
    if (slot.endsWith('model.onnx') && name === 'a model') return
    const said = await judged(() => make(scratch))
    expect(said).toMatch(
      isBinary ? /^(undecided|rejected REJECTED_(PROTOBUF|TENSOR|MODEL) who published)/ : /^undecided/,
    )
  })
})

describe('standard input, named -', () => {
  it.each([
    ['a document', 0, readFileSync(document), ['nitro', '-', ...at]],
    ['nothing', 2, Buffer.alloc(0), ['nitro', '-', ...at]],
    ['a proof', 0, read('snark/own-bn128/groth16.proof.json'), snark('groth16', 'proof', '-')],
  ])('is read as a file is: %s', (_name, exit, input, words) => {
    const { status, stderr } = spawnSync(process.execPath, [LAUNCHER, 'verify', ...words], { input })
    expect([status, stderr.toString()]).toEqual([exit, ''])
  })
})

describe('words that are missing or wrong', () => {
  const file = join(fixtures, 'snark/own-bn128/groth16.vkey.json')
  it.each([
    ...[
      'nitro',
      'signature',
      'batch',
      'groth16',
      'plonk',
      'fflonk',
      'onnx',
      'onnx-calibrate',
      'onnx-suite',
      'claim',
    ].map((command) => [command]),
    ['nitro', document, '--at'],
    ['nitro', document, '--at', 'yesterday'],
    ['nitro', document, '--at', ''],
    ['nitro', document, '--at', '2026-02-12T17:56:02.724Z', document],
    ['nitro', document, ...at, '--pcr', '0'],
    ['batch', file, '--root', ''],
    ['batch', file, '--root', `${word('1')}00`],
    ['groth16', '--vkey', file, '--proof', file],
    ['groth16', '--vkey', file, '--vkey', file],
    ['onnx', '.', '--rtol', 'NaN'],
    ['onnx', '.', '--atol', '-1'],
    ['onnx', '.', '--rtol', '1e400'],
    ['claim', 'x'],
    ['claim', 'x', '--api', 'ftp://api.example.org'],
    ['claim', 'x', '--api', 'file:///etc/passwd'],
    ['claim', 'x', '--api', 'http://'],
    ['claim', 'x', '--api', 'https://api.example.org', '--rpc', 'rpc'],
    ['claim', '--api', 'https://api.example.org'],
  ])('are named: %s %s %s %s', async (...words) => {
    const { exit, answer } = await answerVerify(words)
    expect([exit, answer.outcome, answer.code, answer.act]).toEqual([
      64,
      'undecided',
      'USAGE',
      'who ran the command',
    ])
    expect(answer.detail).toMatch(/\S/)
  })

  it('one file for everything is no proof', async () => {
    const { answer } = await answerVerify(['groth16', '--vkey', file, '--proof', file, '--public', file])
    expect(answer.outcome).toBe('undecided')
  })

  it('a file that is too large to be hashed is no other file', async () => {
    const { exit, answer } = await answerVerify(
      snark('groth16', 'vkey', file, [...claimed.slice(0, 4), '--model', '/dev/zero']),
    )
    expect([exit, answer.code, answer.act]).toEqual([2, 'UNSUPPORTED_FILE_SIZE', 'who ran the command'])
  })
})
