import { MalformedEvidence } from './errors.ts'

/** JSON whose numbers keep the text they were written with: Python tells 1 from 1.0, JavaScript does not. */
export type PythonJson =
  | null
  | boolean
  | string
  | NumberText
  | readonly PythonJson[]
  | { readonly [key: string]: PythonJson }

class NumberText {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

type SourceReviver = (key: string, value: unknown, context: { source?: string }) => unknown

/**
 * Parses JSON text that has been through parseStrictJson.
 * @throws MalformedEvidence REJECTED_JSON_SYNTAX
 */
export function parsePythonJson(text: string): PythonJson {
  const keep: SourceReviver = (_key, value, { source }) =>
    typeof value === 'number' ? new NumberText(source ?? '') : value
  try {
    return JSON.parse(text, keep as (key: string, value: unknown) => unknown)
  } catch (error) {
    throw new MalformedEvidence('REJECTED_JSON_SYNTAX', 'not JSON', 'unknown', { cause: error })
  }
}

/**
 * What Python's `json.dumps(value, sort_keys=True)` gives: separators ", " and ": ", ASCII escapes, floats by repr.
 * The gateways hash and sign these bytes. Source: OpenGradient-SDK tee_verify.py, tee-gateway tee_manager.py.
 */
export function toPythonJson(value: PythonJson): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return quote(value)
  if (value instanceof NumberText) return formatNumber(value.text)
  if (isList(value)) return `[${value.map(toPythonJson).join(', ')}]`
  const entries = Object.entries(value).sort(([left], [right]) => compareCodePoints(left, right))
  return `{${entries.map(([key, member]) => `${quote(key)}: ${toPythonJson(member)}`).join(', ')}}`
}

function isList(value: PythonJson): value is readonly PythonJson[] {
  return Array.isArray(value)
}

const SHORT: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\f': '\\f',
  '\b': '\\b',
}

function quote(text: string): string {
  const escaped = text.replace(
    /["\\]|[^ -~]/g,
    (unit) => SHORT[unit] ?? `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return `"${escaped}"`
}

function formatNumber(text: string): string {
  // JSON allows no zero in front of an integer, so its text is what Python writes, but for minus zero.
  if (/^-?\d+$/.test(text)) return text === '-0' ? '0' : text
  const value = Number(text)
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity'
  const [mantissa = '0', power = '0'] = value.toExponential().split('e')
  const exponent = Number(power)
  // repr() switches to exponents at other places than JavaScript does.
  if (exponent < -4 || exponent >= 16)
    return `${mantissa}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`
  const sign = Object.is(value, -0) ? '-' : ''
  const digits =
    exponent < 0
      ? value.toFixed(Math.min(100, mantissa.replace(/\D/g, '').length - 1 - exponent))
      : `${value}`
  return `${sign}${digits}${digits.includes('.') ? '' : '.0'}`
}

/** Python sorts by code point; JavaScript's default would put astral characters before U+E000. */
function compareCodePoints(left: string, right: string): number {
  if (!SURROGATE.test(left) && !SURROGATE.test(right)) return left < right ? -1 : left > right ? 1 : 0
  const end = Math.min(left.length, right.length)
  let at = 0
  while (at < end && left.charCodeAt(at) === right.charCodeAt(at)) at++
  if (at === end) return left.length - right.length
  // Where the second halves differ, the whole characters are compared.
  const from = at > 0 && LEAD.test(left.charAt(at - 1)) ? at - 1 : at
  return (left.codePointAt(from) ?? 0) - (right.codePointAt(from) ?? 0)
}

const SURROGATE = /[\ud800-\udfff]/
const LEAD = /[\ud800-\udbff]/
