import { unusable } from './errors.ts'
import { type Exact, exact, fromDecimal, multiply, sum } from './exact.ts'
import type { Window } from './figure.ts'
import { type Known, known, missing } from './known.ts'
import { median } from './median.ts'
import type { Peer } from './sample.ts'
import type { StakeHistory, StakeState } from './stake.ts'

export interface PooledStake {
  readonly stake: Known<StakeState | null>
  readonly basis: string
  /** Stakes of the nodes that are still there. */
  readonly states: readonly StakeState[]
}

/** The operator's own stake at the window's end: as given, else the median of the role's nodes that have one. */
export function stakeOf(
  histories: readonly StakeHistory[],
  peers: readonly Peer[],
  window: Window,
  given: string | null | undefined,
): PooledStake {
  const states = histories.flatMap(({ spans }, index) =>
    (peers[index]?.leftAt ?? window.to) < window.to
      ? []
      : spans.filter((span) => span.to === window.to && span.total.n !== 0n),
  )
  const tokens = new Set(states.map((state) => state.token))
  const [token, ...others] = tokens
  const asked = given === null || given === undefined ? undefined : readStake(given)
  if (asked && asked.n === 0n) return { stake: known(null), basis: 'given by the asker: none', states }
  if (!token)
    return {
      stake: missing('NOT_OBSERVED', 'stake: no node of the role has one; give stake, 0 for none'),
      basis: 'not observed',
      states,
    }
  if (others.length > 0)
    return {
      stake: missing('NOT_APPLICABLE', 'stake: nodes of the role stake several tokens, and one is simulated'),
      basis: 'several tokens',
      states,
    }
  const unit = exact(10n ** BigInt(token.decimals))
  const own = asked ? multiply(asked, unit) : median(states.map((state) => state.own))
  const basis = asked
    ? 'given by the asker'
    : `median of the operators' own stake of ${states.length} nodes of the role at the window's end`
  return { stake: known({ token, own, total: own }), basis, states }
}

/** All stakes as one: what delegators hold of the role's nodes together. Undefined without any. */
export function together(states: readonly StakeState[]): StakeState | undefined {
  const [first] = states
  const same = states.filter((state) => state.token === first?.token)
  return (
    first && {
      token: first.token,
      own: sum(same.map((state) => state.own)),
      total: sum(same.map((state) => state.total)),
    }
  )
}

function readStake(text: string): Exact {
  if (!/^\d{1,15}(\.\d{1,18})?$/.test(text)) throw unusable('stake must be whole tokens as decimal text')
  return fromDecimal(text)
}
