import { expect, test } from 'vitest'
import { giveVerdict } from '../../../../src/api/mcp/answer.ts'
import { divide } from '../../../../src/api/mcp/parts.ts'
import { countTokens } from '../../../../src/api/mcp/tokens.ts'

const VERDICT = {
  outcome: 'rejected',
  code: 'REJECTED_ROOT',
  fault: 'relayer',
  statement: 'settlement_included',
}

test('a verdict that fits is given as it is', () => {
  const verdict = { ...VERDICT, detail: 'the root is another one' }
  expect(giveVerdict(verdict, 500).structuredContent).toEqual(verdict)
})

test.each([500, 6000])(
  'a verdict with an endless detail is within %d tokens, and says what to do',
  (maxTokens) => {
    for (const detail of [
      'leaf 7 is missing; '.repeat(20_000),
      `0x${'ab'.repeat(200_000)}`,
      '🙂'.repeat(50_000),
    ]) {
      const { structuredContent, content } = giveVerdict({ ...VERDICT, detail }, maxTokens)
      expect(structuredContent).toMatchObject({
        ...VERDICT,
        cut: { said: expect.stringContaining('--json') },
      })
      expect(countTokens(JSON.stringify(content))).toBeLessThanOrEqual(maxTokens + 200)
    }
  },
)

test('a text is divided between lines, and a line longer than a part is divided too', () => {
  const text = [
    '# A title',
    '',
    'x '.repeat(3000),
    ...Array.from({ length: 500 }, (_, n) => `line ${n} 0xabcdef0123456789`),
  ]
  const parts = divide(text.join('\n'), 500)
  for (const part of parts) expect(countTokens(part)).toBeLessThanOrEqual(500)
  expect(parts.join('').replaceAll('\n', '')).toBe(text.join(''))
  expect(divide('one\n\ntwo', 500)).toEqual(['one\n\ntwo'])
  expect(divide('', 500)).toEqual([''])
})
