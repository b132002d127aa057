import { type DerElement, listDer, listSequence } from '../der.ts'
import { MalformedEvidence } from '../errors.ts'

/** What the certificate of a platform says of it: Intel, PCK Certificate and CRL Profile, section 1.3.5. */
export interface PckPlatform {
  /** Family, model, stepping, platform: 6 bytes in hex; null: there is no such certificate. */
  readonly fmspc: string | null
  /** 16 security versions of the processor, as certified; null: not said. */
  readonly cpuSvn: Uint8Array | null
  readonly pceSvn: number | null
}

const EXTENSIONS = '2a864886f84d010d01'
const TCB = `${EXTENSIONS}02`
const PCE_SVN = `${TCB}11`
const CPU_SVN = `${TCB}12`
const FMSPC = `${EXTENSIONS}04`

/**
 * Reads Intel's extension of a platform's certificate.
 * @throws MalformedEvidence REJECTED_DER, REJECTED_QUOTE_FORMAT
 */
export function decodePckExtension(certificate: Uint8Array): PckPlatform {
  const [body] = listSequence(certificate)
  const field = body && listDer(body.content).find(({ tag }) => tag === 0xa3)
  const extension =
    field &&
    listSequence(field.content)
      .map(({ content }) => listDer(content))
      .find(([name]) => oidOf(name) === EXTENSIONS)
  const value = extension?.at(-1)
  if (!value) return { fmspc: null, cpuSvn: null, pceSvn: null }
  const members = membersOf(listSequence(value.content))
  const tcb = members.get(TCB)
  const inner = tcb ? membersOf(listDer(tcb.content)) : new Map<string, DerElement>()
  const fmspc = members.get(FMSPC)?.content
  const cpuSvn = inner.get(CPU_SVN)?.content
  const pceSvn = inner.get(PCE_SVN)?.content
  if ((fmspc && fmspc.length !== 6) || (cpuSvn && cpuSvn.length !== 16) || (pceSvn && pceSvn.length > 3))
    throw new MalformedEvidence('REJECTED_QUOTE_FORMAT', 'a member of Intel’s extension has another length')
  return {
    fmspc: fmspc ? Buffer.from(fmspc).toString('hex') : null,
    cpuSvn: cpuSvn ?? null,
    pceSvn: pceSvn ? Buffer.from(pceSvn).readUIntBE(0, pceSvn.length) : null,
  }
}

function membersOf(elements: readonly DerElement[]): Map<string, DerElement> {
  return new Map(
    elements.flatMap(({ content }) => {
      const [name, value] = listDer(content)
      return value ? [[oidOf(name), value] as const] : []
    }),
  )
}

function oidOf(element: DerElement | undefined): string {
  return element?.tag === 0x06 ? Buffer.from(element.content).toString('hex') : ''
}
