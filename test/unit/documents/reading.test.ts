import { expect, test } from 'vitest'
import { readDocument } from '../../support/documents.ts'

test('how to read a payback answer is told in ten sentences, each with a field that the answer has', () => {
  const page = readDocument('docs/methodology/reading.md')
  const sentences = [...page.matchAll(/^(\d+)\. (.+)$/gm)]
  expect(sentences.map(([, number]) => Number(number))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  const schema = readDocument('schema.generated.graphql')
  for (const [, , sentence = ''] of sentences) {
    const fields = [...sentence.matchAll(/`([a-z]\w*)[^`]*`/g)].map(([, name]) => name)
    expect(fields, sentence).not.toEqual([])
    for (const name of fields) expect(schema).toMatch(new RegExp(`\\b${name}\\b`))
  }
})
