import { TrustChain } from '../../charts/chain.tsx'
import type { NodeFactsQuery } from '../../data/generated/graphql.ts'
import type { NodeNow } from './node-now.ts'
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
