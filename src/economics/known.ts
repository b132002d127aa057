/** Why a figure has no value. Public: documented in docs/methodology/figure.md. */
export const REASONS = [
  'NETWORK_CLASS',
  'NO_PRICE',
  'NO_TOKEN',
  'NOT_ATTRIBUTABLE',
  'NOT_OBSERVED',
  'NOT_APPLICABLE',
  'NO_CONFIDENTIAL_MODE',
  'ROLE_UNKNOWN',
  'COST_UNKNOWN',
  'SEVERITY_UNKNOWN',
  'UNDISCLOSED',
  'NO_DENOMINATOR',
  'WINDOW_TOO_SHORT',
  'INSUFFICIENT_DATA',
  'NO_ROOT',
  'MULTIPLE_ROOTS',
  'NEVER_WITHIN_HORIZON',
  'NOT_REACHED',
] as const
export type Reason = (typeof REASONS)[number]

export interface Missing {
  readonly reason: Reason
  /** Which input, in words a reader can act on: `price of OPG at 2026-11-01T00:00:00Z`. */
  readonly input: string
}

/** A value, or every input that would have been needed for it. Nothing turns the second into a zero. */
export type Known<T> =
  | { readonly known: true; readonly value: T }
  | { readonly known: false; readonly missing: readonly Missing[] }

export function known<T>(value: T): Known<T> {
  return { known: true, value }
}

export function missing<T = never>(reason: Reason, input: string): Known<T> {
  return { known: false, missing: [{ reason, input }] }
}

export function mapKnown<T, U>(value: Known<T>, change: (value: T) => U): Known<U> {
  return value.known ? known(change(value.value)) : value
}

/** All values at once, or all that is missing, each input once. */
export function allKnown<R extends Record<string, Known<unknown>>>(
  parts: R,
): Known<{ [K in keyof R]: R[K] extends Known<infer T> ? T : never }> {
  const values: Record<string, unknown> = {}
  const gaps: Missing[] = []
  for (const [name, part] of Object.entries(parts)) {
    if (part.known) values[name] = part.value
    else gaps.push(...part.missing)
  }
  if (gaps.length) return { known: false, missing: distinct(gaps) }
  return known(values as { [K in keyof R]: R[K] extends Known<infer T> ? T : never })
}

/** The list of all values, or all that is missing. */
export function listKnown<T>(parts: Iterable<Known<T>>): Known<readonly T[]> {
  const values: T[] = []
  const gaps: Missing[] = []
  for (const part of parts) {
    if (part.known) values.push(part.value)
    else gaps.push(...part.missing)
  }
  return gaps.length ? { known: false, missing: distinct(gaps) } : known(values)
}

function distinct(gaps: readonly Missing[]): readonly Missing[] {
  return [...new Map(gaps.map((gap) => [`${gap.reason}\n${gap.input}`, gap])).values()]
}
