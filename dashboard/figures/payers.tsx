import { useChoice } from '../app/choice.ts'
import type { Payers } from '../data/generated/graphql.ts'

const WORDS: Readonly<Record<Payers, string>> = {
  ALL: 'everybody',
  INDEPENDENT: 'payers that no rule relates',
  NOT_PROTOCOL: 'all but the protocol and its team',
  NOT_RELATED: 'all but operators of nodes',
}

/** Whose payments the figures of a page are of. */
export function usePayers(): Payers {
  const [chosen] = useChoice('payers', 'ALL')
  return chosen in WORDS ? (chosen as Payers) : 'ALL'
}

/** The switch for it. */
export function PayersSwitch() {
  const payers = usePayers()
  const [, set] = useChoice('payers', 'ALL')
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
