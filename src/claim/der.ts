import { MalformedEvidence } from './errors.ts'

/** One DER element: its tag, its content, and the whole of it with tag and length. */
export interface DerElement {
  readonly tag: number
  readonly content: Uint8Array
  readonly whole: Uint8Array
}

/**
 * Splits bytes into the DER elements (X.690) they are made of, one level deep.
 * Definite lengths in shortest form, one-byte tags, nothing left over.
 * @throws MalformedEvidence REJECTED_DER
 */
export function listDer(bytes: Uint8Array): DerElement[] {
  const elements: DerElement[] = []
  let at = 0
  while (at < bytes.length) {
    const element = readElement(bytes.subarray(at))
    elements.push(element)
    at += element.whole.length
  }
  return elements
}

/**
 * The elements inside a SEQUENCE that is the whole of `bytes`.
 * @throws MalformedEvidence REJECTED_DER
 */
export function listSequence(bytes: Uint8Array): DerElement[] {
  const [sequence, ...rest] = listDer(bytes)
  if (sequence?.tag !== 0x30 || rest.length > 0) throw broken('expected one SEQUENCE')
  return listDer(sequence.content)
}

function readElement(bytes: Uint8Array): DerElement {
  const [tag = 0, first] = bytes
  if (first === undefined) throw broken('ends inside a tag or length')
  if ((tag & 31) === 31) throw broken('a tag of more than one byte')
  let length = first
  let head = 2
  if (first > 0x7f) {
    const size = first & 0x7f
    length = bytes.subarray(2, 2 + size).reduce((sum, byte) => sum * 256 + byte, 0)
    if (length < 0x80 || length < 256 ** (size - 1))
      throw broken('a length that is indefinite, cut off or not in its shortest form')
    head += size
  }
  if (bytes.length < head + length) throw broken('an element goes beyond the end')
  return { tag, content: bytes.subarray(head, head + length), whole: bytes.subarray(0, head + length) }
}

function broken(detail: string): MalformedEvidence {
  return new MalformedEvidence('REJECTED_DER', detail)
}
