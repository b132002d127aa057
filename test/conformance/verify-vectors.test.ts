import { createHash, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { decodeGroth16Key } from '../../reference-node/checks/groth16/key.ts'
import { verifyGroth16 } from '../../reference-node/checks/groth16/verify.ts'
import { decodePlonkKey, verifyPlonk } from '../../reference-node/checks/plonk.ts'
import { decodeSignals } from '../../reference-node/checks/snark/signals.ts'
import { pcrHashOf } from '../../src/claim/hash.ts'
import { toHex } from '../../src/claim/hex.ts'
import { measurementOf, verifyNitro } from '../../src/claim/nitro-verify.ts'
import { decodeRoots, readAwsRoots } from '../../src/platform/attestation-roots.ts'
import { expectCode } from '../support/codes.ts'

// Documents, proofs and expectations that nobody on this project made: test/fixtures/README.md names their sources.
const read = (path: string) => readFileSync(new URL(`../fixtures/${path}`, import.meta.url))
const json = (path: string) => JSON.parse(read(path).toString())
const roots = readAwsRoots()
const hex = (bytes: Uint8Array | null | undefined) => (bytes ? Buffer.from(bytes).toString('hex') : null)

describe('real Nitro documents', () => {
  const expected = json('nitro/expected.json')
  const files: [string, string][] = [
    ['2026-02-12', 'og-evm_attestation_doc.cbor'],
    ['2026-02-11', 'attestation_doc.2026-02-11.cose'],
  ]
  it.each(files)('OpenGradient’s of %s: every published field', (day, name) => {
    const want = expected[day]
    const document = verifyNitro(read(`nitro/${name}`), {
      at: new Date(want.timestamp_ms),
      roots,
      allowDebug: false,
    })
    expect(document.moduleId).toBe(want.module_id)
    expect(document.timestamp).toBe(want.timestamp_ms)
    for (const index of [0, 1, 2, 4]) expect(hex(document.pcrs.get(index))).toBe(want[`pcr${index}`])
    expect([...document.pcrs].filter(([, pcr]) => pcr.some(Boolean)).map(([index]) => index)).toEqual(
      want.nonzero_pcrs,
    )
    expect(measurementOf(document)).toBe(want.pcrHash)
    expect(hex(document.userData)).toBe(want.user_data_hex)
    expect(hex(document.nonce)).toBe(want.nonce_hex)
    expect(hex(document.publicKey)).toBe(want.public_key)
    expect(document.cabundle).toHaveLength(want.cabundle_len)
    const leaf = new X509Certificate(document.certificate)
    expect(new Date(leaf.validFrom).toISOString().slice(0, 19)).toBe(want.leaf_not_before.slice(0, 19))
    expect(new Date(leaf.validTo).toISOString().slice(0, 19)).toBe(want.leaf_not_after.slice(0, 19))
  })

  it('Evervault’s of 2022 and, in debug mode, of 2023', async () => {
    const beta = read('nitro/evervault_beta_valid.b')
    const valid = Buffer.from(read('nitro/evervault_valid.b64').toString(), 'base64')
    const at = new Date('2023-09-18T15:03:30Z')
    verifyNitro(beta, { at: new Date('2022-10-13T08:58:02Z'), roots, allowDebug: false })
    verifyNitro(valid, { at, roots, allowDebug: true })
    await expectCode(() => verifyNitro(valid, { at, roots, allowDebug: false }), 'REJECTED_NITRO_DEBUG')
  })

  it('Veracruz’, whose signature is bad', () =>
    expectCode(
      () =>
        verifyNitro(read('nitro/veracruz_bad_sig.cbor'), {
          at: new Date('2022-11-09T22:52:01Z'),
          roots,
          allowDebug: false,
        }),
      'REJECTED_NITRO_SIGNATURE',
    ))

  // The table of answers that others measured on the document of 2026-02-12.
  const document = read('nitro/og-evm_attestation_doc.cbor')
  const own = Date.parse('2026-02-12T17:56:02.724Z')
  const seconds: [number, string][] = [
    [60, 'NOTHING_THROWN'],
    [301, 'REJECTED_NITRO_STALE'],
    [-120, 'REJECTED_NITRO_CERT_TIME'],
    [3 * 3600, 'REJECTED_NITRO_CERT_TIME'],
    [280 * 86_400, 'REJECTED_NITRO_CERT_TIME'],
  ]
  it.each(seconds)('%i s after it was made', (after, code) =>
    expectCode(
      () =>
        verifyNitro(
          document,
          { at: new Date(own + 1000 * after), roots, allowDebug: false },
          { maxAgeSeconds: 300 },
        ),
      code,
    ),
  )

  it('the root is the one AWS publishes, and the vectors’ copy of it', () => {
    expect(decodeRoots(read('nitro/aws_nitro_root_g1.pem').toString())).toEqual(roots)
    expect(
      createHash('sha256')
        .update(roots[0] as Uint8Array)
        .digest('hex'),
    ).toBe('641a0321a3e244efe456463195d606317ed7cdcc3c1756e09893f3c68f79bb5b')
  })

  it('a published measurement has the published name', () => {
    const { pcr0, pcr1, pcr2, pcrHash } = json('nitro/pcr-hash-registration-md.json')
    const [a, b, c] = [pcr0, pcr1, pcr2].map((text: string) => Buffer.from(text, 'hex')) as [
      Buffer,
      Buffer,
      Buffer,
    ]
    expect(pcrHashOf(a, b, c)).toBe(pcrHash)
    expect(toHex(a)).toHaveLength(98)
  })
})

describe('proofs of circom and co-snarks', () => {
  const part = (protocol: string, name: string) => read(`snark/co-snarks/${protocol}/multiplier2/${name}`)

  it('Groth16: 3 · 11 = 33, and not 34', async () => {
    const key = await decodeGroth16Key(part('groth16', 'verification_key.json'), null)
    const signals = decodeSignals(part('groth16', 'public.json'))
    await verifyGroth16(key, signals, part('groth16', 'circom.proof'))
    await expectCode(
      () => verifyGroth16(key, [34n], part('groth16', 'circom.proof')),
      'REJECTED_PROOF_INVALID',
    )
  })

  it('PLONK: 33 and 11, and not 33 and 12', async () => {
    const key = await decodePlonkKey(part('plonk', 'verification_key.json'), null)
    const signals = decodeSignals(part('plonk', 'public.json'))
    await verifyPlonk(key, signals, part('plonk', 'circom.proof'))
    await expectCode(
      () => verifyPlonk(key, [33n, 12n], part('plonk', 'circom.proof')),
      'REJECTED_PROOF_INVALID',
    )
  })

  it('neither protocol takes the other’s proof or key', async () => {
    const groth16 = await decodeGroth16Key(part('groth16', 'verification_key.json'), null)
    await expectCode(
      () => verifyGroth16(groth16, [33n], part('plonk', 'circom.proof')),
      'REJECTED_PROOF_PROTOCOL',
    )
    await expectCode(
      () => decodeGroth16Key(part('plonk', 'verification_key.json'), null),
      'REJECTED_PROOF_PROTOCOL',
    )
  })
})
