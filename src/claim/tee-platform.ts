import { createHash, X509Certificate } from 'node:crypto'
import { CodedError, Rejected } from './errors.ts'
import { KnownLinks } from './nitro-chain.ts'
import { verifyNitro } from './nitro-verify.ts'
import { decodeIntelQuote, readChain } from './quote/decode.ts'
import { familyOfCpuid, familyOfFmspc } from './quote/family.ts'
import { decodeSnpReport, SNP_REPORT_BYTES } from './quote/snp.ts'
import { verifyIntelQuote, verifySnpReport } from './quote/verify.ts'

/** Kinds of trusted hardware that are told apart. */
export const TEE_KINDS = ['nitro', 'tdx', 'sgx', 'sev-snp'] as const
type TeeKind = (typeof TEE_KINDS)[number]

/** What an attestation says of the machine that it was made on, at the moment of the registration. */
interface AttestedPlatform {
  readonly kind: TeeKind
  /** Whose root key vouches for it; null where none does. */
  readonly vendor: string | null
  /** Null: the document does not say. */
  readonly cloud: string | null
  readonly region: string | null
  /** Family of the processor; null: the document does not say, or names a model that is not known here. */
  readonly cpu: string | null
  /** Versions of its trusted base by name, dotted numbers. A Nitro document has none. */
  readonly tcb: Readonly<Record<string, string>>
  readonly isDebug: boolean | null
}

/**
 * A platform: proved, or as its document says with the code of why that is not proved. `platform` is null where the document cannot be read.
 */
export type FoundPlatform =
  | { readonly platform: AttestedPlatform; readonly code: null }
  | { readonly platform: AttestedPlatform | null; readonly code: string }

/** What a registered document is judged by. */
export interface PlatformTrust {
  /** Roots that the network's attestations chain to, exact DER bytes. */
  readonly roots: readonly Uint8Array[]
  /** AWS' own: of documents that chain to them, AWS says cloud and region. */
  readonly awsRoots: readonly Uint8Array[]
  /** The registration's block time. */
  readonly at: Date
  /** The key that was registered, SPKI DER: a document that binds another is of another machine. Absent: of a file, which no registration goes with. */
  readonly signingKey?: Uint8Array | null
  readonly links?: KnownLinks
}

// An enclave's certificate is named i-<instance>-enc<enclave>.<region>.aws by the hypervisor's chain.
const REGION = /(?:^|\n)CN=[^\n]*\.([a-z]{2}(?:-[a-z]+)+-\d+)\.aws$/m
const NITRO_BEGINS: readonly (number | undefined)[] = [0x84, 0xd2]

/**
 * The machine behind a registered attestation document; null stands for one that is too long to be kept. A report of SEV-SNP brings its
 * certificates behind it, in PEM. Never throws for what a document holds.
 */
export function findPlatform(document: Uint8Array | null, trust: PlatformTrust): FoundPlatform {
  if (document === null) return { platform: null, code: 'UNSUPPORTED_NITRO_SIZE' }
  if (trust.signingKey === null) return { platform: null, code: 'REJECTED_NITRO_KEY_BINDING' }
  if (NITRO_BEGINS.includes(document[0])) return findNitro(document, trust)
  const isIntel = document.length > 6 && document[1] === 0 && document[2] === 2 && document[3] === 0
  return isIntel ? findIntel(document, trust) : findSnp(document, trust)
}

/** A document of which nothing is believed before all of it is. */
function findNitro(document: Uint8Array, trust: PlatformTrust): FoundPlatform {
  let platform: AttestedPlatform | undefined
  const code = codeOf(() => {
    platform = nitroOf(document, trust)
  })
  return platform ? { platform, code: null } : { platform: null, code: code ?? 'REJECTED_NITRO_COSE' }
}

function nitroOf(document: Uint8Array, trust: PlatformTrust): AttestedPlatform {
  const { cabundle, certificate, pcrs } = verifyNitro(
    document,
    { at: trust.at, roots: trust.roots, allowDebug: true, links: trust.links ?? new KnownLinks() },
    trust.signingKey ? { signingKeySpki: trust.signingKey } : {},
  )
  // Both were read and their signatures checked before.
  const root = cabundle[0] as Uint8Array
  const isAws = trust.awsRoots.some((each) => Buffer.compare(each, root) === 0)
  return {
    kind: 'nitro',
    vendor: isAws ? 'AWS Nitro' : `Nitro documents under the root ${nameOf(root)}`,
    cloud: isAws ? 'AWS' : null,
    region: isAws ? (REGION.exec(new X509Certificate(certificate).subject)?.[1] ?? null) : null,
    cpu: null,
    tcb: {},
    isDebug: [0, 1, 2].some((index) => pcrs.get(index)?.every((byte) => byte === 0)),
  }
}

function findIntel(document: Uint8Array, trust: PlatformTrust): FoundPlatform {
  return findQuote(() => {
    const quote = decodeIntelQuote(document)
    const { kind, fmspc, teeTcbSvn, cpuSvn, pceSvn, isDebug } = quote
    return {
      platform: {
        kind,
        vendor: `Intel ${kind.toUpperCase()}`,
        cloud: null,
        region: null,
        cpu: fmspc === null ? null : familyOfFmspc(fmspc),
        tcb: {
          ...(fmspc !== null && { fmspc }),
          ...(teeTcbSvn && {
            module: `${teeTcbSvn[1]}.${teeTcbSvn[0]}`,
            teeTcbSvn: [...teeTcbSvn].join('.'),
          }),
          ...(cpuSvn && { cpuSvn: [...cpuSvn].join('.') }),
          ...(pceSvn !== null && { pceSvn: String(pceSvn) }),
        },
        isDebug,
      },
      reportData: quote.reportData,
      verify: () => verifyIntelQuote(quote, trust),
    }
  }, trust)
}

function findSnp(document: Uint8Array, trust: PlatformTrust): FoundPlatform {
  return findQuote(() => {
    const report = decodeSnpReport(document.subarray(0, SNP_REPORT_BYTES))
    const { bootloader, tee, snp, microcode } = report.tcb
    return {
      platform: {
        kind: 'sev-snp',
        vendor: 'AMD SEV-SNP',
        cloud: null,
        region: null,
        cpu: report.cpuid && familyOfCpuid(report.cpuid),
        tcb: {
          firmware: report.firmware,
          bootloader: String(bootloader),
          tee: String(tee),
          snp: String(snp),
          microcode: String(microcode),
        },
        isDebug: report.isDebug,
      },
      reportData: report.reportData,
      verify: () => verifySnpReport(report, readChain(document.subarray(SNP_REPORT_BYTES)), trust),
    }
  }, trust)
}

interface ReadQuote {
  readonly platform: AttestedPlatform
  readonly reportData: Uint8Array
  readonly verify: () => void
}

/** What a quote says stays known where it is not proved; its vendor vouches for none of it then. */
function findQuote(read: () => ReadQuote, { signingKey }: PlatformTrust): FoundPlatform {
  let quote: ReadQuote | undefined
  const code = codeOf(() => {
    quote = read()
    quote.verify()
    if (signingKey) assertBinds(quote.reportData, signingKey)
  })
  if (!quote) return { platform: null, code: code ?? 'REJECTED_QUOTE_FORMAT' }
  return code === null
    ? { platform: quote.platform, code }
    : { platform: { ...quote.platform, vendor: null }, code }
}

function assertBinds(reportData: Uint8Array, key: Uint8Array): void {
  if (!createHash('sha256').update(key).digest().equals(reportData.subarray(0, 32)))
    throw new Rejected(
      'REJECTED_QUOTE_KEY_BINDING',
      'its report data do not begin with SHA-256 of the registered key',
    )
}

/** The code that something ends with; null: it holds. */
function codeOf(work: () => void): string | null {
  try {
    work()
    return null
  } catch (error) {
    if (!(error instanceof CodedError)) throw error
    return error.code
  }
}

/** A root that is not the vendor's own vouches for nobody but its holder. */
function nameOf(root: Uint8Array): string {
  return /CN=([^\n]+)/.exec(new X509Certificate(root).subject)?.[1] ?? 'without a name'
}
