import { NotCheckable } from '../../src/claim/errors.ts'

// Files that come in place of evidence when a download, a clone or a shell went wrong, by how they begin.

/** As hexadecimal. */
const BINARY: readonly (readonly [what: string, begins: RegExp])[] = [
  ['a PDF document', /^25504446/],
  ['a PNG image', /^89504e47/],
  ['a JPEG image', /^ffd8ff/],
  ['a ZIP archive, as PyTorch writes', /^504b0304/],
  ['compressed by gzip', /^1f8b/],
  ['compressed by zstd', /^28b52ffd/],
  ['compressed by xz', /^fd377a585a/],
  ['compressed by bzip2', /^425a683[1-9]/],
  ['a program', /^7f454c46/],
  ['HDF5, as Keras writes', /^89484446/],
  ['a model in GGUF', /^47475546/],
  ['a model in TFLite', /^.{8}54464c33/],
  ['text in UTF-16', /^(fffe|feff|((09|0a|0d|[2-7].)00){8}|(00(09|0a|0d|[2-7].)){8})/],
]
const TEXT: readonly (readonly [what: string, begins: RegExp])[] = [
  ['a web page or XML', /^\s*<(!doctype|html|head|body|\?xml)/i],
  ['a pointer of Git LFS in place of the file', /^version https:\/\/git-lfs/],
]
/** Space, tabulator, line ends, zero. */
const BLANK = [0x20, 0x09, 0x0a, 0x0d, 0]
/** So many bytes are looked at. */
const START = 64

/**
 * The bytes of a file, unless it is empty or plainly of a kind that is no evidence at all: nothing is held against anybody for a
 * file that was mixed up.
 * @throws NotCheckable `UNKNOWN_FILE_KIND`
 */
export function assertEvidence(bytes: Uint8Array): Uint8Array {
  if (bytes.length <= START && bytes.every((byte) => BLANK.includes(byte)))
    throw unknownKind(bytes.length === 0 ? 'the file is empty' : `the file is ${bytes.length} blank bytes`)
  const hex = Buffer.from(bytes.subarray(0, START)).toString('hex')
  const text = startOf(bytes)
  const [what] =
    BINARY.find(([, begins]) => begins.test(hex)) ?? TEXT.find(([, begins]) => begins.test(text)) ?? []
  if (what !== undefined) throw unknownKind(`the file is ${what}`)
  return bytes
}

/**
 * Returns for a file that may be JSON: it begins as an object, a list or a text does.
 * @throws NotCheckable `UNKNOWN_FILE_KIND`
 */
export function assertJsonText(bytes: Uint8Array): void {
  const start = startOf(bytes).trimStart()
  if (start !== '' && !/^[{["]/.test(start))
    throw unknownKind(`read here is JSON, and this starts with ${JSON.stringify(start.slice(0, 20))}`)
}

/**
 * Returns for a file that may be a message of protobuf, whose first bytes are never all text.
 * @throws NotCheckable `UNKNOWN_FILE_KIND`
 */
export function assertBinary(bytes: Uint8Array): void {
  const start = startOf(bytes)
  if (/^[\t\n\r -~]{2,}$/.test(start))
    throw unknownKind(
      `read here is ONNX, and this is text that starts with ${JSON.stringify(start.slice(0, 20))}`,
    )
}

/** As text, without a byte order mark. */
function startOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.subarray(0, START))
    .toString('utf8')
    .replace(/^\uFEFF/, '')
}

function unknownKind(seen: string): NotCheckable {
  return new NotCheckable('UNKNOWN_FILE_KIND', seen)
}
