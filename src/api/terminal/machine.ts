import type { ReferenceRows } from '../../economics/reference-rows.ts'
import { QuestionRefused } from './refused.ts'

/** What an owner has, by the catalogue's name where it has one. */
export interface OwnedMachine {
  readonly name: string
  readonly kind: 'cards' | 'instance'
  /** The role that such a machine is taken for when none is given. */
  readonly usualRole: string
}

/**
 * The machine that somebody's words mean: `4090`, `rtx 4090` and `RTX_4090` are one. A name that the catalogue does not have is
 * taken as it stands when `own` says that its owner gives price and power.
 * @throws QuestionRefused `HARDWARE_UNKNOWN` for words that mean several machines or none
 */
export function findMachine({ values }: ReferenceRows, words: string, own: boolean): OwnedMachine {
  const machines = new Map<string, OwnedMachine['kind']>()
  for (const { subject, quantity } of values) {
    if (quantity === 'power') machines.set(subject, 'cards')
    if (quantity === 'instance') machines.set(subject, 'instance')
  }
  const names = [...machines.keys()]
  const asked = plain(words)
  const same = names.filter((name) => plain(name) === asked)
  const near = same.length > 0 ? same : names.filter((name) => asked !== '' && plain(name).includes(asked))
  const [name, ...others] = near
  if (name !== undefined && others.length === 0) {
    const kind = machines.get(name) ?? 'cards'
    return { name, kind, usualRole: kind === 'instance' ? 'tee-proxy' : roleOf(values, name) }
  }
  if (name === undefined && own) return { name: words, kind: 'cards', usualRole: 'snark-prover' }
  throw new QuestionRefused(
    'HARDWARE_UNKNOWN',
    name === undefined
      ? `the catalogue has no ${words}: give --capex-usd, --watts and --hosting-usd-per-month with it, or one of ${names.join(', ')}`
      : `${words} may be ${near.join(', ')}: give one of them`,
  )
}

/** Cards with a confidential mode may serve in a TEE role. */
function roleOf(values: ReferenceRows['values'], name: string): string {
  const confidential = values.some(
    (row) => row.subject === name && row.quantity === 'confidential-mode' && row.mid === '1',
  )
  return confidential ? 'tee-gpu' : 'snark-prover'
}

function plain(words: string): string {
  return words.toLowerCase().replace(/[^a-z0-9]/g, '')
}
