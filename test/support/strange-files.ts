import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { addOne } from './onnx-writer.ts'

/** A folder in which files get names of their own. */
export interface Scratch {
  readonly path: string
  name(): string
  put(content: string | Uint8Array): string
  folder(): string
}

export function openScratch(): Scratch {
  const path = mkdtempSync(join(tmpdir(), 'assay-strange-'))
  let count = 0
  const name = () => join(path, `f${count++}`)
  return {
    path,
    name,
    put(content) {
      const file = name()
      writeFileSync(file, content)
      return file
    },
    folder() {
      const folder = name()
      mkdirSync(folder)
      return folder
    },
  }
}

const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII='
const NUL = Buffer.alloc(3)

/** The same content, written, wrapped or handed over in another way. */
export function listSpellings(good: Buffer, { put, name }: Scratch): Record<string, () => string> {
  const json = parse(good)
  const text = json === undefined ? good.toString('base64') : good.toString('utf8')
  return {
    'a byte order mark before it': () => put(Buffer.concat([Buffer.from('efbbbf', 'hex'), good])),
    'line ends of Windows': () =>
      put(json === undefined ? `${text.replace(/.{64}/g, '$&\r\n')}\r\n` : indent(json, '\r\n')),
    base64: () => put(good.toString('base64')),
    base64url: () => put(good.toString('base64url')),
    'hexadecimal with 0x': () => put(`0x${good.toString('hex')}`),
    'JSON inside a JSON text': () => put(JSON.stringify(text)),
    'inside a member data': () => put(JSON.stringify({ data: json ?? text })),
    'inside a list': () => put(JSON.stringify([json ?? text])),
    'texts of digits as numbers': () => put(rewrite(json, text, /"(\d{1,15})"/g, '$1')),
    'texts of many digits as numbers': () => put(rewrite(json, text, /"(\d{16,})"/g, '$1')),
    'numbers as texts': () => put(rewrite(json, text, /([:,[])(\d+)(?=[,}\]])/g, '$1"$2"')),
    'a key __proto__ in it': () => put(rewrite(json, text, /^\{/, '{"__proto__":{"a":1},')),
    'a pipe': () => {
      const path = name()
      execFileSync('sh', ['-c', 'mkfifo "$0"', path])
      spawn('sh', ['-c', 'cat "$0" > "$1"', put(good), path], { stdio: 'ignore' })
      return path
    },
    'a link to it': () => {
      const path = name()
      symlinkSync(put(good), path)
      return path
    },
  }
}

/** What is broken on the way, and can be read by nobody. */
export function listBroken(good: Buffer, { put }: Scratch): Record<string, () => string> {
  const half = good.length >> 1
  return {
    'zero bytes inside': () => put(Buffer.concat([good.subarray(0, half), NUL, good.subarray(half)])),
    'zero bytes behind': () => put(Buffer.concat([good, NUL])),
    'cut off': () => put(good.subarray(0, Math.floor(good.length * 0.7))),
    'twice in one file': () => put(Buffer.concat([good, good])),
    'a key twice': () => put(rewrite(parse(good), '{}', /^.*$/, '{"a":1,"a":[$&]}')),
  }
}

/** What is no such evidence at all. */
export function listOthers(good: Buffer, scratch: Scratch): Record<string, () => string> {
  const { put, name } = scratch
  const text = good.toString('utf8')
  return {
    'an empty file': () => put(''),
    'blanks alone': () => put(' \n\n'),
    'a folder': () => scratch.folder(),
    'no file': name,
    'a file whose reading fails': () => '/proc/self/mem',
    'a link to itself': () => {
      const path = name()
      symlinkSync(path, path)
      return path
    },
    'UTF-16': () => put(Buffer.from(`\uFEFF${text}`, 'utf16le')),
    'UTF-16 without a mark': () => put(Buffer.from(parse(good) ? text : 'this is no text', 'utf16le')),
    null: () => put('null'),
    'an error in JSON': () => put('{"error":"not found","message":"no such file"}'),
    'an error page': () => put('<!DOCTYPE html><html><body>404 Not Found</body></html>'),
    'a pointer of Git LFS': () =>
      put('version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n'),
    'a PDF': () => put('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF'),
    'a PNG': () => put(Buffer.from(PNG, 'base64')),
    gzip: () => put(gzipSync(good)),
    words: () => put('hello, world'),
    'lists in lists': () => put('['.repeat(100_000) + ']'.repeat(100_000)),
    'a huge file': () => {
      const path = put(good)
      truncateSync(path, 100 << 20)
      return path
    },
  }
}

/** Binary files that are not these. */
export const OTHER_BINARIES: Readonly<Record<string, (scratch: Scratch) => string>> = {
  'a model': ({ put }) => put(addOne('int32')),
  'random bytes': ({ put }) =>
    put(Uint8Array.from({ length: 4000 }, (_, at) => (at * at * 31 + at * 7 + 200) % 251)),
}

function parse(bytes: Buffer): object | undefined {
  try {
    return JSON.parse(bytes.toString('utf8')) as object
  } catch {
    // Binary evidence, which has no members to rewrite.
    return undefined
  }
}

function rewrite(json: object | undefined, otherwise: string, pattern: RegExp, by: string): string {
  return json === undefined ? otherwise : JSON.stringify(json).replace(pattern, by)
}

function indent(json: object, lineEnd: string): string {
  return JSON.stringify(json, null, 2).replaceAll('\n', lineEnd)
}
