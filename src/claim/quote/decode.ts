import { X509Certificate } from 'node:crypto'
import { MalformedEvidence, NotCheckable } from '../errors.ts'
import { decodePckExtension, type PckPlatform } from './pck.ts'

/** An Intel quote, decoded and not yet believed. */
export interface IntelQuote extends PckPlatform {
  readonly kind: 'tdx' | 'sgx'
  /** Security versions of the TDX module: minor, major, last patch, …; null for SGX. */
  readonly teeTcbSvn: Uint8Array | null
  readonly isDebug: boolean
  readonly measurement: Uint8Array
  readonly reportData: Uint8Array
  /** Header and body: what the attestation key signs. */
  readonly signed: Uint8Array
  /** r ‖ s over P-256, as every signature here. */
  readonly signature: Uint8Array
  /** x ‖ y. */
  readonly attestationKey: Uint8Array
  readonly qeReport: Uint8Array
  readonly qeSignature: Uint8Array
  readonly qeAuthentication: Uint8Array
  /** The platform's certificate first, its root last; empty where the quote brings none. */
  readonly certificates: readonly Uint8Array[]
}

const HEADER = 48
const SGX_BODY = 384
const TDX_BODIES: readonly number[] = [584, 648]
const SGX = 0
const TDX = 0x81
const ECDSA_P256 = 2
const QE_REPORT = 6
const PEM_CHAIN = 5

/** Reads little-endian from the front. */
class Reader {
  readonly #bytes: Buffer
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  take(length: number): Buffer {
    if (length > this.#bytes.length - this.#at)
      throw broken(`${length} bytes wanted at ${this.#at}, it ends before`)
    this.#at += length
    return this.#bytes.subarray(this.#at - length, this.#at)
  }

  u16(): number {
    return this.take(2).readUInt16LE()
  }

  u32(): number {
    return this.take(4).readUInt32LE()
  }

  get at(): number {
    return this.#at
  }
}

/**
 * Decodes a quote of Intel SGX (version 3 to 5) or TDX (4, 5): Intel SGX ECDSA Quote Library API, appendix A; Intel TDX DCAP Quoting Library
 * API, appendix 3. Zeros may follow it, as hardware pads it.
 * @throws MalformedEvidence REJECTED_QUOTE_FORMAT, REJECTED_DER; NotCheckable UNSUPPORTED_QUOTE_VERSION
 */
export function decodeIntelQuote(bytes: Uint8Array): IntelQuote {
  const reader = new Reader(bytes)
  const header = reader.take(HEADER)
  const version = header.readUInt16LE(0)
  const tee = header.readUInt32LE(4)
  if (version < 3 || version > 5 || (tee !== SGX && tee !== TDX) || (version === 3 && tee !== SGX))
    throw new NotCheckable(
      'UNSUPPORTED_QUOTE_VERSION',
      `version ${version} of hardware ${tee}: read here are 3 to 5 of SGX, 4 and 5 of TDX`,
    )
  if (header.readUInt16LE(2) !== ECDSA_P256)
    throw new NotCheckable('UNSUPPORTED_QUOTE_VERSION', 'its attestation key is not on P-256')
  const body = version === 5 ? readSizedBody(reader, tee) : reader.take(tee === SGX ? SGX_BODY : 584)
  const signed = bytes.subarray(0, reader.at)
  const rest = reader.take(reader.u32())
  if (bytes.subarray(reader.at).some((byte) => byte !== 0)) throw broken('bytes follow it that are not zero')
  const certified = readSignatures(rest, version)
  const certificates = readChain(certified.chain)
  const [leaf] = certificates
  return {
    ...bodyOf(body, tee),
    ...certified,
    ...(leaf ? decodePckExtension(leaf) : { fmspc: null, cpuSvn: null, pceSvn: null }),
    kind: tee === TDX ? 'tdx' : 'sgx',
    signed,
    certificates,
  }
}

function readSizedBody(reader: Reader, tee: number): Buffer {
  const type = reader.u16()
  const size = reader.u32()
  const isKnown = tee === SGX ? type === 1 && size === SGX_BODY : TDX_BODIES[type - 2] === size
  if (!isKnown)
    throw new NotCheckable(
      'UNSUPPORTED_QUOTE_VERSION',
      `a body of type ${type} with ${size} bytes is not read here`,
    )
  return reader.take(size)
}

function bodyOf(
  body: Buffer,
  tee: number,
): Pick<IntelQuote, 'teeTcbSvn' | 'isDebug' | 'measurement' | 'reportData'> {
  if (tee === SGX)
    return {
      teeTcbSvn: null,
      isDebug: ((body[48] ?? 0) & 2) !== 0,
      measurement: body.subarray(64, 96),
      reportData: body.subarray(320, 384),
    }
  return {
    teeTcbSvn: body.subarray(0, 16),
    isDebug: ((body[120] ?? 0) & 1) !== 0,
    measurement: body.subarray(136, 184),
    reportData: body.subarray(520, 584),
  }
}

/** Version 3 has the report of the quoting enclave behind the key; from 4 on it is data of its own kind. */
function readSignatures(bytes: Uint8Array, version: number) {
  const outer = new Reader(bytes)
  const signature = outer.take(64)
  const attestationKey = outer.take(64)
  let inner = outer
  if (version > 3) {
    const type = outer.u16()
    if (type !== QE_REPORT)
      throw new NotCheckable(
        'UNSUPPORTED_QUOTE_VERSION',
        `certification data of type ${type} is not read here`,
      )
    inner = new Reader(outer.take(outer.u32()))
    assertEnd(outer, bytes.length)
  }
  const qeReport = inner.take(SGX_BODY)
  const qeSignature = inner.take(64)
  const qeAuthentication = inner.take(inner.u16())
  const type = inner.u16()
  const chain = inner.take(inner.u32())
  if (inner === outer) assertEnd(outer, bytes.length)
  return {
    signature,
    attestationKey,
    qeReport,
    qeSignature,
    qeAuthentication,
    chain: type === PEM_CHAIN ? chain : Buffer.alloc(0),
  }
}

function assertEnd(reader: Reader, length: number): void {
  if (reader.at !== length) throw broken(`${length - reader.at} bytes of its signature are left over`)
}

/**
 * DER of the certificates in a PEM text, which a zero byte may end.
 * @throws MalformedEvidence REJECTED_QUOTE_FORMAT
 */
export function readChain(text: Uint8Array): readonly Uint8Array[] {
  const blocks = Buffer.from(text)
    .toString('latin1')
    .match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g)
  try {
    return (blocks ?? []).map((block) => new X509Certificate(block).raw)
  } catch (cause) {
    throw new MalformedEvidence('REJECTED_QUOTE_FORMAT', 'a certificate in it is not X.509', 'unknown', {
      cause,
    })
  }
}

function broken(detail: string): MalformedEvidence {
  return new MalformedEvidence('REJECTED_QUOTE_FORMAT', detail)
}
