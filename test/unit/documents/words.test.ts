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
]

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
