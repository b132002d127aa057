import { add, divide, type Exact, isZero, multiply, sum, ZERO } from '../exact.ts'
import { type Known, known, missing } from '../known.ts'

/** What backs a claim. `none`: nothing. `unknown`: nobody can say. */
export const EVIDENCE_KINDS = ['tee', 'snark', 'replay', 'none', 'unknown'] as const
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number]

/** Whose word it is that there is evidence: the claim's, a contract's that checked it, a watchdog's that checked it again. */
export const MIX_VIEWS = ['claimed', 'onChain', 'rechecked'] as const
export type MixView = (typeof MIX_VIEWS)[number]

/** A part of what is divided (claims, fees, stake), and its kind in each view. */
export interface MixRow extends Readonly<Record<MixView, EvidenceKind>> {
  readonly amount: Exact
}

export interface Mix {
  readonly total: Exact
  readonly views: Readonly<Record<MixView, Readonly<Record<EvidenceKind, Exact>>>>
}

/** What a log or a leaf names as evidence, by kind. `zkml` and `tee` are modes that were asked for, of a network that shows no proof. */
export const EVIDENCE_WORDS: Readonly<Record<Exclude<EvidenceKind, 'unknown'>, readonly string[]>> = {
  tee: ['tee_signature', 'tee'],
  snark: ['groth16', 'plonk', 'fflonk', 'risc0', 'zkml'],
  replay: ['onnx-replay'],
  none: ['none', 'vanilla'],
}

const KINDS = new Map(
  Object.entries(EVIDENCE_WORDS).flatMap(([kind, words]) =>
    words.map((word) => [word, kind as EvidenceKind] as const),
  ),
)

/** One claim as it was read, or several that are alike. */
export interface SeenClaim {
  /** The evidence that it names. Null: the claim itself was not seen, only that there is one. */
  readonly evidence: string | null
  /** `leaf`: of a batch, of which the chain got the root alone. `log`: of its own. */
  readonly from: 'log' | 'leaf'
  /** Evidence that the contract of its log checks before it writes one; undefined: nobody says. */
  readonly checked: readonly string[] | undefined
  /** What watchdogs say of the evidence. `split`: they do not agree; null: none has decided. */
  readonly outcome: 'verified' | 'rejected' | 'split' | null
}

/** The kind of a claim's evidence in each view. What was rejected backs nothing; what nobody decided is unknown, and never a pass. */
export function kindsOf({ evidence, from, checked, outcome }: SeenClaim): Record<MixView, EvidenceKind> {
  const claimed = evidence === null ? 'unknown' : (KINDS.get(evidence) ?? 'unknown')
  return {
    claimed,
    onChain: onChainKind(claimed, evidence, from, checked),
    rechecked: claimed === 'none' ? 'none' : recheckedKind(claimed, outcome),
  }
}

function onChainKind(
  claimed: EvidenceKind,
  evidence: string | null,
  from: SeenClaim['from'],
  checked: SeenClaim['checked'],
): EvidenceKind {
  // A contract that is given a root cannot check what is under it.
  if (from === 'leaf' || claimed === 'none') return 'none'
  if (claimed === 'unknown' || checked === undefined) return 'unknown'
  return evidence !== null && checked.includes(evidence) ? claimed : 'none'
}

function recheckedKind(claimed: EvidenceKind, outcome: SeenClaim['outcome']): EvidenceKind {
  if (outcome === 'verified') return claimed
  return outcome === 'rejected' ? 'none' : 'unknown'
}

/** Adds rows up, by view and kind. */
export function mixOf(rows: readonly MixRow[]): Mix {
  const views = Object.fromEntries(
    MIX_VIEWS.map((view) => {
      const kinds = Object.fromEntries(EVIDENCE_KINDS.map((kind) => [kind, ZERO])) as Record<
        EvidenceKind,
        Exact
      >
      for (const row of rows) kinds[row[view]] = add(kinds[row[view]], row.amount)
      return [view, kinds]
    }),
  ) as Record<MixView, Record<EvidenceKind, Exact>>
  return { total: sum(rows.map(({ amount }) => amount)), views }
}

/** The share of one kind in one view, of the whole. */
export function shareOf(mix: Mix, view: MixView, kind: EvidenceKind): Known<Exact> {
  return mix.total.n > 0n
    ? known(divide(mix.views[view][kind], mix.total))
    : missing('NO_DENOMINATOR', 'nothing to divide')
}

/** Stake behind nodes, divided as each node's claims are; what stands behind nodes without a claim is apart. */
export function stakeMix(
  stakes: ReadonlyMap<string, Exact>,
  claims: ReadonlyMap<string, readonly MixRow[]>,
): { readonly mix: Mix; readonly withoutClaims: Exact } {
  const rows: MixRow[] = []
  let withoutClaims = ZERO
  for (const [node, stake] of stakes) {
    const made = claims.get(node) ?? []
    const count = sum(made.map(({ amount }) => amount))
    if (isZero(count)) withoutClaims = add(withoutClaims, stake)
    else for (const row of made) rows.push({ ...row, amount: multiply(stake, divide(row.amount, count)) })
  }
  return { mix: mixOf(rows), withoutClaims }
}
