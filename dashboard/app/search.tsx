import { useNavigate } from '@tanstack/react-router'
import { useDeferredValue, useId, useRef, useState } from 'react'
import { graphql } from '../data/generated/gql.ts'
import type { SearchQuery } from '../data/generated/graphql.ts'
import { useAnswer } from '../data/use-answer.ts'
import { plain } from '../figures/format.ts'

const SEARCH = graphql(`
  query Search($text: String!) {
    search(text: $text, limit: 5) { type entityId field network }
  }
`)

type Found = SearchQuery['search'][number]

/** Where a result leads: its own page where it has one, else the row as the API gives it. */
function targetOf({ type, entityId, network }: Found): { to: string; params: Record<string, string> } | null {
  const id = entityId.slice(network.length + 1)
  if (type === 'Node') return { to: '/$network/node/$id', params: { network, id } }
  if (type === 'Claim') return { to: '/$network/claim/$id', params: { network, id } }
  if (type === 'Network') return { to: '/$network', params: { network } }
  return null
}

/** Finds a hash, an id, an account or a name. Enter opens the first result, arrows walk through them. */
export function Search() {
  const [text, setText] = useState('')
  const asked = useDeferredValue(text.trim())
  const list = useId()
  const box = useRef<HTMLInputElement>(null)
  const navigate = useNavigate()
  const { data, error, isFetching } = useAnswer(SEARCH, { text: asked }, { enabled: asked.length >= 2 })
  const found = asked.length >= 2 ? (data?.search ?? []) : []
  const open = (each: Found) => {
    const target = targetOf(each)
    setText('')
    if (target) void navigate({ to: target.to, params: target.params })
    else window.open(restOf(each), '_blank', 'noreferrer')
  }
  return (
    <search className="search">
      <input
        ref={box}
        type="search"
        value={text}
        placeholder="Hash, account, id or name"
        aria-label="Search for a hash, an account, an id or a name"
        aria-controls={asked.length >= 2 && text !== '' ? list : undefined}
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setText('')
          if (event.key === 'Enter' && found[0]) open(found[0])
          if (event.key === 'ArrowDown') document.getElementById(list)?.querySelector('button')?.focus()
        }}
      />
      {asked.length >= 2 && text !== '' && (
        <ul id={list} className="found">
          {found.map((each) => (
            <li key={`${each.type}${each.entityId}${each.field}`}>
              <button
                type="button"
                onClick={() => open(each)}
                onKeyDown={(event) => {
                  if (event.key === 'Escape') box.current?.focus()
                  const row = event.currentTarget.parentElement
                  const next =
                    event.key === 'ArrowDown' ? row?.nextElementSibling : row?.previousElementSibling
                  if (event.key === 'ArrowDown' || event.key === 'ArrowUp')
                    next?.querySelector('button')?.focus()
                }}
              >
                <b>{each.type}</b> {plain(each.entityId, 60)} <small>by its {each.field}</small>
              </button>
            </li>
          ))}
          {found.length === 0 && (
            <li className="none" role="status">
              {error ? error.message : isFetching ? 'Searching …' : 'Nothing here begins like that.'}
            </li>
          )}
        </ul>
      )}
    </search>
  )
}

const restOf = ({ type, entityId }: Found) =>
  `/graphql?query=${encodeURIComponent(`{ ${type.charAt(0).toLowerCase()}${type.slice(1)}ById(id: ${JSON.stringify(entityId)}) { id } }`)}`
