import type { FleetNodeQuery } from '../../data/generated/graphql.ts'
import { MACHINES } from '../../text/machines.ts'
import type { Owned } from '../run/own.ts'

/** A node of the reader's, and the machine that it runs on. */
export interface Item {
  readonly key: string
  readonly machine: string
  readonly count: number
}

/** In the place of a machine: the node runs on one that is on the bill already, as a prover with many addresses does. */
export const ANOTHERS = 'anothers'

/** As many as one page asks for: each is a question of its own. */
export const MOST_NODES = 50

const KEY = /^0x[0-9a-f]{1,128}$/
const MACHINE = /^[\w.-]{1,60}$/

/** The nodes as they stand in the address: `0x…~RTX_4090~2,0x…`. What is no node is left out. */
export function readItems(text: string): Item[] {
  const items = text.split(',').flatMap((part): Item[] => {
    const [key = '', machine = '', cards = '1'] = part.split('~')
    const count = Number(cards)
    if (!KEY.test(key) || !MACHINE.test(machine)) return []
    return [{ key, machine, count: Number.isInteger(count) && count >= 1 && count <= 1024 ? count : 1 }]
  })
  return [...new Map(items.map((item) => [item.key, item])).values()].slice(0, MOST_NODES)
}

export const writeItems = (items: readonly Item[]): string =>
  items.map(({ key, machine, count }) => [key, machine, ...(count > 1 ? [count] : [])].join('~')).join(',')

export const usualItem = (key: string, role: string | null): Item => {
  const usual = MACHINES[role ?? '']
  return { key, machine: usual?.instance ?? usual?.hardware ?? 'RTX_4090', count: 1 }
}

/** What a node of the bill costs: its machine, or nothing where that is counted with another. `given`: the numbers that all share. */
export const ownedOf = (
  { machine, count }: Item,
  given: Owned['given'],
  instances: ReadonlySet<string>,
): Owned => ({
  role: '',
  machine,
  count,
  kind: machine === ANOTHERS || instances.has(machine) ? 'INSTANCE' : 'CARD',
  given: machine === ANOTHERS ? { ...given, hour: '0' } : given,
})

type FoundNode = FleetNodeQuery['nodes'][number]
export type NodeMoney = NonNullable<FoundNode['economics']>[number]
export type Line = keyof Omit<NodeMoney['statement'], '__typename'>

/** The lines of a bill, in the order in which they are read. */
export const LINES: readonly { readonly line: Line; readonly words: string; readonly sum?: true }[] = [
  { line: 'fees', words: 'Fees' },
  { line: 'refunds', words: 'less refunds' },
  { line: 'emissions', words: 'Emissions' },
  { line: 'delegators', words: 'less the delegators’ part' },
  { line: 'power', words: 'less power' },
  { line: 'hosting', words: 'less hosting or rent of instances' },
  { line: 'upstream', words: 'less answers bought upstream' },
  { line: 'gas', words: 'less gas' },
  { line: 'netCash', words: 'Net cash', sum: true },
  { line: 'ownSlashes', words: 'less own stake that was slashed' },
  { line: 'depreciation', words: 'less what machines lost in value' },
  { line: 'stakeCost', words: 'less what the stake would earn elsewhere' },
  { line: 'economicProfit', words: 'Economic profit', sum: true },
]
