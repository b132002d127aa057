import { day, moment } from './format.ts'
import { useWindow } from './window.ts'

const CHOICES = [7, 30, 90, 180, 365]

/** How many days the figures of a page cover. */
export function WindowSwitch({ preset = 30 }: { preset?: number }) {
  const { days, to, running, set } = useWindow(preset)
  const choices = CHOICES.includes(days) ? CHOICES : [...CHOICES, days].sort((a, b) => a - b)
  return (
    <label className="window">
      Last{' '}
      <select value={days} onChange={(event) => set(event.target.value)}>
        {choices.map((each) => (
          <option key={each} value={each}>
            {each} days
          </option>
        ))}
      </select>{' '}
      {to !== null &&
        (running === null ? `up to ${day(to)}` : `up to ${moment(to)}; sums by day hold all of that day`)}
    </label>
  )
}
