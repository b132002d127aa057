import { MalformedEvidence, NotCheckable } from '../errors.ts'

/** An attestation report of AMD SEV-SNP, decoded and not yet believed. */
export interface SnpReport {
  readonly kind: 'sev-snp'
  readonly isDebug: boolean
  readonly measurement: Uint8Array
  readonly reportData: Uint8Array
  /** Security versions that its key is derived from. */
  readonly tcb: SnpTcb
  /** Firmware that cannot be rolled back, as major.minor.build. */
  readonly firmware: string
  /** CPUID family and model; null: reports before version 3 do not say. */
  readonly cpuid: { readonly family: number; readonly model: number } | null
  readonly signed: Uint8Array
  /** r ‖ s over P-384. */
  readonly signature: Uint8Array
}

interface SnpTcb {
  readonly bootloader: number
  readonly tee: number
  readonly snp: number
  readonly microcode: number
}

export const SNP_REPORT_BYTES = 1184
const SIGNED_BYTES = 0x2a0
const ECDSA_P384_SHA384 = 1
const NUMBER_BYTES = 72
const TURIN = 0x1a

/**
 * Decodes a report: AMD, SEV Secure Nested Paging Firmware ABI Specification (56860), table 23.
 * @throws MalformedEvidence REJECTED_QUOTE_FORMAT; NotCheckable UNSUPPORTED_QUOTE_VERSION
 */
export function decodeSnpReport(bytes: Uint8Array): SnpReport {
  if (bytes.length !== SNP_REPORT_BYTES)
    throw new MalformedEvidence(
      'REJECTED_QUOTE_FORMAT',
      `${bytes.length} bytes, a report has ${SNP_REPORT_BYTES}`,
    )
  const report = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const version = report.readUInt32LE(0)
  if (version < 2 || version > 5 || report.readUInt32LE(0x34) !== ECDSA_P384_SHA384)
    throw new NotCheckable(
      'UNSUPPORTED_QUOTE_VERSION',
      `a report of version ${version}, or with another signature than ECDSA on P-384`,
    )
  const cpuid = version >= 3 ? { family: report.readUInt8(0x188), model: report.readUInt8(0x189) } : null
  return {
    kind: 'sev-snp',
    isDebug: (report.readBigUInt64LE(0x08) & (1n << 19n)) !== 0n,
    measurement: report.subarray(0x90, 0xc0),
    reportData: report.subarray(0x50, 0x90),
    tcb: tcbOf(report.subarray(0x180, 0x188), cpuid?.family === TURIN),
    firmware: [report[0x1ee], report[0x1ed], report[0x1ec]].join('.'),
    cpuid,
    signed: report.subarray(0, SIGNED_BYTES),
    signature: Buffer.concat([numberAt(report, SIGNED_BYTES), numberAt(report, SIGNED_BYTES + NUMBER_BYTES)]),
  }
}

/** Turin's versions stand one byte further, behind that of its first firmware. */
function tcbOf(bytes: Buffer, isTurin: boolean): SnpTcb {
  const at = (index: number) => bytes[index] ?? 0
  return isTurin
    ? { bootloader: at(1), tee: at(2), snp: at(3), microcode: at(7) }
    : { bootloader: at(0), tee: at(1), snp: at(6), microcode: at(7) }
}

/** 48 bytes of a number that AMD writes from its lowest byte on. */
function numberAt(report: Buffer, at: number): Buffer {
  const number = Buffer.from(report.subarray(at, at + NUMBER_BYTES)).reverse()
  if (number.subarray(0, NUMBER_BYTES - 48).some((byte) => byte !== 0))
    throw new MalformedEvidence('REJECTED_QUOTE_FORMAT', 'a part of its signature is longer than 48 bytes')
  return number.subarray(NUMBER_BYTES - 48)
}
