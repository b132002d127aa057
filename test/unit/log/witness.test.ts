import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { formatRequest, Witness } from '../../../reference-node/log/witness.ts'
import { WitnessFile } from '../../../reference-node/log/witness-server.ts'
import { formatCheckpoint } from '../../../src/claim/log/checkpoint.ts'
import { formatNote, parseNote, signNote, verifierKeyOf, verifyNote } from '../../../src/claim/log/note.ts'
import { leafHash, proveConsistency, type ReadHashes, rootOf } from '../../../src/claim/log/tree.ts'

const LOG = { name: 'watchdog.example/a', secretKey: Buffer.alloc(32, 1) }
const SIGNER = { name: 'witness.example/w', secretKey: Buffer.alloc(32, 2) }
const leaves = (name: string) =>
  Array.from({ length: 20 }, (_, at) => leafHash(Buffer.from(`${name}${at < 3 ? '' : at}`)))
const [ours, fork] = [leaves('a'), leaves('b')]
const reader =
  (of: readonly Uint8Array[]): ReadHashes =>
  async (_level, from, count) =>
    of.slice(from, from + count)

let folder: string
let state: string
let witness: Witness
let turn = 0
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-witness-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))
beforeEach(() => {
  state = join(folder, `${turn++}.json`)
  witness = start()
})
const start = () => new Witness(SIGNER, [verifierKeyOf(LOG)], new WitnessFile(state), () => 1_790_000_000)

function noteOf(of: readonly Uint8Array[], size: number, signer = LOG): string {
  const text = formatCheckpoint({ origin: LOG.name, size, root: rootOf(of.slice(0, size)) })
  return formatNote(text, [signNote(text, signer)])
}
async function ask(of: readonly Uint8Array[], oldSize: number, size: number) {
  const proof = await proveConsistency(reader(of), oldSize, size)
  return witness.addCheckpoint(formatRequest({ oldSize, proof, note: noteOf(of, size) }))
}

describe('the witness', () => {
  test('cosigns what continues what it has seen', async () => {
    for (const [from, to] of [
      [0, 5],
      [5, 5],
      [5, 12],
      [12, 20],
    ] as const) {
      const { status, body } = await ask(ours, from, to)
      expect(status).toBe(200)
      const { text } = parseNote(noteOf(ours, to))
      const [signed] = verifyNote(parseNote(formatNote(text, [body])), [verifierKeyOf(SIGNER, true)])
      expect(signed?.time).toBe(1_790_000_000)
    }
  })

  test('shows two readers of a split view no two cosigned trees, also after it was started again', async () => {
    expect((await ask(ours, 0, 5)).status).toBe(200)
    witness = start()
    expect((await ask(fork, 0, 12)).status).toBe(409)
    expect((await ask(fork, 5, 12)).status).toBe(422)
    expect((await ask(fork, 5, 5)).status).toBe(409)
    expect((await ask(ours, 5, 12)).status).toBe(200)
  })

  test('tells whoever is behind how far it has seen', async () => {
    await ask(ours, 0, 12)
    expect(await ask(ours, 5, 20)).toEqual({ status: 409, body: '12\n' })
  })

  test('of two requests from one size, one is answered', async () => {
    await ask(ours, 0, 5)
    const both = await Promise.all([ask(ours, 5, 12), ask(ours, 5, 20)])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
  })

  test('refuses what is malformed, unknown, unsigned or shrinking', async () => {
    const root = formatRequest({ oldSize: 0, proof: [], note: noteOf(ours, 5) })
    const status = async (body: string) => (await witness.addCheckpoint(body)).status
    expect(await status('')).toBe(400)
    expect(await status(root.replace('old 0', 'old 00'))).toBe(400)
    expect(await status(root.replace('old 0', 'new 0'))).toBe(400)
    expect(await status(root.replace('old 0\n', 'old 0\nAAAA\n'))).toBe(400)
    expect(await status(root.replace('\n5\n', '\nfive\n'))).toBe(400)
    expect(await status(root.replaceAll(LOG.name, 'watchdog.example/b'))).toBe(404)
    expect(
      await status(
        formatRequest({
          oldSize: 0,
          proof: [],
          note: noteOf(ours, 5, { ...LOG, secretKey: SIGNER.secretKey }),
        }),
      ),
    ).toBe(403)
    expect(await status(formatRequest({ oldSize: 6, proof: [], note: noteOf(ours, 5) }))).toBe(400)
    expect(
      await status(formatRequest({ oldSize: 0, proof: [ours[0] as Uint8Array], note: noteOf(ours, 5) })),
    ).toBe(422)
    const many = Array.from({ length: 64 }, () => ours[0] as Uint8Array)
    expect(await status(formatRequest({ oldSize: 0, proof: many, note: noteOf(ours, 5) }))).toBe(400)
    expect((await ask(ours, 0, 5)).status).toBe(200)
  })
})
