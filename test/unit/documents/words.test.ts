import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { listDocuments, readDocument } from '../../support/documents.ts'

/** Words and turns that a reader whose first language is another one has to translate, with what says the same. */
const HARD: readonly [RegExp, string][] = [
  [/\bwhoever\b/gi, 'who, or the person meant: the operator, the caller'],
  [/\banew\b/gi, 'again'],
  [/\bmend(s|ed|ing)?\b/gi, 'correct, repair'],
  [/\bbeside\b/gi, 'next to, with, in addition to'],
  [/\b(for|after) so (long|many)\b/gi, 'the number or time itself'],
  [/\bof one's own\b/gi, 'your own'],
  // It would say what somebody meant: a rule only says who is linked to whom.
  [/\bwash(ed|es|ing|-?trad\w*)?\b/gi, 'linked by the rule, with its name'],
]

const ROOMS = ['src', 'reference-node', 'db', 'devnet']

test('documents use plain words', () => {
  const pages = listDocuments()
  expect(pages.length).toBeGreaterThan(30)
  const found = pages.flatMap((page) => {
    const text = readDocument(page).replace(/`[^`\n]*`/g, '')
    return HARD.flatMap(([word, better]) =>
      [...text.matchAll(word)].map(([said]) => `${page}: "${said}": write ${better}`),
    )
  })
  expect(found).toEqual([])
})

// Texts of the program: errors, logs, help, pages. A text has a space; comments are not read.
const TEXT = /'(?:[^'\\\n]|\\.)* (?:[^'\\\n]|\\.)*'|`(?:[^`\\\n]|\\.)* (?:[^`\\\n]|\\.)*`/g

test('what the program says uses plain words', async () => {
  const files = await listSources()
  expect(files.length).toBeGreaterThan(400)
  const found = await Promise.all(
    files.map(async (file) => {
      const code = (await readFile(file, 'utf8')).replace(/^\s*(\/\/|\/?\*).*$/gm, '')
      const texts = [...code.matchAll(TEXT)].map(([text]) => text.replace(/\$\{[^}]*\}/g, ''))
      return texts.flatMap((text) => {
        const plain = text.replaceAll('begin-anew', '')
        return HARD.filter(([word]) => plain.search(word) >= 0).map(
          ([, better]) => `${file}: ${text.slice(0, 80)}: write ${better}`,
        )
      })
    }),
  )
  expect(found.flat()).toEqual([])
})

async function listSources(): Promise<string[]> {
  const lists = ROOMS.map(async (room) =>
    (await readdir(room, { recursive: true })).map((path) => join(room, path)),
  )
  return (await Promise.all(lists)).flat().filter((path) => path.endsWith('.ts'))
}
