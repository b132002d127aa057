import { useChoice } from '../../app/choice.ts'
import { To } from '../../app/to.tsx'
import { PayersSwitch } from '../../figures/payers.tsx'
import { WindowSwitch } from '../../figures/window-switch.tsx'
import { CompareNetworks } from './networks.tsx'
import { CompareNodes } from './nodes.tsx'
import { CompareRoles } from './roles.tsx'

const VIEWS = { nodes: CompareNodes, roles: CompareRoles, networks: CompareNetworks } as const

/** Which of up to four nodes, roles or networks does better? */
export function Page() {
  const [roles] = useChoice('roles')
  const [by, setBy] = useChoice('by')
  const [networks] = useChoice('networks')
  const what =
    by in VIEWS ? (by as keyof typeof VIEWS) : networks !== '' ? 'networks' : roles !== '' ? 'roles' : 'nodes'
  const View = VIEWS[what]
  return (
    <div className="page compare-page">
      <header className="page-head">
        <h1>Compare {what}</h1>
        <div className="choices">
          <PayersSwitch />
          <WindowSwitch />
        </div>
      </header>
      <div className="choices">
        {Object.keys(VIEWS).map((each) => (
          <button key={each} type="button" aria-pressed={each === what} onClick={() => setBy(each)}>
            {each.slice(0, 1).toUpperCase()}
            {each.slice(1)}
          </button>
        ))}
        <To page="nodes">All nodes</To>
      </div>
      <View />
    </div>
  )
}
