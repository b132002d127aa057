import { CodedError } from '../../claim/errors.ts'
import { type Disclosure, listDisclosures } from '../../platform/disclosures.ts'
import type { NetworkLook } from '../look.ts'
import { findFinalized } from '../store/balances.ts'
import { listLatestDisclosures, recordDisclosure } from '../store/disclosures.ts'
import { differs, judgeDisclosure, type Reading } from './judge.ts'
import { askParameter } from './parameter.ts'
import { readRule } from './read.ts'

/**
 * Compares every rule that a network states with what its chains say at their newest finalized and indexed block, and
 * writes down what changed; `now` in Unix seconds. A rule that could not be read stays as it was. Returns how many
 * changed, and how many their chain was not able to answer.
 * @throws Misconfigured `DISCLOSURES_INVALID`
 */
export async function refreshDisclosures(
  look: NetworkLook,
  endpointsOf: (chain: number) => readonly string[],
  now: number,
): Promise<{ readonly changes: number; readonly unread: number }> {
  const { pool, network, log } = look
  const latest = await listLatestDisclosures(pool, network.name)
  let changes = 0
  let unread = 0
  for (const rule of await listDisclosures(network)) {
    const reading = await findReading(look, rule, endpointsOf)
    if (rule.read !== undefined && reading === undefined) unread++
    const before = latest.get(rule.rule)
    // Without an answer today, yesterday's contradiction is not taken back.
    if (reading === undefined && rule.read !== undefined && before?.chain != null) continue
    const stated = judgeDisclosure(rule, reading)
    if (before !== undefined && !differs(before, stated)) continue
    const firstSeen = Date.parse(rule.firstSeen) / 1000
    const asStated = judgeDisclosure(rule, undefined)
    // What the source said has its own day; what the chain says of it is seen now.
    if (before === undefined && reading !== undefined && differs(asStated, stated))
      await recordDisclosure(pool, network.name, asStated, firstSeen)
    const seenAt = before !== undefined || differs(asStated, stated) ? now : firstSeen
    await recordDisclosure(pool, network.name, stated, seenAt)
    log.info({ rule: rule.rule, status: stated.status, was: before?.status }, 'a disclosure changed')
    changes++
  }
  return { changes, unread }
}

async function findReading(
  { pool, network, log, signal }: NetworkLook,
  { rule, read }: Disclosure,
  endpointsOf: (chain: number) => readonly string[],
): Promise<Reading | undefined> {
  const endpoints = read ? endpointsOf(read.chain) : []
  if (read === undefined || endpoints.length === 0) return undefined
  const block = await findFinalized(pool, network.name, read.chain)
  if (block === undefined) return undefined
  try {
    return 'module' in read
      ? await askParameter(endpoints, read, block.number, signal)
      : await readRule(endpoints, read, block.number, signal)
  } catch (error) {
    if (!(error instanceof CodedError)) throw error
    log.warn({ rule, code: error.code, err: error }, 'a rule could not be read')
    return undefined
  }
}
