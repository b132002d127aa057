import { Failed } from '../app/states.tsx'
import { WindowSwitch } from './window-switch.tsx'

/** A page whose question was refused: its title, what was refused, and the days to choose fewer of. */
export function Refused({ title, error, preset = 30 }: { title: string; error: Error; preset?: number }) {
  return (
    <div className="page">
      <header className="page-head">
        <h1>{title}</h1>
        <WindowSwitch preset={preset} />
      </header>
      <Failed error={error} />
    </div>
  )
}
