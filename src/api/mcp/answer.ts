import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js'
import { z } from 'zod'
import { bound, type CutList, DEFAULT_TOKENS, MOST_TOKENS } from './bound.ts'
import { countTokens } from './tokens.ts'

/** The argument by which a caller says how long an answer may be. */
export const MAX_TOKENS = z
  .number()
  .int()
  .min(500)
  .max(MOST_TOKENS)
  .default(DEFAULT_TOKENS)
  .describe(
    `longest answer, in tokens; longer ones are shortened and say so (default ${DEFAULT_TOKENS}, at most ${MOST_TOKENS})`,
  )

/** What an answer that was shortened says of it. */
export const CUT = z
  .object({
    said: z.string(),
    lists: z.array(z.object({ path: z.string(), shown: z.number().int(), of: z.number().int() })),
  })
  .optional()
  .describe('present when the answer was shortened: which lists, and how to get the rest')

/** The shape of every answer that holds data of the API. */
export const DATA_OUTPUT = z.object({
  data: z.record(z.string(), z.unknown()).describe('the answer, by field of the query'),
  cut: CUT,
})

/** A failed call: the code is stable, the message says what was wrong, `do` what to try next. */
export function fail(code: string, message: string, what: string, more: object = {}): CallToolResult {
  const text = JSON.stringify({ error: { code, message, do: what, ...more } })
  return { isError: true, content: [{ type: 'text', text }] }
}

/** The data of an answer within `maxTokens`. `rest` says how the caller gets what was cut. */
export function give(data: Record<string, unknown>, maxTokens: number, rest: string): CallToolResult {
  const bounded = bound(data, maxTokens)
  if (!bounded)
    return fail(
      'ANSWER_TOO_LONG',
      `the answer is longer than ${maxTokens} tokens even with every list empty`,
      `ask for fewer fields, or give a larger maxTokens (at most ${MOST_TOKENS})`,
    )
  const structured = bounded.cut.length
    ? { data: bounded.value, cut: { said: sayCut(bounded.cut, maxTokens, rest), lists: bounded.cut } }
    : { data: bounded.value }
  return {
    content: [{ type: 'text', text: JSON.stringify(structured) }],
    structuredContent: structured,
  }
}

/** A verdict within `maxTokens`: fields are left out first, then the detail is shortened; outcome, code, fault and statement are always there. */
export function giveVerdict(verdict: object, maxTokens: number): CallToolResult {
  const text = JSON.stringify(verdict)
  const tokens = countTokens(text)
  if (tokens <= maxTokens) return { content: [{ type: 'text', text }], structuredContent: { ...verdict } }
  const lean = { ...verdict, evidence: null, read: null }
  const { detail } = verdict as { detail?: unknown }
  // A token is two characters at the least; what is said of the cut, and the rest of the verdict, has its share.
  const kept = String(detail ?? '').slice(0, maxTokens)
  const said = `evidence and read were left out, and the detail was shortened to ${kept.length} of ${String(detail ?? '').length} characters. A larger maxTokens (at most ${MOST_TOKENS}) shows more; assay verify --json prints all of it.`
  const structured = { ...lean, detail: kept, cut: { said, lists: [] } }
  return { content: [{ type: 'text', text: JSON.stringify(structured) }], structuredContent: structured }
}

function sayCut(lists: readonly CutList[], maxTokens: number, rest: string): string {
  const shown = lists.map(({ path, shown, of }) => `${path}: ${shown} of ${of}`).join('; ')
  return `This answer was shortened to ${maxTokens} tokens. Rows shown: ${shown}. ${rest} A larger maxTokens (at most ${MOST_TOKENS}) shows more at once.`
}
