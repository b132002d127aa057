import type { OpenLog } from './report.ts'

/**
 * How many entries of a log somebody else saw before its keys were compromised: by the largest checkpoint that was anchored, or
 * that a quorum of witnesses cosigned, before then. Null of a log whose keys nobody calls compromised.
 */
export function countVouched(log: Omit<OpenLog, 'vouched'>): number | null {
  const { compromised } = log.trust
  if (compromised === undefined) return null
  const seen = [...log.anchored, ...log.cosigned].filter(({ time }) => time < compromised)
  return Math.max(0, ...seen.map(({ size }) => size))
}
