import { InvalidArgumentError } from 'commander'
import { Hash32, type Hex, toBytes } from '../../src/claim/hex.ts'

/**
 * ISO 8601, without a zone UTC.
 * @throws InvalidArgumentError
 */
export function parseTime(text: string): Date {
  const parts =
    /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)(Z|[+-]\d{2}:?\d{2})?)?$/i.exec(text)
  const [, day = '', clock = '00:00', zone = 'Z'] = parts ?? []
  const offset = zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone.toUpperCase()
  const time = new Date(`${day}T${clock.replace(',', '.')}${offset}`)
  // JavaScript turns 30 February into 1 March.
  if (!parts || Number.isNaN(time.getTime()) || new Date(`${day}T00:00Z`).toISOString().slice(0, 10) !== day)
    throw new InvalidArgumentError('expected a time like 2026-02-12T17:56:02Z')
  return time
}

/**
 * `N=HEX`, added to those before.
 * @throws InvalidArgumentError
 */
export function parsePcr(
  text: string,
  before: ReadonlyMap<number, Uint8Array> = new Map(),
): ReadonlyMap<number, Uint8Array> {
  const [, index = '', hex = ''] = /^(\d{1,2})=(.*)$/s.exec(text) ?? []
  if (index === '' || Number(index) > 31 || before.has(Number(index)))
    throw new InvalidArgumentError('expected N=HEX, N from 0 to 31, each once')
  return new Map(before).set(Number(index), parseHex(hex))
}

/**
 * An http or https URL, added to those before.
 * @throws InvalidArgumentError
 */
export function parseUrls(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, parseUrl(text)]
}

/**
 * An http or https URL.
 * @throws InvalidArgumentError
 */
export function parseUrl(text: string): string {
  if (!/^https?:$/.test(URL.parse(text)?.protocol ?? ''))
    throw new InvalidArgumentError('expected an http or https URL')
  return text
}

/**
 * Whole bytes.
 * @throws InvalidArgumentError
 */
export function parseHex(text: string): Uint8Array {
  const [, digits = ''] = /^(?:0x)?((?:[0-9a-f]{2})+)$/i.exec(text) ?? []
  if (digits === '') throw new InvalidArgumentError('expected whole bytes of hex')
  return Buffer.from(digits, 'hex')
}

/**
 * Not negative, up to nine decimals.
 * @throws InvalidArgumentError
 */
export function parseSeconds(text: string): number {
  if (!/^\d{1,12}(\.\d{1,9})?$/.test(text)) throw new InvalidArgumentError('expected a number of seconds')
  return Number(text)
}

/**
 * 32 bytes of hex.
 * @throws InvalidArgumentError
 */
export function parseRoot(text: string): Hash32 {
  try {
    return Hash32(text)
  } catch {
    throw new InvalidArgumentError('expected 32 bytes of hex with 0x')
  }
}

/**
 * A client's predicate: its type as the market numbers it, a colon, its data.
 * @throws InvalidArgumentError
 */
export function parsePredicate(text: string): { readonly type: number; readonly data: Uint8Array } {
  const [, type, data] = /^(\d{1,3}):(0x(?:[0-9a-fA-F]{2})*)$/.exec(text) ?? []
  if (type === undefined || data === undefined)
    throw new InvalidArgumentError('expected a type and hex with 0x, such as 2:0x…')
  return { type: Number(type), data: toBytes(data as Hex) }
}

/**
 * A number that is not negative.
 * @throws InvalidArgumentError
 */
export function parseTolerance(text: string): number {
  const value = Number(text)
  if (!/^\d*\.?\d+(e[+-]?\d+)?$/i.test(text) || !Number.isFinite(value))
    throw new InvalidArgumentError('expected a number that is not negative')
  return value
}
