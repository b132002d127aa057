import { useChoices } from '../../app/choice.ts'
import { MACHINES } from '../../text/machines.ts'
import { type CatalogueRow, COST_LINES, isNumber, type Owned } from './own.ts'

/** The name of a machine that the catalogue does not have. */
export const OWN_MACHINE = 'own'

/** Names of the choices that belong to one machine: they go when another is chosen. */
const OF_A_MACHINE = ['capex', 'watts', 'hosting', 'hour', 'rent', 'resale', 'confidential'] as const

export interface OwnedChoice {
  readonly own: Owned
  readonly search: Readonly<Record<string, string | undefined>>
  choose(changes: Readonly<Record<string, string | undefined>>): void
  chooseRole(role: string): void
  chooseMachine(machine: string): void
}

/** What the reader owns. `usual`: the role when none is chosen. */
export function useOwned(usual: string, rows: readonly CatalogueRow[]): OwnedChoice {
  const [search, choose] = useChoices()
  const role = search.role ?? usual
  const machine = search.machine ?? usualMachine(role)
  const count = Number(search.count ?? '1')
  const given = Object.fromEntries(
    [...COST_LINES.map((line) => line.name), 'stake', 'discount', 'growth', 'mhz', 'won'].flatMap((name) => {
      const text = search[name]
      return text !== undefined && isNumber(text) ? [[name, text] as const] : []
    }),
  )
  for (const name of ['bought', 'confidential'] as const) {
    const text = search[name]
    if (text !== undefined && text !== '') given[name] = text
  }
  const forget = Object.fromEntries(OF_A_MACHINE.map((name) => [name, undefined]))
  return {
    own: {
      role,
      machine,
      kind: kindOf(machine, rows),
      count: Number.isInteger(count) && count >= 1 && count <= 1024 ? count : 1,
      given,
    },
    search,
    choose,
    chooseRole: (next) =>
      choose({ ...forget, role: next === usual ? undefined : next, machine: undefined, count: undefined }),
    chooseMachine: (next) =>
      choose({ ...forget, machine: next === usualMachine(role) ? undefined : next, count: undefined }),
  }
}

function kindOf(machine: string, rows: readonly CatalogueRow[]): Owned['kind'] {
  if (machine === OWN_MACHINE) return 'OWN'
  return rows.some((row) => row.subject === machine && row.kind === 'INSTANCE') ? 'INSTANCE' : 'CARD'
}

const usualMachine = (role: string): string => {
  const usual = MACHINES[role]
  return usual?.instance ?? usual?.hardware ?? 'RTX_4090'
}
