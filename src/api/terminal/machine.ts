import { listMachines, matchMachines, type NamedMachine } from '../../economics/machine-name.ts'
import type { ReferenceRows } from '../../economics/reference-rows.ts'
import { QuestionRefused } from './refused.ts'

/**
 * The machine that somebody's words mean: `4090`, `rtx 4090` and `RTX_4090` are one. A name that the catalogue does not have is
 * taken as it stands when `own` says that its owner gives price and power.
 * @throws QuestionRefused `HARDWARE_UNKNOWN` for words that mean several machines or none
 */
export function findMachine(catalogue: ReferenceRows, words: string, own: boolean): NamedMachine {
  const near = matchMachines(catalogue, words)
  const [machine, ...others] = near
  if (machine && others.length === 0) return machine
  if (own) return { name: words, kind: 'cards' }
  const names = (all: readonly NamedMachine[]) => all.map(({ name }) => name).join(', ')
  throw new QuestionRefused(
    'HARDWARE_UNKNOWN',
    machine
      ? `${words} may be ${names(near)}: give one of them`
      : `the catalogue has no ${words}: give --capex-usd, --watts and --hosting-usd-per-month with it, or one of ${names(listMachines(catalogue))}`,
  )
}
