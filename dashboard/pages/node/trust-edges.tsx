import type { ChainEdge } from '../../charts/chain.tsx'
import type { VerdictPartsFragment } from '../../data/generated/graphql.ts'
import { When } from '../../figures/when.tsx'
import { codeOf } from '../../text/codes.ts'
import { faultOf } from '../../text/verdicts.ts'

/** A link that a watchdog judged. */
export function judged(verdict: VerdictPartsFragment | undefined, holds: string, never: string): ChainEdge {
  if (!verdict) return { state: 'nobody looked', says: never, at: null, atShown: null }
  const { outcome, fault, code } = verdict
  const blame = faultOf(fault)
  const found =
    outcome === 'verified' ? holds : `${blame === null ? '' : `${blame}: `}${codeOf(code).meaning}`
  return {
    state: outcome,
    says: `${found.charAt(0).toUpperCase()}${found.slice(1)}`,
    at: verdict.checkedAt,
    atShown: (
      <>
        checked <When at={verdict.checkedAt} /> {outcome !== 'verified' && <code>{code}</code>}
      </>
    ),
  }
}

/** A link that the chain itself shows. */
export const recorded = (says: string, at: string | null, block: number | null): ChainEdge => ({
  state: 'on chain',
  says,
  at,
  atShown: at && (
    <>
      <When at={at} /> {block !== null && <small>block {block}</small>}
    </>
  ),
})
