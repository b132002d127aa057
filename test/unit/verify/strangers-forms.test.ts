import { createPublicKey, generateKeyPairSync, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { judge } from '../../../reference-node/commands/answer.ts'
import { checkBatch } from '../../../reference-node/commands/batch.ts'
import { verifyBundle } from '../../../reference-node/commands/bundle.ts'
import { openSignature } from '../../../reference-node/commands/signature.ts'
import { checkSnark } from '../../../reference-node/commands/snark.ts'
import type { Hash32 } from '../../../src/claim/hex.ts'
import { file, readSnark } from '../../support/snark-fixtures.ts'
import { TestNode } from '../../support/watch/actors.ts'
import { makeBatch } from '../../support/watch/blobs.ts'

// Evidence that holds, as other programs write it: read where that is certain, and else undecided. Nobody is accused of a form.

const read = (path: string) => readFileSync(new URL(`../../fixtures/${path}`, import.meta.url), 'utf8')
const current = JSON.parse(read('signatures/synthetic-current-format.json'))
const [{ msg_hash: _, ...response }] = current.responses
const signature = Buffer.from(response.tee_signature, 'base64')
const digits = response.tee_request_hash.replace('0x', '')
const key = createPublicKey(current.public_key_pem)
const spki = key.export({ format: 'pem', type: 'spki' }).toString()
const pkcs1 = key.export({ format: 'pem', type: 'pkcs1' }).toString()
const privatePem = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
  format: 'pem',
  type: 'pkcs8',
})

const certificate = new X509Certificate(read('nitro/aws_nitro_root_g1.pem')).raw
const modulus = Buffer.from(key.export({ format: 'jwk' }).n ?? '', 'base64url')
const spkiOf = (type: string, options?: object) =>
  generateKeyPairSync(type as 'rsa', options as { modulusLength: number })
    .publicKey.export({ format: 'pem', type: 'spki' })
    .toString()

async function ofSignature(bytes: Uint8Array): Promise<string> {
  const { answer } = await judge('hand_off_signed', (note) => openSignature(() => bytes).check(note))
  return answer.code
}

describe('a signed response', () => {
  const base = { public_key_pem: current.public_key_pem, ...response }
  it.each<[string, object, string]>([
    ['as it is', {}, 'VERIFIED'],
    ['with its time as a text', { tee_timestamp: String(response.tee_timestamp) }, 'VERIFIED'],
    [
      'with its time in milliseconds',
      { tee_timestamp: response.tee_timestamp * 1000 },
      'UNKNOWN_SIGNATURE_FORM',
    ],
    ['with its time as a date', { tee_timestamp: '2023-11-14T22:13:20Z' }, 'UNKNOWN_SIGNATURE_FORM'],
    ['with half a second', { tee_timestamp: response.tee_timestamp + 0.5 }, 'UNKNOWN_SIGNATURE_FORM'],
    ['with another time', { tee_timestamp: response.tee_timestamp + 1 }, 'REJECTED_SIGNATURE_ALTERED'],
    ['with a hash in capitals', { tee_request_hash: `0x${digits.toUpperCase()}` }, 'VERIFIED'],
    [
      'with a hash in base64',
      { tee_request_hash: Buffer.from(digits, 'hex').toString('base64') },
      'UNKNOWN_SIGNATURE_FORM',
    ],
    ['with a hash that is named', { tee_request_hash: `keccak256:${digits}` }, 'UNKNOWN_SIGNATURE_FORM'],
    ['with a hash too short', { tee_request_hash: digits.slice(2) }, 'REJECTED_SIGNATURE_FILE'],
    [
      'with a signature in hexadecimal',
      { tee_signature: signature.toString('hex').toUpperCase() },
      'VERIFIED',
    ],
    [
      'with a signature on several lines',
      { tee_signature: response.tee_signature.replace(/.{76}/g, '$&\n') },
      'UNKNOWN_SIGNATURE_FORM',
    ],
    ['with a signature as a list of bytes', { tee_signature: [...signature] }, 'UNKNOWN_SIGNATURE_FORM'],
    [
      'with a signature as Node writes bytes',
      { tee_signature: signature.toJSON() },
      'UNKNOWN_SIGNATURE_FORM',
    ],
    ['without a signature', { tee_signature: null }, 'REJECTED_SIGNATURE_FILE'],
  ])('%s: %s %s', async (_name, changes, code) => {
    expect(await ofSignature(file({ ...base, ...changes }))).toBe(code)
  })

  it.each<[string, unknown, string]>([
    ['PEM with line ends of Windows', spki.replaceAll('\n', '\r\n'), 'VERIFIED'],
    ['PEM on one line', spki.replaceAll('\n', ''), 'VERIFIED'],
    ['PEM with its line ends spelled', spki.replaceAll('\n', '\\n'), 'VERIFIED'],
    ['PEM of PKCS#1', pkcs1, 'VERIFIED'],
    ['PKCS#1 in base64', key.export({ format: 'der', type: 'pkcs1' }).toString('base64'), 'VERIFIED'],
    ['SPKI in hexadecimal', `0x${key.export({ format: 'der', type: 'spki' }).toString('hex')}`, 'VERIFIED'],
    ['a JWK', key.export({ format: 'jwk' }), 'UNKNOWN_SIGNATURE_FORM'],
    ['a certificate', read('nitro/aws_nitro_root_g1.pem'), 'UNKNOWN_SIGNATURE_FORM'],
    ['a private key', privatePem, 'UNKNOWN_SIGNATURE_FORM'],
    ['a certificate without armour', certificate.toString('base64'), 'UNKNOWN_SIGNATURE_FORM'],
    ['its bare modulus', modulus.toString('hex'), 'UNKNOWN_SIGNATURE_FORM'],
    ['PEM with a remark before it', `# key of the node\n${spki}`, 'UNKNOWN_SIGNATURE_FORM'],
    ['PEM twice', spki + spki, 'UNKNOWN_SIGNATURE_FORM'],
    ['a line of OpenSSH', 'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQC7', 'UNKNOWN_SIGNATURE_FORM'],
    ['a point of a curve', `0x04${'ab'.repeat(64)}`, 'UNKNOWN_SIGNATURE_FORM'],
    ['a key of a curve', spkiOf('ec', { namedCurve: 'P-256' }), 'UNSUPPORTED_KEY_TYPE'],
    ['a key of Ethereum', spkiOf('ec', { namedCurve: 'secp256k1' }), 'UNSUPPORTED_KEY_TYPE'],
    ['a key of Ed25519', spkiOf('ed25519'), 'UNSUPPORTED_KEY_TYPE'],
    ['a key for PSS alone', spkiOf('rsa-pss', { modulusLength: 2048 }), 'UNSUPPORTED_KEY_TYPE'],
    ['a short key', spkiOf('rsa', { modulusLength: 1024 }), 'REJECTED_KEY_SIZE'],
    ['DER of something else', '3003020101', 'REJECTED_KEY_DER'],
    ['half of PEM', spki.slice(0, 200), 'REJECTED_KEY_TEXT'],
    ['PEM of nothing', '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n', 'REJECTED_KEY_TEXT'],
    ['PEM of other letters', spki.replace('M', '*'), 'REJECTED_KEY_TEXT'],
    ['words', 'no key!', 'REJECTED_KEY_TEXT'],
  ])('whose key is %s', async (_name, given, code) => {
    expect(await ofSignature(file({ ...response, public_key: given }))).toBe(code)
  })

  it('in JSON lines is not taken for one', async () => {
    expect(await ofSignature(Buffer.from(`${JSON.stringify(base)}\n${JSON.stringify(base)}\n`))).toBe(
      'UNKNOWN_SIGNATURE_KIND',
    )
  })

  it('in the unit of another program, as a heartbeat, accuses nobody', async () => {
    const heartbeat = { ...current.heartbeat, message_hash: undefined, timestamp: 1_700_000_000_000 }
    expect(await ofSignature(file({ public_key_pem: current.public_key_pem, heartbeat }))).toBe(
      'UNKNOWN_SIGNATURE_FORM',
    )
  })
})

describe('a batch', () => {
  const { root, blob } = makeBatch([new TestNode().respond('one', 7)])
  const dump = JSON.parse(Buffer.from(blob).toString('utf8'))
  const { leafEncoding, tree: _tree, ...bare } = dump
  const values = (change: (entry: { value: unknown; treeIndex: number }) => unknown) => ({
    ...dump,
    values: dump.values.map(change),
  })
  it.each<[string, unknown, string]>([
    ['as it is', dump, 'VERIFIED'],
    ['with a member more', { ...dump, root }, 'VERIFIED'],
    ['without its tree', { leafEncoding, ...bare }, 'UNKNOWN_BATCH_FORMAT'],
    [
      'in names of another style',
      { ...dump, leafEncoding: undefined, leaf_encoding: leafEncoding },
      'UNKNOWN_BATCH_FORMAT',
    ],
    ['with values alone', values(({ value }) => value), 'UNKNOWN_BATCH_FORMAT'],
    [
      'with places as texts',
      values((each) => ({ ...each, treeIndex: `${each.treeIndex}` })),
      'UNKNOWN_BATCH_FORMAT',
    ],
    ['in a list', [dump], 'UNKNOWN_BATCH_FORMAT'],
    [
      'of four fields',
      values(({ value, ...each }) => ({ ...each, value: (value as unknown[]).slice(1) })),
      'REJECTED_BATCH_SHAPE',
    ],
  ])('%s', async (_name, given, code) => {
    const { answer } = await judge('settlement_included', (note) =>
      checkBatch(file(given), root as Hash32, undefined, note),
    )
    expect(answer.code).toBe(code)
  })
})

describe.each(['groth16', 'plonk', 'fflonk'] as const)('a %s proof', (protocol) => {
  const fixture = readSnark('bn128', protocol)
  const of = async (changes: { key?: unknown; proof?: unknown; signals?: unknown }) => {
    const given = { ...fixture, ...changes }
    const files = { key: file(given.key), proof: file(given.proof), signals: file(given.signals) }
    return (await judge('equation_holds', (note) => checkSnark(protocol, files, undefined, note))).answer.code
  }
  const spelled = (pattern: RegExp, by: (digits: string) => string) =>
    JSON.parse(JSON.stringify(fixture.proof).replace(pattern, (_match, found: string) => by(found)))

  it('in other numbers is read, or undecided', async () => {
    expect(await of({ proof: spelled(/"(\d{20,})"/g, (each) => `"0x${BigInt(each).toString(16)}"`) })).toBe(
      'VERIFIED',
    )
    expect(await of({ proof: spelled(/"(\d{20,})"/g, (each) => `"0${each}"`) })).toBe('UNKNOWN_PROOF_FORM')
    expect(await of({ proof: spelled(/"(\d{20,})"/g, (each) => each) })).toBe('UNKNOWN_PROOF_FORM')
    expect(await of({ key: { ...fixture.key, nPublic: '4' } })).toBe('UNKNOWN_PROOF_FORM')
  })

  it('with its signals wrapped in other names is undecided', async () => {
    expect(await of({ signals: { publicSignals: fixture.signals } })).toBe('UNKNOWN_PROOF_FORM')
    expect(await of({ signals: JSON.stringify(fixture.signals) })).toBe('VERIFIED')
    expect(await of({ signals: { ...fixture.signals, length: 4 } })).toBe('UNKNOWN_PROOF_FORM')
    expect(await of({ signals: fixture.signals.map((each) => `0x${BigInt(each).toString(16)}`) })).toBe(
      'UNKNOWN_PROOF_FORM',
    )
  })

  it('as the arguments of a call is undecided, and named', async () => {
    const files = {
      key: file(fixture.key),
      proof: Buffer.from('["0x1a","0x2b"],[["0x3c"]]'),
      signals: file(fixture.signals),
    }
    const { answer } = await judge('equation_holds', (note) => checkSnark(protocol, files, undefined, note))
    expect([answer.code, answer.detail]).toEqual([
      'UNKNOWN_PROOF_FORM',
      expect.stringContaining('generatecall'),
    ])
  })
})

it.each(['nitro', 'signature', 'batch', 'groth16'] as const)(
  'a bundle for agents answers as the command does: %s',
  async (kind) => {
    const page = { text: '<!DOCTYPE html><html>404</html>' }
    const given = { kind, at: '2026-03-01', root: `0x${'11'.repeat(32)}` }
    const { outcome, code, act } = await verifyBundle({
      ...given,
      files: { evidence: page, vkey: page, public: page },
    })
    expect([outcome, code, act]).toEqual(['undecided', 'UNKNOWN_FILE_KIND', 'who ran the command'])
  },
)
