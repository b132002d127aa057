import type { ReferenceRows } from './reference-rows.ts'

/** Something that the catalogue has: cards of one's own, or an instance that is rented. */
export interface NamedMachine {
  readonly name: string
  readonly kind: 'cards' | 'instance'
}

/**
 * The machines of the catalogue that somebody's words may mean: `4090`, `rtx 4090` and `RTX_4090` are one. The one whose whole
 * name it is, or else all that have the words in their name; empty: none.
 */
export function matchMachines(catalogue: ReferenceRows, words: string): readonly NamedMachine[] {
  const same = sameMachine(catalogue, words)
  const asked = plain(words)
  if (same || asked === '') return same ? [same] : []
  return listMachines(catalogue).filter(({ name }) => plain(name).includes(asked))
}

/** The machine whose whole name the words are, whatever their case, spaces and dashes. */
export function sameMachine(catalogue: ReferenceRows, words: string): NamedMachine | undefined {
  return listMachines(catalogue).find(({ name }) => plain(name) === plain(words))
}

/** Every machine of the catalogue, in the order of its rows. */
export function listMachines({ values }: ReferenceRows): readonly NamedMachine[] {
  const machines = new Map<string, NamedMachine>()
  for (const { subject, quantity } of values) {
    if (quantity === 'power') machines.set(subject, { name: subject, kind: 'cards' })
    if (quantity === 'instance') machines.set(subject, { name: subject, kind: 'instance' })
  }
  return [...machines.values()]
}

/** The role that a machine is taken for when none is said: an instance forwards, a card with a confidential mode serves in it. */
export function usualRole({ values }: ReferenceRows, { name, kind }: NamedMachine): string {
  if (kind === 'instance') return 'tee-proxy'
  const confidential = values.some(
    (row) => row.subject === name && row.quantity === 'confidential-mode' && row.mid === '1',
  )
  return confidential ? 'tee-gpu' : 'snark-prover'
}

/** What to say of a name that the catalogue does not have: those that it may mean, or else all. */
export function nearNames(catalogue: ReferenceRows, words: string): string {
  const near = matchMachines(catalogue, words)
  if (near[0]?.name === words) return ''
  const names = (near.length > 0 ? near : listMachines(catalogue)).map(({ name }) => name).join(', ')
  return near.length > 0 ? `, which may be ${names}` : `, which the catalogue does not have; it has ${names}`
}

function plain(words: string): string {
  return words.toLowerCase().replace(/[^a-z0-9]/g, '')
}
