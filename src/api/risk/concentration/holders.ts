import type { Custody } from '../../../platform/network-custody.ts'
import { custodyOf, toSeconds } from '../custody.ts'
import { type PlatformsFound, registrationName } from '../platforms.ts'
import type { NodeSpell } from '../rows/spells.ts'

/** By whom a network's work and money are told apart. */
export type By = 'TEE_VENDOR' | 'CLOUD' | 'REGION' | 'OPERATOR' | 'MEASUREMENT' | 'RELAYER' | 'APPROVER'

/** Whose something is. `unknown`: nothing says it; `free`: it rests on nobody of the kind. */
export type Holder = { readonly name: string; readonly from: HolderSource } | 'unknown' | 'free'

/** On what a holder's name rests: the hardware's own word, a log, or a word in the network's file. */
export type HolderSource = 'attestation' | 'chain' | 'declared'

/** What tells holders apart. */
export interface HolderTerms {
  readonly by: By
  /** In the order of time. */
  readonly spells: readonly NodeSpell[]
  readonly platforms: PlatformsFound
  readonly custody: readonly Custody[]
  /** Who had approved a measurement for a registry as of a block; null: nothing proves it. */
  readonly approverOf: (spell: NodeSpell) => string | null
}

/** Whose each node was, at each moment. */
export class Holders {
  readonly #terms: HolderTerms
  readonly #spells: ReadonlyMap<string, readonly NodeSpell[]>

  constructor(terms: HolderTerms) {
    this.#terms = terms
    this.#spells = Map.groupBy(terms.spells, ({ node }) => node)
  }

  /** Whose a node was at a moment; of one that several chains name, only where they agree. */
  holderOf(node: string | null, at: number): Holder {
    if (node === null) return 'unknown'
    const during = (this.#spells.get(node) ?? []).filter(
      ({ from, to }) => from <= at && (to === null || at < to),
    )
    const [first, ...others] = during.map((spell) => this.#holderIn(spell, at))
    if (first === undefined) return 'unknown'
    return others.every((other) => nameOf(other) === nameOf(first)) ? first : 'unknown'
  }

  #holderIn(spell: NodeSpell, at: number): Holder {
    const { by, approverOf } = this.#terms
    switch (by) {
      case 'OPERATOR':
        return said(spell.owner, 'chain')
      case 'MEASUREMENT':
        return spell.isAttested ? said(spell.measurement, 'chain') : 'free'
      case 'APPROVER':
        return spell.isAttested ? said(approverOf(spell), 'chain') : 'free'
      case 'TEE_VENDOR':
        return spell.isAttested ? this.#machineOf(spell, at, 'vendor') : 'free'
      case 'CLOUD':
      case 'REGION':
        return this.#machineOf(spell, at, by === 'CLOUD' ? 'cloud' : 'region')
      case 'RELAYER':
        return 'unknown'
    }
  }

  /** What the hardware proves comes before what somebody declared. */
  #machineOf(spell: NodeSpell, at: number, what: 'vendor' | 'cloud' | 'region'): Holder {
    const { platforms } = this.#terms
    const found =
      spell.attestedBlock === null
        ? undefined
        : platforms.get(registrationName(spell.chain, spell.node, spell.attestedBlock))
    const proved = found?.found.code === null ? found.found.platform[what] : null
    if (proved) return { name: proved, from: 'attestation' }
    const declared = custodyOf(this.#terms.custody, spell, at)
    if (what === 'vendor') return said(declared?.tee ?? null, 'declared')
    if (what === 'cloud' && declared && declared.custody !== 'cloud') return 'free'
    return said(declared?.[what] ?? null, 'declared')
  }
}

/** By node: moments at which its state, or what is declared of its machine, becomes another. Unix seconds. */
export function momentsOf(
  spells: readonly NodeSpell[],
  custody: readonly Custody[],
): ReadonlyMap<string, readonly number[]> {
  const declared = custody.flatMap(({ since, until }) => [
    toSeconds(since),
    ...(until ? [toSeconds(until)] : []),
  ])
  return new Map(
    [...Map.groupBy(spells, ({ node }) => node)].map(([node, own]) => [
      node,
      [...own.flatMap(({ from, to }) => (to === null ? [from] : [from, to])), ...declared],
    ]),
  )
}

function said(name: string | null, from: HolderSource): Holder {
  return name === null ? 'unknown' : { name, from }
}

/** A holder's name; the two who are none have names that no holder has. */
function nameOf(holder: Holder): string {
  return typeof holder === 'string' ? ` ${holder}` : holder.name
}
