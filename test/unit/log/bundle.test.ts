import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBundle, sealBundle } from '../../../reference-node/log/bundle.ts'
import { createKeys, readKeys } from '../../../reference-node/log/keys.ts'
import { AuditFault } from '../../../src/claim/errors.ts'
import { toHex } from '../../../src/claim/hex.ts'
import golden from '../../fixtures/log/bundle.json' with { type: 'json' }
import { codeOf, expectCode, flip } from '../../support/codes.ts'

const KEY = `0x${'01'.repeat(32)}` as const
const said = {
  kind: 'watchdog',
  origin: 'watchdog.example/a',
  time: 1_790_000_000,
  body: { network: 'world', logKey: 'é' },
} as const

describe('a bundle', () => {
  test('has the golden bytes and hash', async () => {
    const { bytes, hash } = await sealBundle(said, KEY)
    expect({ text: Buffer.from(bytes).toString(), hash }).toEqual(golden)
  })

  test('opens as what was said', async () => {
    const sealed = await sealBundle(said, KEY)
    expect(await openBundle(sealed.bytes)).toEqual(sealed)
  })

  test('with any byte flipped is refused', async () => {
    const { bytes } = await sealBundle(said, KEY)
    for (let at = 0; at < bytes.length; at++)
      for (const mask of [1, 32, 128])
        expect(await codeOf(() => openBundle(flip(bytes, at, mask)))).toMatch(/^BUNDLE_(FORM|SIGNATURE)$/)
  })

  test('in another spelling of the same JSON is refused', async () => {
    const { bytes } = await sealBundle(said, KEY)
    const text = Buffer.from(bytes).toString()
    const object = JSON.parse(text)
    for (const odd of [
      `${text}\n`,
      JSON.stringify(Object.fromEntries(Object.entries(object).reverse())),
      JSON.stringify({ ...object, more: 1 }),
      JSON.stringify({ ...object, kind: 'advice' }),
      '[]',
      JSON.stringify({ ...object, watchdog: '0x01' }),
    ])
      await expectCode(() => openBundle(Buffer.from(odd)), 'BUNDLE_FORM')
    const other = await sealBundle({ ...said, time: 1_790_000_001 }, KEY)
    const { signature } = JSON.parse(Buffer.from(other.bytes).toString())
    await expectCode(
      () => openBundle(Buffer.from(text.replace(object.signature, signature))),
      'BUNDLE_SIGNATURE',
    )
    await expect(openBundle(Buffer.from(text.replace(object.signature, '0x1234')))).rejects.toThrow(
      AuditFault,
    )
  })
})

describe('keys', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'assay-keys-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  test('are read by their owner alone, and never overwritten', async () => {
    const path = join(folder, 'a.json')
    const made = await createKeys(path, 'watchdog.example/a')
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    expect(await readKeys(path)).toEqual(made)
    await expectCode(() => createKeys(path, 'watchdog.example/a'), 'WATCHDOG_KEYS')
  })

  test('that others may read, or that are none, are refused without a word of them', async () => {
    const path = join(folder, 'b.json')
    await createKeys(path, 'watchdog.example/a')
    const open = join(folder, 'c.json')
    await writeFile(open, await readFile(path), { mode: 0o644 })
    const broken = join(folder, 'd.json')
    await writeFile(broken, '{"watchdogKey":"0xsecret"', { mode: 0o600 })
    for (const each of [open, broken, join(folder, 'none.json')]) {
      await expectCode(() => readKeys(each), 'WATCHDOG_KEYS')
      await expect(readKeys(each)).rejects.not.toThrow(/secret/)
    }
    await expectCode(() => createKeys(join(folder, 'e.json'), 'two words'), 'WATCHDOG_KEYS')
  })

  test('that are sealed open with their passphrase alone, unchanged', async () => {
    const path = join(folder, 'f.json')
    const made = await createKeys(path, 'watchdog.example/a', 'a passphrase')
    const text = await readFile(path, 'utf8')
    for (const secret of [made.watchdogKey, toHex(made.log.secretKey)])
      expect(text).not.toContain(secret.slice(2))
    expect(await readKeys(path, 'a passphrase')).toEqual(made)
    await expectCode(() => readKeys(path, 'another'), 'WATCHDOG_KEYS')
    await expectCode(() => readKeys(path), 'WATCHDOG_KEYS')
    const file = JSON.parse(text)
    const { cipher } = file.sealed
    cipher.text = (cipher.text[0] === '0' ? '1' : '0') + cipher.text.slice(1)
    await writeFile(path, JSON.stringify(file), { mode: 0o600 })
    await expectCode(() => readKeys(path, 'a passphrase'), 'WATCHDOG_KEYS')
  })
})
