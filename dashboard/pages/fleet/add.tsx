import { useId, useState } from 'react'
import { useNetwork } from '../../app/network.tsx'
import { useAnswer } from '../../data/use-answer.ts'
import { type Item, MOST_NODES, usualItem } from './items.ts'
import { FIND } from './questions.ts'

const ACCOUNT_OR_KEY = /^0x(?:[0-9a-f]{2}){1,64}$/

/** Adds a node by its key, or all nodes of an account that owns them or is paid for them. */
export function Add({ items, add }: { items: readonly Item[]; add: (more: readonly Item[]) => void }) {
  const { network } = useNetwork()
  const [text, setText] = useState('')
  const id = useId()
  const asked = text.trim().toLowerCase()
  const fits = ACCOUNT_OR_KEY.test(asked)
  const { data, error, isFetching } = useAnswer(
    FIND,
    { network: network.network, text: fits ? asked : '0x00' },
    { enabled: fits },
  )
  const found = fits && data && !isFetching ? [...data.byKey, ...data.byOwner, ...data.byPayee] : []
  const fresh = [...new Map(found.map((each) => [each.key, each])).values()].filter(
    ({ key }) => !items.some((item) => item.key === key),
  )
  const room = MOST_NODES - items.length
  const commit = () => {
    if (fresh.length === 0) return
    add(fresh.slice(0, room).map(({ key, role }) => usualItem(key, role)))
    setText('')
  }
  return (
    <form
      className="pick"
      onSubmit={(event) => {
        event.preventDefault()
        commit()
      }}
    >
      <label className="wide">
        <span>A node’s key, or an account that owns nodes or is paid for them</span>
        <input
          value={text}
          placeholder="0x…"
          autoComplete="off"
          spellCheck={false}
          aria-describedby={id}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <button type="submit" disabled={fresh.length === 0 || room === 0}>
        {fresh.length > 1 ? `Add ${Math.min(room, fresh.length)} nodes` : 'Add'}
      </button>
      <span id={id} role="status" className="hint">
        {hintOf({ text, fits, error, isFetching, room, found: found.length, fresh: fresh.length })}
      </span>
    </form>
  )
}

interface Looked {
  readonly text: string
  readonly fits: boolean
  readonly error: Error | null
  readonly isFetching: boolean
  readonly room: number
  readonly found: number
  readonly fresh: number
}

function hintOf({ text, fits, error, isFetching, room, found, fresh }: Looked): string {
  if (text === '') return 'What you add stands in the address of this page and nowhere else.'
  if (!fits) return 'A key or an account begins with 0x and has an even number of digits 0 to f.'
  if (error) return error.message
  if (isFetching) return 'Looking …'
  if (room === 0) return `At most ${MOST_NODES} nodes on one bill.`
  if (found === 0) return 'No node of this network has that key, owner or payment address.'
  return fresh === 0 ? 'They are on the bill already.' : `${fresh} found.`
}
