import { useChoice } from '../app/choice.ts'
import type { Payers } from '../data/generated/graphql.ts'

const WORDS: Readonly<Record<Payers, string>> = {
  NOT_SELF: 'all but a node’s own operator',
  ALL: 'everybody, its own operator too',
  INDEPENDENT: 'payers that no rule relates',
  NOT_PROTOCOL: 'all but the protocol and its team',
  NOT_RELATED: 'all but operators of nodes',
}

// What an operator pays its own node is no income, as the API has it where nothing else is asked.
const USUAL: Payers = 'NOT_SELF'

/** Whose payments the figures of a page are of. */
export function usePayers(): Payers {
  const [chosen] = useChoice('payers', USUAL)
  return chosen in WORDS ? (chosen as Payers) : USUAL
}

/** The switch for it. */
export function PayersSwitch() {
  const payers = usePayers()
  const [, set] = useChoice('payers', USUAL)
  return (
    <label className="window">
      Paid by{' '}
      <select value={payers} onChange={(event) => set(event.target.value)}>
        {Object.entries(WORDS).map(([name, words]) => (
          <option key={name} value={name}>
            {words}
          </option>
        ))}
      </select>
    </label>
  )
}
