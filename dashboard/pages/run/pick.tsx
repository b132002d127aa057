import type { CatalogueRow } from './own.ts'
import type { OwnedChoice } from './owned.ts'
import { OWN_MACHINE } from './owned.ts'

/** What the reader has: a role, a machine, how many cards. Nothing else is asked before the answer. */
export function Pick({
  choice: { own, choose, chooseRole, chooseMachine },
  roles,
  rows,
}: {
  choice: OwnedChoice
  roles: readonly { readonly role: string; readonly nodes: number }[]
  rows: readonly CatalogueRow[]
}) {
  const known = roles.some((each) => each.role === own.role)
  return (
    <form className="pick" onSubmit={(event) => event.preventDefault()}>
      <label>
        <span>As</span>
        <select value={own.role} onChange={(event) => chooseRole(event.target.value)}>
          {!known && <option value={own.role}>{own.role} · no node of it here</option>}
          {roles.map(({ role, nodes }) => (
            <option key={role} value={role}>
              {role} · {nodes === 0 ? 'no node of it here' : `${nodes} here`}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>With</span>
        <select value={own.machine} onChange={(event) => chooseMachine(event.target.value)}>
          <optgroup label="Cards to own">
            {machines(rows, 'CARD').map((each) => (
              <option key={each.name} value={each.name}>
                {each.name.replaceAll('_', ' ')}
                {each.read ? '' : ' · no source read'}
              </option>
            ))}
            <option value={OWN_MACHINE}>another machine, by your own numbers</option>
          </optgroup>
          <optgroup label="Instances to rent">
            {machines(rows, 'INSTANCE').map((each) => (
              <option key={each.name} value={each.name}>
                {each.name}
              </option>
            ))}
          </optgroup>
        </select>
      </label>
      {own.kind !== 'INSTANCE' && (
        <label>
          <span>Cards in it</span>
          <input
            type="number"
            min={1}
            max={1024}
            value={own.count}
            onChange={({ target: { value } }) =>
              choose({
                count: value === '' || value === '1' ? undefined : value,
                // They are of the whole machine: with other cards they would be of another one.
                capex: undefined,
                watts: undefined,
                hosting: undefined,
              })
            }
          />
        </label>
      )}
      {own.kind !== 'INSTANCE' && (
        <label>
          <span>Bought on (if it is yours already)</span>
          <input
            type="date"
            value={own.given.bought ?? ''}
            onChange={({ target: { value } }) => choose({ bought: value === '' ? undefined : value })}
          />
        </label>
      )}
      {own.kind === 'OWN' && (
        <label className="tick">
          <input
            type="checkbox"
            checked={own.given.confidential === 'yes'}
            onChange={({ target: { checked } }) => choose({ confidential: checked ? 'yes' : undefined })}
          />
          <span>It has a confidential mode</span>
        </label>
      )}
    </form>
  )
}

function machines(rows: readonly CatalogueRow[], kind: CatalogueRow['kind']) {
  const names = [...new Set(rows.filter((row) => row.kind === kind).map((row) => row.subject))]
  const found = names.map((name) => ({
    name,
    read: rows.some((row) => row.subject === name && row.row !== null),
  }))
  return [...found.filter((each) => each.read), ...found.filter((each) => !each.read)]
}
