import { type ChainEdge, TrustChain } from '../../charts/chain.tsx'
import type { NodeFactsQuery, VerdictPartsFragment } from '../../data/generated/graphql.ts'
import { When } from '../../figures/when.tsx'
import { codeOf } from '../../text/codes.ts'
import { faultOf } from '../../text/verdicts.ts'
import type { NodeNow } from './node.tsx'
import { type Links, linksOf } from './trust-links.tsx'

/** What its newest checked work leans on, link by link. */
export function Trust({ node, facts }: { node: NodeNow; facts: NodeFactsQuery }) {
  const { nodes, edges, words } = linksOf(node, facts)
  return (
    <section>
      <h2>What its word leans on</h2>
      <p>{sentenceOf(edges)}</p>
      <TrustChain
        title="Chain of trust"
        unit="each link as it was found"
        nodes={nodes}
        edges={edges}
        note={words}
      />
    </section>
  )
}

function sentenceOf(edges: Links['edges']): string {
  const broken = edges.filter((each) => each.state === 'rejected').length
  const open = edges.filter((each) => each.state === 'undecided' || each.state === 'nobody looked').length
  if (broken > 0) return `${broken === 1 ? 'One link is' : `${broken} links are`} broken.`
  if (open > 0) return `No link is broken; ${open === 1 ? 'one is' : `${open} are`} not shown to hold.`
  return 'Every link holds, as far as this server checked it.'
}

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
