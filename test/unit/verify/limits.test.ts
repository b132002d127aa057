import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { verifyReplay } from '../../../reference-node/checks/onnx.ts'
import { getCurve } from '../../../reference-node/checks/snark/curve.ts'
import { decodeKeyHead } from '../../../reference-node/checks/snark/key.ts'
import { decodeProofHead } from '../../../reference-node/checks/snark/proof.ts'
import { decodeSignals } from '../../../reference-node/checks/snark/signals.ts'
import { readContent } from '../../../reference-node/commands/file.ts'
import { openSignature } from '../../../reference-node/commands/signature.ts'
import { InferenceChild } from '../../../reference-node/inference/child/child.ts'
import { decodeModel } from '../../../reference-node/inference/onnx/model.ts'
import { decodeTensor } from '../../../reference-node/inference/onnx/tensor-proto.ts'
import type { InferencePool } from '../../../reference-node/inference/pool.ts'
import { decodeDump } from '../../../src/claim/batch-dump.ts'
import { decodeCbor } from '../../../src/claim/cbor.ts'
import { decodeConversation } from '../../../src/claim/conversation.ts'
import { LEAF_ENCODING } from '../../../src/claim/merkle.ts'
import { verifyNitro } from '../../../src/claim/nitro-verify.ts'
import { listFields } from '../../../src/claim/protobuf.ts'
import { parseStrictJson } from '../../../src/claim/strict-json.ts'
import { toVerdict } from '../../../src/claim/verdict.ts'
import { makeDocument } from '../../support/nitro-authority.ts'
import { attribute, bytes, graph, int, model, node, tensor, value } from '../../support/onnx-writer.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const repeat = <T>(count: number, each: T): T[] => Array.from({ length: count }, () => each)
const inner = graph({ nodes: [], outputs: [] })
const nest = (depth: number): Buffer =>
  depth === 0
    ? inner
    : graph({
        nodes: [node('If', ['c'], ['y'], [attribute('then_branch', bytes(6, nest(depth - 1)))])],
        outputs: [],
      })
const word = `0x${'11'.repeat(32)}`
const dump = (leaves: number, signature = '0x') =>
  Buffer.from(
    JSON.stringify({
      format: 'standard-v1',
      leafEncoding: LEAF_ENCODING,
      tree: [],
      values: Array.from({ length: leaves }, () => ({
        value: [word, word, word, signature, '1'],
        treeIndex: 0,
      })),
    }),
  )
const json = { maxBytes: 20_000, maxDepth: 4, maxValues: 10 }
const strict = (text: string) => parseStrictJson(Buffer.from(text), json)
const deep = Buffer.from('['.repeat(100))
const head = { protocol: 'groth16', curve: getCurve('bn128'), members: [], signals: [] } as const
const nobody = {} as InferencePool
/** A child that is ready, and announces a message that is too long. */
const SAYS_TOO_MUCH = `
const fs = require('node:fs')
const body = require('node:v8').serialize({ kind: 'ready', conditions: {} })
const head = Buffer.alloc(4)
head.writeUInt32LE(body.length)
fs.writeSync(3, Buffer.concat([head, body]))
fs.readSync(3, Buffer.alloc(1))
fs.writeSync(3, Buffer.alloc(4, 255))
fs.readSync(4, Buffer.alloc(1))`
async function hearTooMuch(): Promise<unknown> {
  const { child } = await InferenceChild.start({ prefix: [process.execPath, '-e', SAYS_TOO_MUCH], walls: [] })
  return child.run({ model: { hash: '00', bytes: Buffer.alloc(1) }, runs: [] }, 60_000)
}

/** One step beyond each limit of ours that evidence can meet: the constant, and what is said of evidence beyond it. */
const BEYOND: Readonly<Record<string, readonly [string, () => unknown][]>> = {
  'src/claim/cbor.ts MAX_DEPTH': [
    ['UNSUPPORTED_CBOR_DEPTH', () => decodeCbor(Buffer.from(`${'81'.repeat(9)}00`, 'hex'))],
    // A key that is a map whose key is a map …, and a value of it.
    ['UNSUPPORTED_CBOR_DEPTH', () => decodeCbor(Buffer.from('a1'.repeat(40), 'hex'))],
    ['UNSUPPORTED_CBOR_DEPTH', () => decodeCbor(Buffer.from('a100'.repeat(40), 'hex'))],
  ],
  'src/claim/cbor.ts MAX_ITEMS': [
    ['UNSUPPORTED_CBOR_ITEMS', () => decodeCbor(Buffer.from(`991000${'01'.repeat(4096)}`, 'hex'))],
  ],
  'src/claim/nitro.ts MAX_NITRO_BYTES': [['UNSUPPORTED_NITRO_SIZE', () => nitro(Buffer.alloc(16_385, 1))]],
  'src/claim/protobuf.ts MAX_FIELDS': [
    ['UNSUPPORTED_PROTOBUF_FIELDS', () => listFields(Buffer.alloc(2_000_002, '0800', 'hex'))],
  ],
  'src/claim/json-scan.ts MAX_KEY': [['UNKNOWN_JSON_KEY', () => strict(`{"${'k'.repeat(5000)}":1}`)]],
  'src/claim/strict-json.ts MAX_DIGITS': [['UNKNOWN_JSON_NUMBER', () => strict(`[${'1'.repeat(5000)}]`)]],
  'src/claim/strict-json.ts MAX_VALUES': [
    ['UNKNOWN_JSON_TOO_MANY', () => strict(`[${'1,'.repeat(20)}1]`)],
    ['UNKNOWN_JSON_SIZE', () => strict(' '.repeat(20_001))],
    ['UNKNOWN_JSON_DEPTH', () => strict('[[[[[[')],
  ],
  'src/claim/batch-dump.ts DUMP_LIMITS': [
    ['UNSUPPORTED_BATCH_SIZE', () => decodeDump(dump(16_385))],
    ['UNSUPPORTED_BATCH_SIGNATURE', () => decodeDump(dump(1, `0x${'00'.repeat(1025)}`))],
    ['UNKNOWN_JSON_SIZE', () => decodeDump(Buffer.alloc((24 << 20) + 1, ' '))],
    ['UNKNOWN_JSON_DEPTH', () => decodeDump(deep)],
  ],
  'src/claim/conversation.ts CONVERSATION_LIMITS': [
    ['UNKNOWN_JSON_SIZE', () => decodeConversation(Buffer.alloc((8 << 20) + 1, ' '))],
    ['UNKNOWN_JSON_DEPTH', () => decodeConversation(deep)],
  ],
  'reference-node/checks/snark/key.ts MAX_PUBLIC': [
    [
      'UNSUPPORTED_PROOF_SIGNALS',
      () =>
        decodeKeyHead(Buffer.from('{"protocol":"groth16","curve":"bn128","nPublic":4097}'), 'groth16', null),
    ],
  ],
  'reference-node/checks/snark/key.ts LIMITS': [
    ['UNKNOWN_JSON_SIZE', () => decodeKeyHead(Buffer.alloc((4 << 20) + 1, ' '), 'groth16', null)],
    ['UNKNOWN_JSON_DEPTH', () => decodeKeyHead(deep, 'groth16', null)],
  ],
  'reference-node/checks/snark/proof.ts LIMITS': [
    ['UNKNOWN_JSON_SIZE', () => decodeProofHead(Buffer.alloc(65_537, ' '), head)],
    ['UNKNOWN_JSON_DEPTH', () => decodeProofHead(deep, head)],
  ],
  'reference-node/checks/snark/signals.ts LIMITS': [
    ['UNKNOWN_JSON_SIZE', () => decodeSignals(Buffer.alloc((1 << 20) + 1, ' '))],
    ['UNKNOWN_JSON_DEPTH', () => decodeSignals(deep)],
  ],
  'reference-node/commands/signature.ts LIMITS': [
    ['UNKNOWN_JSON_SIZE', () => openSignature(() => Buffer.alloc((8 << 20) + 1, ' ')).check()],
    ['UNKNOWN_JSON_DEPTH', () => openSignature(() => deep).check()],
  ],
  'reference-node/commands/file.ts MAX_BYTES': [['UNSUPPORTED_FILE_SIZE', () => readContent('/dev/zero')]],
  'reference-node/checks/onnx.ts MAX_MODEL_BYTES': [
    [
      'UNSUPPORTED_MODEL_SIZE',
      () => verifyReplay(Buffer.alloc((64 << 20) + 1), [], { relative: 0, absolute: 0 }, nobody),
    ],
  ],
  'reference-node/inference/child/frames.ts MAX_MESSAGE_BYTES': [['UNSUPPORTED_TENSOR_SIZE', hearTooMuch]],
  'reference-node/inference/onnx/model.ts MAX_NODES': [
    [
      'UNSUPPORTED_MODEL_SIZE',
      () => decodeModel(model({ nodes: repeat(20_001, node('Identity', ['x'], ['y'])), outputs: [] })),
    ],
  ],
  'reference-node/inference/onnx/model.ts MAX_DEPTH': [
    ['UNSUPPORTED_MODEL_SIZE', () => decodeModel(Buffer.concat([int(1, 8), bytes(7, nest(6))]))],
  ],
  'reference-node/inference/onnx/tensor-proto.ts MAX_ELEMENTS': [
    ['UNSUPPORTED_TENSOR_SIZE', () => decodeTensor(tensor('t', 'int32', [2 ** 26 + 1], Buffer.alloc(0)))],
    [
      'UNSUPPORTED_MODEL_SIZE',
      () => decodeModel(model({ nodes: [], inputs: [value('x', 'int32', [2 ** 26 + 1])], outputs: [] })),
    ],
  ],
  'reference-node/inference/onnx/tensor-proto.ts MAX_DIMENSIONS': [
    ['UNSUPPORTED_TENSOR_SIZE', () => decodeTensor(tensor('t', 'int32', repeat(65, 1), Buffer.alloc(4)))],
  ],
}

/**
 * No evidence meets these: how much is kept in memory; how much of a file or an answer is read before a decoder judges its
 * size; the rules of the network on the age of a document and the size of a key; how deep a chain's own encoding nests; how
 * much of a text is shown; how much of a transaction is searched for calls (what is not found there is undecided, CALLDATA_…);
 * how many copies an API is asked for (UNSUPPORTED_COPIES beyond); the caller's own list of keys; how late a
 * sample's outcomes may be due (SAMPLE_DEFINITION beyond).
 */
const NOT_MET = [
  'src/claim/rlp.ts MAX_DEPTH',
  'src/claim/text.ts MOST_BYTES',
  'reference-node/checks/signature/key.ts BITS',
  'reference-node/commands/batch.ts LIMITS',
  'reference-node/evidence/evidence-list.ts LIMITS',
  'reference-node/log/bundle.ts LIMITS',
  'reference-node/log/read.ts LIMITS',
  'reference-node/log/sealed-keys.ts MAX_MEMORY',
  'reference-node/log/witness.ts MOST_PROOF_LINES',
  'reference-node/sample/population.ts MOST_ELEMENTS',
  'reference-node/sample/rounds.ts ROUND_LIMITS',
  'src/claim/log/note.ts MAX_NOTE_BYTES',
  'src/claim/log/note.ts MAX_SIGNATURES',
  'src/claim/sample/bound.ts MAX_SIZE',
  'src/claim/sample/deadline.ts MAX_OUTCOME_SECONDS',
  'reference-node/commands/snark.ts LIMITS',
  'reference-node/evidence/calls.ts MOST_CALLS',
  'reference-node/evidence/calls.ts MOST_DIGITS',
  'reference-node/evidence/calls.ts MOST_KEY_DIGITS',
  'reference-node/evidence/content.ts LIMITS',
  'reference-node/evidence/records.ts MOST_DOCUMENTS',
  'reference-node/evidence/requests.ts MOST_PLACES',
  'reference-node/evidence/rpc.ts MAX_BYTES',
  'reference-node/evidence/tape.ts LIMITS',
  'reference-node/inference/child/run.ts MAX_SESSIONS',
  'reference-node/inference/refusals.ts MOST_FRESH',
  'src/claim/registered-document.ts MAX_AGE_SECONDS',
  'reference-node/repeat/sources.ts MOST_COPIES',
]

function nitro(document: Uint8Array) {
  const { root: pinned, at } = makeDocument()
  return verifyNitro(document, { at, roots: [pinned], allowDebug: false })
}

describe('beyond a limit of ours', () => {
  const cases = Object.entries(BEYOND).flatMap(([limit, acts]) =>
    acts.map(([code, act]) => [limit, code, act] as const),
  )

  it.each(cases)('evidence is undecided for good: %s, %s', async (_limit, code, act) => {
    const verdict = await toVerdict(async () => {
      await act()
      return ''
    })
    expect(verdict).toMatchObject({ outcome: 'undecided', code, fault: null, transient: false })
  })

  it('every limit of the checks is among them', () => {
    const folders = ['src/claim', 'reference-node']
    const found = folders.flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .flatMap((name) => {
          const text = readFileSync(join(root, folder, name), 'utf8')
          return [...text.matchAll(/const (MAX_\w+|MOST_\w+|BITS|LIMITS|\w+_LIMITS)\b/g)].map(
            ([, limit]) => `${folder}/${name} ${limit}`,
          )
        }),
    )
    expect(found.sort()).toEqual([...Object.keys(BEYOND), ...NOT_MET].sort())
  })
})

describe('what AWS describes in two ways', () => {
  it.each([513, 746, 1024, 4000])('user data and a nonce of %i bytes are read', (length) => {
    const {
      document,
      root: pinned,
      at,
    } = makeDocument({ userData: Buffer.alloc(length, 1), nonce: Buffer.alloc(length, 2) })
    const { userData, nonce } = verifyNitro(document, { at, roots: [pinned], allowDebug: false })
    expect([userData?.length, nonce?.length]).toEqual([length, length])
  })

  it('a document of NitroTPM is named as one', async () => {
    const {
      document,
      root: pinned,
      at,
    } = makeDocument({
      alterPayload: (entries) =>
        entries.map(([name, each]) => [name === 'pcrs' ? 'nitrotpm_pcrs' : name, each]),
    })
    const verdict = await toVerdict(() => {
      verifyNitro(document, { at, roots: [pinned], allowDebug: false })
      return ''
    })
    expect(verdict).toMatchObject({ outcome: 'undecided', code: 'UNSUPPORTED_NITRO_TPM' })
  })

  it('a document that is wrong in what we know is rejected, whatever else it says', async () => {
    const {
      document,
      root: pinned,
      at,
    } = makeDocument({ alterPayload: (entries) => [...entries, ['more', 1]] })
    const verdict = await toVerdict(() => {
      verifyNitro(document, { at, roots: [pinned], allowDebug: false }, { nonce: Buffer.from('aa', 'hex') })
      return ''
    })
    expect(verdict).toMatchObject({ outcome: 'rejected', code: 'REJECTED_NITRO_NONCE' })
  })
})

describe('the grace of the clock', () => {
  const at = new Date('2026-03-01T12:00:00Z')
  const judge = (secondsBefore: number, place: number) => {
    const certificates = [{}, {}, {}, {}, {}].map((each, index) =>
      index === place ? { from: at, to: new Date(at.getTime() + 10_800_000) } : each,
    )
    const { document, root: pinned } = makeDocument({ at, certificates })
    return toVerdict(() => {
      verifyNitro(document, {
        at: new Date(at.getTime() - secondsBefore * 1000),
        roots: [pinned],
        allowDebug: false,
      })
      return ''
    })
  }

  it('is the same for a document and for the leaf made with it', async () => {
    expect((await judge(20, 4)).code).toBe('VERIFIED')
    expect((await judge(60, 4)).code).toBe('VERIFIED')
    expect((await judge(61, 4)).code).toBe('REJECTED_NITRO_CERT_TIME')
  })

  it('is not for authorities', async () => {
    expect((await judge(20, 3)).code).toBe('REJECTED_NITRO_CERT_TIME')
  })
})
