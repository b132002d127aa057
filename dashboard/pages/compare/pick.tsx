import { useDeferredValue, useId, useState } from 'react'
import { useNetwork } from '../../app/network.tsx'
import { graphql } from '../../data/generated/gql.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { plain, short } from '../../figures/format.ts'
import { stateOf } from '../../text/nodes.ts'

const CANDIDATES = graphql(`
  query Candidates($where: NodeWhereInput!) {
    nodes(where: $where, orderBy: [firstTime_ASC], limit: 10) { id key role enabled disabledCause lapsed }
  }
`)

/** Finds a node by the beginning of its key, by its role or its address, and adds it. */
export function AddNode({ add, not }: { add: (key: string) => void; not: readonly string[] }) {
  const { network } = useNetwork()
  const [text, setText] = useState('')
  const asked = useDeferredValue(text.trim().toLowerCase())
  const id = useId()
  const isHash = asked.startsWith('0x') && asked.length >= 4 && asked.length % 2 === 0
  const filter = isHash
    ? { key_startsWith: asked }
    : asked === ''
      ? {}
      : { AND: [{ OR: [{ role_containsInsensitive: asked }, { endpoint_containsInsensitive: asked }] }] }
  const { data } = useAnswer(CANDIDATES, { where: { network_eq: network.network, ...filter } })
  const found = (data?.nodes ?? []).filter((each) => !not.includes(each.key)).slice(0, 6)
  return (
    <div className="add-node">
      <label htmlFor={id}>Add a node</label>
      <input
        id={id}
        type="search"
        value={text}
        placeholder="Key, role or address"
        autoComplete="off"
        onChange={(event) => setText(event.target.value)}
      />
      {(text !== '' || not.length < 2) && (
        <ul>
          {found.map((each) => (
            <li key={each.id}>
              <button
                type="button"
                title={each.key}
                onClick={() => {
                  setText('')
                  add(each.key)
                }}
              >
                {short(each.key)}{' '}
                <small>{`${plain(each.role ?? 'role not stated', 20)}, ${stateOf(each)}`}</small>
              </button>
            </li>
          ))}
          {found.length === 0 && data && <li className="missing">No other node is like that.</li>}
        </ul>
      )}
    </div>
  )
}
