import { useChoice } from '../../app/choice.ts'
import { To } from '../../app/to.tsx'
import { WindowSwitch } from '../../figures/window-switch.tsx'
import { CompareNodes } from './nodes.tsx'
import { CompareRoles } from './roles.tsx'

/** Which of up to four nodes, or roles, does better? */
export function Page() {
  const [roles] = useChoice('roles')
  const [by, setBy] = useChoice('by')
  const isRoles = by === 'roles' || (by === '' && roles !== '')
  return (
    <div className="page compare-page">
      <header className="page-head">
        <h1>Compare {isRoles ? 'roles' : 'nodes'}</h1>
        <WindowSwitch />
      </header>
      <div className="choices">
        <button type="button" aria-pressed={!isRoles} onClick={() => setBy('nodes')}>
          Nodes
        </button>
        <button type="button" aria-pressed={isRoles} onClick={() => setBy('roles')}>
          Roles
        </button>
        <To page="nodes">All nodes</To>
      </div>
      {isRoles ? <CompareRoles /> : <CompareNodes />}
    </div>
  )
}
