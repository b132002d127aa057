import { useParams } from '@tanstack/react-router'
import { useNetwork } from '../../app/network.tsx'
import { Failed, Loading } from '../../app/states.tsx'
import { useAnswer } from '../../data/use-answer.ts'
import { AskedBy } from '../../figures/proof.tsx'
import { useWindow } from '../../figures/window.ts'
import { WindowSwitch } from '../../figures/window-switch.tsx'
import { Claims } from './claims.tsx'
import { Consensus } from './consensus.tsx'
import { Head } from './head.tsx'
import { History, Life, PenaltiesSeen } from './life.tsx'
import { Market } from './market.tsx'
import { Money } from './money.tsx'
import { NoNode } from './no-node.tsx'
import type { NodeNow } from './node-now.ts'
import { NODE, NODE_FACTS } from './questions.ts'
import { Rules } from './rules.tsx'
import { Trust } from './trust.tsx'

/** Who is this node, what does it earn, and can it be trusted? */
export function Page() {
  const { id } = useParams({ strict: false }) as { id: string }
  const { network } = useNetwork()
  const { to } = useWindow()
  const node = useAnswer(NODE, {
    where: { network_eq: network.network, ...(id.startsWith('0x') ? { key_eq: id } : { id_eq: id }) },
    asOf: to === null ? null : { time: to, network: network.network },
  })
  if (node.error && !node.data) return <Failed error={node.error} />
  if (!node.data || node.isPlaceholderData) return <Loading rows={12} title="Node" />
  const [found] = node.data.nodes
  if (!found) return <NoNode id={id} />
  return (
    <AskedBy question={node.question}>
      {node.error && <Failed error={node.error} since={node.dataUpdatedAt} />}
      <Found node={found} />
    </AskedBy>
  )
}

function Found({ node }: { node: NodeNow }) {
  const { network, chainId, key } = node
  const { since, until, bound } = useWindow()
  const facts = useAnswer(NODE_FACTS, {
    network,
    chain: chainId,
    key,
    since,
    sinceTime: `${since}T00:00:00Z`,
    end: bound,
    endDay: until,
  })
  const data = facts.isPlaceholderData ? undefined : facts.data
  return (
    <div className="page node">
      <Head node={node} facts={data} />
      {facts.error && <Failed error={facts.error} {...(data && { since: facts.dataUpdatedAt })} />}
      <WindowSwitch />
      <AskedBy question={facts.question}>
        {data ? (
          <>
            <Money node={node} facts={data} />
            <Trust node={node} />
            <Claims node={node} />
            <Market node={node} />
            <Consensus node={node} />
            <Life node={node} facts={data} />
            <PenaltiesSeen facts={data} />
            <History facts={data} />
            <Rules facts={data} />
          </>
        ) : (
          !facts.error && <Loading rows={10} />
        )}
      </AskedBy>
    </div>
  )
}
