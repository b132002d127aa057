import { NodeLink, To } from '../../app/to.tsx'
import { graphql } from '../../data/generated/gql.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { plain } from '../../figures/format.ts'

const NEAR = graphql(`
  query NearNodes($text: String!) {
    search(text: $text, limit: 5) { type entityId field network }
  }
`)

/** No node has this name: those whose name begins like it. */
export function NoNode({ id }: { id: string }) {
  const text = id.replace(/^.*-/, '').slice(0, 10)
  const { data } = useAnswer(NEAR, { text }, { enabled: text.length >= 8 })
  const near = (data?.search ?? []).filter((each) => each.type === 'Node')
  return (
    <section className="state">
      <h1>No node of the name “{plain(id, 80)}” is known in this network at that moment</h1>
      {near.length > 0 && <p>Did you mean:</p>}
      <ul>
        {near.map(({ entityId }) => (
          <li key={entityId}>
            <NodeLink of={entityId.replace(/^.*-/, '')} />
          </li>
        ))}
      </ul>
      <p>
        <To page="nodes" search={{ dead: 'yes' }}>
          All nodes, those that left as well
        </To>
      </p>
    </section>
  )
}
