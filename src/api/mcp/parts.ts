import { countTokens } from './tokens.ts'

/** A text in parts, none longer than `maxTokens`. It is divided between lines; a line that is longer by itself is divided too. */
export function divide(text: string, maxTokens: number): readonly string[] {
  const parts: string[] = []
  let lines: string[] = []
  let used = 0
  const close = () => {
    if (lines.length) parts.push(lines.join('\n'))
    lines = []
    used = 0
  }
  for (const line of text.split('\n').flatMap((each) => halve(each, maxTokens))) {
    // The line's end is a character of its own; rounding up keeps the sum on the safe side.
    const tokens = countTokens(`${line}\n`)
    if (used + tokens > maxTokens) close()
    lines.push(line)
    used += tokens
  }
  close()
  return parts
}

function halve(line: string, maxTokens: number): string[] {
  if (line.length < 2 || countTokens(`${line}\n`) <= maxTokens) return [line]
  const middle = Math.floor(line.length / 2)
  return [...halve(line.slice(0, middle), maxTokens), ...halve(line.slice(middle), maxTokens)]
}
