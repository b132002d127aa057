import { describe, expect, test } from 'vitest'
import { formatCheckpoint, openCheckpoint, parseCheckpoint } from '../../../src/claim/log/checkpoint.ts'
import {
  cosignNote,
  formatNote,
  formatVerifierKey,
  listSignatureLines,
  mergeLines,
  parseNote,
  parseVerifierKey,
  signNote,
  verifierKeyOf,
  verifyNote,
} from '../../../src/claim/log/note.ts'
import vectors from '../../fixtures/log/vectors.json' with { type: 'json' }
import { expectCode } from '../../support/codes.ts'

const { notes, checkpoint } = vectors
const log = { name: 'watchdog.example/a', secretKey: Buffer.alloc(32, 1) }
const witness = { name: 'witness.example/w', secretKey: Buffer.alloc(32, 2) }

describe('signed notes', () => {
  test.each(notes)('of others verify: $source', ({ key, note }) => {
    const verifier = parseVerifierKey(key)
    expect(formatVerifierKey(verifier)).toBe(key)
    expect(verifyNote(parseNote(note), [verifier])).toEqual([{ key: verifier, time: null }])
    expect(formatNote(parseNote(note).text, listSignatureLines(note))).toBe(note)
  })

  test('are made byte by byte as golang.org/x/mod makes them', () => {
    const { key, secret = '', note } = notes[0] as (typeof notes)[number]
    const signer = { name: 'PeterNeumann', secretKey: Buffer.from(secret, 'base64').subarray(1) }
    expect(formatVerifierKey(verifierKeyOf(signer))).toBe(key)
    const { text } = parseNote(note)
    expect(formatNote(text, [signNote(text, signer)])).toBe(note)
  })

  test('keep of each key the signature that stands first', () => {
    const text = formatCheckpoint({ origin: log.name, size: 1, root: Buffer.alloc(32) })
    const [early, late] = [cosignNote(text, witness, 10), cosignNote(text, witness, 20)]
    const own = signNote(text, log)
    expect(mergeLines(text, [own, early, late, own])).toEqual([own, early])
  })

  test('with one letter changed are refused', async () => {
    for (const { key, note } of notes) {
      const end = note.indexOf('\n\n')
      for (let at = 0; at < end; at += 7) {
        const changed = `${note.slice(0, at)}#${note.slice(at + 1)}`
        await expectCode(() => verifyNote(parseNote(changed), [parseVerifierKey(key)]), 'LOG_SIGNATURE')
      }
    }
  })

  test('that are none are refused', async () => {
    const line = signNote('a\n', log)
    for (const text of [
      '',
      'a\n',
      `a\n${line}`,
      `a\n\n${line.trimEnd()}`,
      `a\r\n\n${line}`,
      `a\n\n${line}b\n`,
      `a\n\n\u2014 x AAAA\n`,
      `${'a\n'.repeat(40_000)}\n${line}`,
      `a\n\n${line.repeat(101)}`,
    ])
      await expectCode(() => parseNote(text), 'LOG_NOTE')
  })

  test('count a key once, and pass over keys that nobody named', () => {
    const text = 'a\n'
    const note = parseNote(
      formatNote(text, [signNote(text, log), signNote(text, log), signNote(text, witness)]),
    )
    expect(verifyNote(note, [verifierKeyOf(log)])).toHaveLength(1)
    expect(verifyNote(note, [])).toEqual([])
  })

  test('keys whose id is not that of their bytes are refused', async () => {
    const key = formatVerifierKey(verifierKeyOf(log))
    const short = Buffer.from([1, 2, 3]).toString('base64')
    for (const text of [
      key.replace(/\+[0-9a-f]{8}\+/, '+00000000+'),
      key.slice(0, -2),
      'a',
      `a+00000000+${short}`,
    ])
      await expectCode(() => parseVerifierKey(text), 'LOG_KEY')
  })
})

describe('checkpoints', () => {
  test('of a public log verify under its key and its witness’s', () => {
    const [key, cosigner] = [parseVerifierKey(checkpoint.log), parseVerifierKey(checkpoint.witness)]
    const { origin, size, root } = openCheckpoint(checkpoint.note, key)
    expect([origin, size, Buffer.from(root).toString('base64')]).toEqual([
      key.name,
      checkpoint.size,
      checkpoint.root,
    ])
    expect(formatCheckpoint({ origin, size, root })).toBe(parseNote(checkpoint.note).text)
    const signed = verifyNote(parseNote(checkpoint.note), [key, cosigner])
    expect(signed).toEqual([
      { key, time: null },
      { key: cosigner, time: checkpoint.time },
    ])
  })

  test('cosignatures say their time, and hold for no other', async () => {
    const text = formatCheckpoint({ origin: log.name, size: 1, root: Buffer.alloc(32, 3) })
    const cosigner = verifierKeyOf(witness, true)
    const line = cosignNote(text, witness, 1_700_000_000)
    expect(verifyNote(parseNote(formatNote(text, [line])), [cosigner])).toEqual([
      { key: cosigner, time: 1_700_000_000 },
    ])
    const bytes = Buffer.from(line.split(' ')[2] as string, 'base64')
    bytes.writeBigUInt64BE(1_600_000_000n, 4)
    const earlier = `\u2014 ${witness.name} ${bytes.toString('base64')}\n`
    const short = `\u2014 ${witness.name} ${bytes.subarray(0, 9).toString('base64')}\n`
    for (const each of [earlier, short])
      await expectCode(() => verifyNote(parseNote(formatNote(text, [each])), [cosigner]), 'LOG_SIGNATURE')
  })

  test('of another log, unsigned or misshapen are refused', async () => {
    const key = verifierKeyOf(log)
    const root = Buffer.alloc(32, 3)
    const sign = (text: string) => formatNote(text, [signNote(text, log)])
    await expectCode(
      () => openCheckpoint(sign(formatCheckpoint({ origin: 'b', size: 1, root })), key),
      'LOG_ORIGIN',
    )
    const text = formatCheckpoint({ origin: log.name, size: 1, root })
    await expectCode(() => openCheckpoint(formatNote(text, [signNote(text, witness)]), key), 'LOG_SIGNATURE')
    for (const odd of [
      text.replace('\n1\n', '\n01\n'),
      text.replace('\n1\n', '\n-1\n'),
      text.replace('=', ''),
      'a\n',
      '\n\n\n',
    ])
      await expectCode(() => parseCheckpoint({ text: odd, signatures: [] }), 'LOG_CHECKPOINT')
  })
})
