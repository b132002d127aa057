const SCALES = [
  [1e12, 'T'],
  [1e9, 'B'],
  [1e6, 'M'],
  [1e4, 'k'],
] as const

const MINUS = '−'

// Made once: a page prints hundreds of numbers and times, and a browser needs longer to make one of these than to use it.
const WHOLE = new Intl.NumberFormat('en-US')
const DIGITS = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3, useGrouping: false })
const HERE = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' })

/** Three significant digits for reading: `12.3k`, `0.0451`. The exact value stands behind it. */
export function abbreviate(text: string): string {
  const value = Number(text)
  if (!Number.isFinite(value)) return text
  const size = Math.abs(value)
  const sign = value < 0 ? MINUS : ''
  if (size === 0) return '0'
  // Rounded first: 999,999,999 reads as 1B and not as 1000M.
  const rounded = Number(size.toPrecision(3))
  for (const [scale, letter] of SCALES)
    if (rounded >= scale) return `${sign}${significant(rounded / (letter === 'k' ? 1e3 : scale))}${letter}`
  if (size >= 1000) return `${sign}${WHOLE.format(Math.round(size))}`
  if (size < 0.000_001) return `${sign}${size.toExponential(2)}`
  return `${sign}${significant(size)}`
}

function significant(size: number): string {
  if (size >= 100) return String(Math.round(size))
  return DIGITS.format(Number(size.toPrecision(3)))
}

/** A ratio as a percentage. A share that is not all or nothing never reads as 0 % or 100 %. */
export function percent(text: string): string {
  const value = Number(text) * 100
  if (value !== 0 && Math.abs(value) < 0.1) return `< 0.1 %`
  if (value > 99.9 && value < 100) return '> 99.9 %'
  if (Math.abs(value) >= 1000) return `${abbreviate(String(value))} %`
  return `${value < 0 ? MINUS : ''}${significant(Math.abs(value)) === '0' ? '0' : significant(Math.abs(value))} %`
}

/** Seconds in the unit that reads best. */
export function duration(seconds: number): string {
  if (seconds < 90) return `${abbreviate(String(seconds))} s`
  if (seconds < 5_400) return `${abbreviate(String(seconds / 60))} min`
  if (seconds < 172_800) return `${abbreviate(String(seconds / 3600))} h`
  return `${abbreviate(String(seconds / 86_400))} days`
}

/** What one of them is called, of units that are counted things. */
const ONE_OF: Readonly<Record<string, string>> = {
  accounts: 'account',
  batches: 'batch',
  blocks: 'block',
  bytes: 'byte',
  claims: 'claim',
  days: 'day',
  hubs: 'hub',
  leaves: 'leaf',
  lies: 'lie',
  logs: 'log',
  months: 'month',
  nodes: 'node',
  operators: 'operator',
  readings: 'reading',
  statements: 'statement',
  transfers: 'transfer',
  verdicts: 'verdict',
}

/** A value with its unit, short: `$ 128`, `11.5 %`, `16 nodes`. */
export function withUnit(value: string, unit: string): string {
  if (unit === 'USD')
    return value.startsWith('-') ? `${MINUS}$ ${abbreviate(value.slice(1))}` : `$ ${abbreviate(value)}`
  if (unit.startsWith('USD per '))
    return `${withUnit(value, 'USD')} per ${unit.slice(8).replace('10^9', '10⁹')}`
  if (unit === 'ratio') return percent(value)
  if (unit === 'seconds') return duration(Number(value))
  if (unit === 'count') return abbreviate(value)
  return `${abbreviate(value)} ${Number(value) === 1 ? (ONE_OF[unit] ?? unit) : unit}`
}

/** A day in UTC: 2026-05-31. */
export const day = (time: string): string => time.slice(0, 10)

/** A moment in UTC to the second: 2026-05-31 12:00:00 UTC. */
export const moment = (time: string): string => `${time.slice(0, 10)} ${time.slice(11, 19)} UTC`

/** The same in the reader's own time, for those who hover. */
export function local(time: string): string {
  const at = new Date(time)
  return Number.isNaN(at.getTime()) ? time : HERE.format(at)
}

const TWO_DAYS_S = 172_800

/** How long ago, in words; of what is older than two days, the day. A time to come is said as one. */
export function ago(time: string, now: number): string {
  const seconds = (now - Date.parse(time)) / 1000
  if (Number.isNaN(seconds)) return time
  if (seconds >= TWO_DAYS_S) return day(time)
  return seconds < -1 ? `in ${roughly(-seconds)}` : `${roughly(Math.max(0, seconds))} ago`
}

/** A stretch of time in whole seconds, minutes, hours or days. */
function roughly(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds)} s`
  if (seconds < 5_400) return `${Math.round(seconds / 60)} min`
  if (seconds < TWO_DAYS_S) return `${Math.round(seconds / 3600)} h`
  return `${Math.round(seconds / 86_400)} days`
}

/** Enough of a hash or an account to tell it from others. */
export const short = (hex: string): string => (hex.length > 13 ? `${hex.slice(0, 6)}…${hex.slice(-4)}` : hex)

// Marks that turn the direction of text, or that nobody sees: a name from the chain could show another one with them.
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

/** Text that a stranger wrote on chain, without what would change how its surroundings read. */
export const plain = (text: string, most = 80): string => {
  const clean = text.replace(UNSEEN, '\u{fffd}')
  return clean.length > most ? `${clean.slice(0, most - 1)}…` : clean
}

/** The text that bytes in hexadecimal are, where all of them are letters and signs of ASCII; undefined for what is no text, and for a 32-byte word. */
export function textOfHex(hex: string): string | undefined {
  if (hex.length === 66 || !/^0x(?:[2-7][0-9a-f])+$/.test(hex)) return undefined
  const text = (hex.slice(2).match(/../g) ?? [])
    .map((each) => String.fromCharCode(Number.parseInt(each, 16)))
    .join('')
  return text.includes('\x7f') ? undefined : text
}
