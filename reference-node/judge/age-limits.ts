import type { Network } from '../../src/platform/network.ts'
import type { JudgeContext } from './context.ts'

/** How old a signature may be, by the network's rules; where it has none, so many seconds of our own, which reject nothing. */
export function toAgeLimits(
  { batchMaxAge, individualMaxAge }: Network['rules'],
  seconds: number,
): JudgeContext['maxAge'] {
  const own = { seconds, source: 'ASSAY_CLAIM_MAX_AGE_SECONDS', isOurs: true } as const
  return { batch: batchMaxAge ?? own, individual: individualMaxAge ?? own }
}
