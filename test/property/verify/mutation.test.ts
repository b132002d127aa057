import { constants, generateKeyPairSync, sign } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { StandardMerkleTree } from '@openzeppelin/merkle-tree'
import fc from 'fast-check'
import { describe, it } from 'vitest'
import { decodeFflonkKey, verifyFflonk } from '../../../reference-node/checks/fflonk/verify.ts'
import { decodeGroth16Key } from '../../../reference-node/checks/groth16/key.ts'
import { verifyGroth16 } from '../../../reference-node/checks/groth16/verify.ts'
import { verifyHeartbeat } from '../../../reference-node/checks/heartbeat.ts'
import { decodePlonkKey, verifyPlonk } from '../../../reference-node/checks/plonk.ts'
import { decodeRsaKey } from '../../../reference-node/checks/signature/key.ts'
import { verifySignature } from '../../../reference-node/checks/signature/verify.ts'
import { decodeSignalWords } from '../../../reference-node/checks/snark/signals.ts'
import { verifyBatch } from '../../../src/claim/batch.ts'
import { Rejected } from '../../../src/claim/errors.ts'
import { heartbeatMessageHash, keccak256, responseMessageHash } from '../../../src/claim/hash.ts'
import { Hash32, toBytes } from '../../../src/claim/hex.ts'
import { LEAF_ENCODING } from '../../../src/claim/merkle.ts'
import { KnownLinks } from '../../../src/claim/nitro-chain.ts'
import { verifyNitro } from '../../../src/claim/nitro-verify.ts'
import { toVerdict, type Verdict } from '../../../src/claim/verdict.ts'
import { readAwsRoots } from '../../../src/platform/attestation-roots.ts'
import { flip } from '../../support/codes.ts'
import { file, readSnark } from '../../support/snark-fixtures.ts'

/** The law: with any bits of any one byte flipped, good evidence is never verified, and never an exception. */
async function law(good: Uint8Array, judge: (bytes: Uint8Array) => Promise<unknown> | unknown, runs: number) {
  const verdict = (bytes: Uint8Array): Promise<Verdict> =>
    toVerdict(async () => {
      await judge(bytes)
      return ''
    })
  if ((await verdict(good)).outcome !== 'verified') throw new Error('the evidence was not good to begin with')
  await fc.assert(
    fc.asyncProperty(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 }), async (at, mask) => {
      const { outcome } = await verdict(flip(good, at, mask))
      return outcome !== 'verified'
    }),
    { numRuns: runs },
  )
}

const fixture = (path: string) => readFileSync(new URL(`../../fixtures/${path}`, import.meta.url))
const hash = (digit: string) => Hash32(`0x${digit.repeat(64)}`)
const pair = generateKeyPairSync('rsa', { modulusLength: 2048 })
const key = decodeRsaKey(pair.publicKey.export({ format: 'der', type: 'spki' }))
const pss = (message: Uint8Array) =>
  sign('sha256', message, { key: pair.privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 })

describe('no altered byte is ever verified', () => {
  const trust = {
    at: new Date('2026-02-12T17:56:02.724Z'),
    roots: readAwsRoots(),
    allowDebug: false,
    links: new KnownLinks(),
  }
  const document = fixture('nitro/og-evm_attestation_doc.cbor')

  it('in a real attestation document', () => law(document, (bytes) => verifyNitro(bytes, trust), 600))

  it('in the bytes of the envelope that no signature covers, each with each mask', async () => {
    const envelope = [0, 1, 6, 7, 8, 9, document.length - 98, document.length - 97]
    for (const at of envelope)
      for (let mask = 1; mask < 256; mask++) {
        const { outcome } = await toVerdict(() => verifyNitro(flip(document, at, mask), trust).moduleId)
        if (outcome === 'verified') throw new Error(`byte ${at} flipped by ${mask} is verified`)
      }
  })

  it('in a tagged document', () =>
    law(Buffer.concat([Buffer.from([0xd2]), document]), (bytes) => verifyNitro(bytes, trust), 100))

  it('in a signature', () => {
    const response = { teeId: key.teeId, inputHash: hash('1'), outputHash: hash('2'), timestamp: 9n }
    const signature = pss(toBytes(responseMessageHash(hash('1'), hash('2'), 9n)))
    return law(signature, (bytes) => verifySignature({ ...response, signature: bytes }, key), 500)
  })

  it('in a heartbeat’s signature', () => {
    const signature = pss(toBytes(heartbeatMessageHash(key.teeId, 9n)))
    return law(
      signature,
      (bytes) => verifyHeartbeat({ teeId: key.teeId, timestamp: 9n, signature: bytes }, key),
      200,
    )
  })

  it('in a public key', () => {
    const spki = pair.publicKey.export({ format: 'der', type: 'spki' })
    const signature = pss(Buffer.from('m'))
    const judge = (bytes: Uint8Array) => {
      const other = decodeRsaKey(bytes)
      if (other.teeId !== key.teeId) throw new Rejected('REJECTED_KEY_ID', 'another key')
      return signature
    }
    return law(spki, judge, 200)
  })

  it('in a pinned verification key', () => {
    const bytes = file(readSnark('bn128', 'groth16').key)
    return law(bytes, (altered) => decodeGroth16Key(altered, keccak256(bytes)), 200)
  })

  it('in a Groth16 proof', async () => {
    const { key: vkey, proof, signals } = readSnark('bn128', 'groth16')
    const decoded = await decodeGroth16Key(file(vkey), null)
    await law(file(proof), (bytes) => verifyGroth16(decoded, signals.map(BigInt), bytes), 300)
  })

  it('in a PLONK proof', async () => {
    const { key: vkey, proof, signals } = readSnark('bn128', 'plonk')
    const decoded = await decodePlonkKey(file(vkey), null)
    await law(file(proof), (bytes) => verifyPlonk(decoded, signals.map(BigInt), bytes), 200)
  })

  it('in an FFLONK proof', async () => {
    const { key: vkey, proof, signals } = readSnark('bn128', 'fflonk')
    const decoded = await decodeFflonkKey(file(vkey), null)
    await law(file(proof), (bytes) => verifyFflonk(decoded, signals.map(BigInt), bytes), 300)
  })

  it('in public signals', async () => {
    const { key: vkey, proof, signals } = readSnark('bn128', 'groth16')
    const decoded = await decodeGroth16Key(file(vkey), null)
    const words = Buffer.from(
      signals.map((signal) => BigInt(signal).toString(16).padStart(64, '0')).join(''),
      'hex',
    )
    await law(words, (bytes) => verifyGroth16(decoded, decodeSignalWords(bytes), file(proof)), 100)
  })

  it('in the leaves of a batch', () => {
    const row = (at: number) => [hash('a'), hash('b'), hash('c'), `0x${'5c'.repeat(40)}`, String(at)]
    const tree = StandardMerkleTree.of([1, 2, 3].map(row), [...LEAF_ENCODING])
    const root = Hash32(tree.root)
    // Letters of hex may change their case and still be the same bytes: the leaves are what counts.
    const leaves = JSON.stringify(verifyBatch(file(tree.dump()), { root }).leaves, (_, value) =>
      typeof value === 'bigint' ? `${value}` : value,
    )
    const judge = (bytes: Uint8Array) => {
      const found = verifyBatch(bytes, { root }).leaves
      const same =
        JSON.stringify(found, (_, value) => (typeof value === 'bigint' ? `${value}` : value)) === leaves
      if (same && !Buffer.from(bytes).equals(file(tree.dump())))
        throw new Rejected('REJECTED_SAME', 'the same leaves')
    }
    return law(file(tree.dump()), judge, 300)
  })
})
