import { globSync } from 'node:fs'
import { expect, test } from 'vitest'
import { ROOT, readDocument } from '../../support/documents.ts'
import { listCodedErrors, listThrowers } from '../../support/throws.ts'

/** What is thrown inside, and handled there: each as `file function CODE`. */
const HANDLED = [
  // Becomes a fault of the endpoint that said so.
  'src/gateway/reader.ts chainId REJECTED_CHAIN',
  'src/gateway/proof/headers.ts getHeaderByHash REJECTED_HEADER_OTHER',
  // Becomes the verdict that is returned.
  'reference-node/sample/outcome.ts judgeElement BLOB_MISSING',
  // Thrown by the methods of what it returns, and described there.
  'src/api/mcp/remote.ts remoteApi API_UNAVAILABLE',
]

/** Whether a comment names a code: whole, by its end (`_SHAPE`), or by its beginning (`REJECTED_CBOR_…`). */
function names(comment: string, code: string): boolean {
  if (comment.includes(code)) return true
  const ends = [...comment.matchAll(/(?<![A-Z0-9])_[A-Z0-9_]+/g)].map(([end]) => end)
  const beginnings = [...comment.matchAll(/([A-Z0-9_]+_)…/g)].map(([, beginning = '']) => beginning)
  return ends.some((end) => code.endsWith(end)) || beginnings.some((each) => code.startsWith(each))
}

test('every public function that throws a coded error says so with @throws, naming each code', () => {
  expect(listCodedErrors().size).toBeGreaterThan(8)
  const throwers = listThrowers()
  expect(throwers.length).toBeGreaterThan(90)
  const silent = throwers.flatMap(({ file, name, comment, thrown }) =>
    thrown
      .filter(({ code }) => !comment.includes('@throws') || (code !== undefined && !names(comment, code)))
      .map(({ code }) => `${file} ${name} ${code}`),
  )
  expect([...new Set(silent)].filter((each) => !HANDLED.includes(each))).toEqual([])
})

test('comments say what is thrown in one way: @throws', () => {
  const files = globSync('{src,reference-node,devnet,db}/**/*.ts', {
    cwd: ROOT,
  })
  const other = files.flatMap((file) =>
    [...readDocument(file).matchAll(/^\s*(?:\/\*)?\*+ .*?\b(?:Throws|Errors?:) .*$/gm)].map(
      ([line]) => `${file}: ${line.trim()}`,
    ),
  )
  expect(other).toEqual([])
})
