import { To } from '../../app/to.tsx'
import { WindowSwitch } from '../../figures/window-switch.tsx'
import { Advisories } from './advisories.tsx'
import { Alerts } from './alerts.tsx'
import { Assumptions } from './assumptions.tsx'
import { Code } from './code.tsx'
import { Holders } from './holders.tsx'
import { Stress } from './stress.tsx'

/** What does it lean on, and what would its failure cost? */
export function Page() {
  return (
    <div className="page">
      <header className="page-head">
        <h1>What it leans on</h1>
        <WindowSwitch />
      </header>
      <Assumptions />
      <Advisories />
      <Holders />
      <Code />
      <Alerts />
      <Stress />
      <p className="note">
        What backs each claim, and who checked it: <To page="checked">Is it checked?</To>
      </p>
    </div>
  )
}
