// 0001-01-01T00:00:00Z and 9999-12-31T23:59:59Z: what a date with a year of four digits can say (RFC 3339).
const FIRST = -62_135_596_800n
const LAST = 253_402_300_799n

/**
 * Whether Unix seconds lie in the years 1 to 9999. A number beyond comes from a stranger, who may write any: it is kept as
 * the number that it is, and never as a time, which readers, cursors and files could not write down.
 */
export function isMoment(seconds: bigint): boolean {
  return seconds >= FIRST && seconds <= LAST
}
