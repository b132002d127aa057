import { createHash, createPublicKey, verify, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { decodeIntelQuote } from '../../../src/claim/quote/decode.ts'
import { decodePckExtension } from '../../../src/claim/quote/pck.ts'
import { decodeSnpReport } from '../../../src/claim/quote/snp.ts'
import { findPlatform } from '../../../src/claim/tee-platform.ts'

// Where they come from: test/fixtures/README-verify.md.
const recorded = (name: string) =>
  readFileSync(new URL(`../../fixtures/quotes/${name}`, import.meta.url).pathname)
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const AT = new Date('2025-01-01T00:00:00Z')
/** Of the certificate that Intel publishes as its root for SGX and TDX. */
const INTEL_ROOT = '44a0196b2b99f889b8e149e95b807a350e7424964399e885a7cbb8ccfab674d3'

test('a real TDX quote leads to Intel’s own root, and says its module, its processor and its versions', () => {
  const quote = recorded('tdx-quote.bin')
  const root = decodeIntelQuote(quote).certificates.at(-1) ?? new Uint8Array()
  expect(createHash('sha256').update(root).digest('hex')).toBe(INTEL_ROOT)
  const platform = {
    kind: 'tdx',
    cloud: null,
    region: null,
    cpu: 'emerald-rapids',
    tcb: {
      fmspc: 'b0c06f000000',
      module: '1.5',
      teeTcbSvn: `5.1.2${'.0'.repeat(13)}`,
      cpuSvn: '2.2.2.2.3.1.0.3.0.0.0.0.0.0.0.0',
      pceSvn: '11',
    },
    isDebug: false,
  }
  const of = (bytes: Uint8Array, roots: readonly Uint8Array[] = [root], at = AT) =>
    findPlatform(bytes, { roots, awsRoots: [], at })
  expect(of(quote)).toEqual({ platform: { ...platform, vendor: 'Intel TDX' }, code: null })
  expect(of(Buffer.concat([quote, Buffer.alloc(67)])).code).toBeNull()
  expect(of(quote, [])).toEqual({
    platform: { ...platform, vendor: null },
    code: 'UNSUPPORTED_QUOTE_COLLATERAL',
  })
  // Its platform's certificate begins on 2 August 2024.
  expect(of(quote, [root], new Date('2024-08-01T00:00:00Z')).code).toBe('REJECTED_QUOTE_CHAIN')
  // Of header, measurements, reported data, both signatures and the enclave's report each byte counts.
  for (const at of [20, 60, 184, 600, 640, 760, 900, 1170]) {
    const changed = Buffer.from(quote)
    changed[at] = (changed[at] ?? 0) ^ 1
    expect([at, of(changed).code]).toEqual([at, 'REJECTED_QUOTE_SIGNATURE'])
  }
})

test('Intel’s sample SGX quote: what it signs and by whom is where its certificate says, and without the chain nobody vouches for it', () => {
  const bytes = recorded('sgx-quote.bin')
  const quote = decodeIntelQuote(bytes)
  const certificate = new X509Certificate(recorded('sgx-pck.pem'))
  const isSigned = (signed: Uint8Array, key: ReturnType<typeof createPublicKey>, signature: Uint8Array) =>
    verify('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, signature)
  const [x, y] = [quote.attestationKey.subarray(0, 32), quote.attestationKey.subarray(32)]
  const attestationKey = createPublicKey({
    key: {
      kty: 'EC',
      crv: 'P-256',
      x: Buffer.from(x).toString('base64url'),
      y: Buffer.from(y).toString('base64url'),
    },
    format: 'jwk',
  })
  expect(isSigned(quote.signed, attestationKey, quote.signature)).toBe(true)
  expect(isSigned(quote.qeReport, certificate.publicKey, quote.qeSignature)).toBe(true)
  expect(decodePckExtension(certificate.raw)).toEqual({
    fmspc: '00707f000000',
    cpuSvn: Buffer.from('00030000000101000000000000000000', 'hex'),
    pceSvn: 3,
  })
  expect(findPlatform(bytes, { roots: [], awsRoots: [], at: AT })).toMatchObject({
    platform: { kind: 'sgx', vendor: null, cpu: null, tcb: {} },
    code: 'UNSUPPORTED_QUOTE_COLLATERAL',
  })
})

test('a real report of SEV-SNP on Milan: its versions, and no processor, which version 2 does not name', () => {
  const bytes = recorded('sev-snp-report-milan.bin')
  const report = decodeSnpReport(bytes)
  expect(hex(report.measurement)).toMatch(/^7a1e5c266c0108db/)
  expect(hex(report.reportData)).toMatch(/^d447b55d197491bf/)
  // From the lowest byte on, as AMD writes it.
  expect(hex(report.signature)).toMatch(/^72827fd0.*49bf903b08ac41cb/)
  expect(findPlatform(bytes, { roots: [], awsRoots: [], at: AT })).toEqual({
    platform: {
      kind: 'sev-snp',
      vendor: null,
      cloud: null,
      region: null,
      cpu: null,
      tcb: { firmware: '1.52.4', bootloader: '3', tee: '0', snp: '8', microcode: '115' },
      isDebug: false,
    },
    code: 'UNSUPPORTED_QUOTE_COLLATERAL',
  })
})
