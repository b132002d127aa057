import { describe, expect, it } from 'vitest'
import { createAttestation } from '../../../devnet/actors/attestation.ts'
import { createRoot, createTlsCertificate, type Identity } from '../../../devnet/actors/authority.ts'
import { pcrsOf } from '../../../devnet/scenario/setup.ts'
import { CodedError } from '../../../src/claim/errors.ts'
import { pcrHashOf } from '../../../src/claim/hash.ts'
import { verifyNitro } from '../../../src/claim/nitro-verify.ts'

const AT = new Date('2026-01-01T06:00:00Z')
const SPKI = Buffer.from('any signing key')

function document(root: Identity) {
  const tlsCertificate = createTlsCertificate('tee.devnet', AT)
  const bytes = createAttestation({
    root,
    at: AT,
    pcrs: pcrsOf('current'),
    signingKeySpki: SPKI,
    tlsCertificate,
    nonce: Buffer.from('nonce'),
  })
  return { bytes, tlsCertificate }
}

describe('attestations of the devnet', () => {
  it('are what the strict check accepts: chain, signature, measurements, binding', () => {
    const root = createRoot()
    const { bytes, tlsCertificate } = document(root)
    const found = verifyNitro(
      bytes,
      { at: new Date(AT.getTime() + 20_000), roots: [root.certificate], allowDebug: false },
      {
        maxAgeSeconds: 300,
        nonce: Buffer.from('nonce'),
        approvedPcrHashes: new Set([pcrHashOf(...pcrsOf('current'))]),
        signingKeySpki: SPKI,
        tlsCertificateDer: tlsCertificate,
      },
    )
    expect(found.cabundle).toHaveLength(4)
    expect(found.timestamp).toBe(AT.getTime())
  })

  it('of another root with the same names are refused', () => {
    const { bytes } = document(createRoot())
    const trust = { at: AT, roots: [createRoot().certificate], allowDebug: false }
    expect(codeOf(() => verifyNitro(bytes, trust))).toBe('REJECTED_NITRO_ROOT')
  })

  it('are good for hours, as real ones', () => {
    const root = createRoot()
    const trust = { at: new Date(AT.getTime() + 4 * 3_600_000), roots: [root.certificate], allowDebug: false }
    expect(codeOf(() => verifyNitro(document(root).bytes, trust))).toBe('REJECTED_NITRO_CERT_TIME')
  })
})

function codeOf(check: () => unknown): string {
  try {
    check()
    return 'accepted'
  } catch (error) {
    if (error instanceof CodedError) return error.code
    throw error
  }
}
