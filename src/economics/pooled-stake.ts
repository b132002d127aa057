import { unusable } from './errors.ts'
import { type Exact, exact, fromDecimal, multiply, sum } from './exact.ts'
import type { Window } from './figure.ts'
import { type Known, known, missing } from './known.ts'
import { median } from './median.ts'
import type { Token } from './price.ts'
import type { Peer } from './sample.ts'
import type { StakeHistory, StakeState, TokenStake } from './stake.ts'

export interface PooledStake {
  readonly stake: Known<StakeState | null>
  readonly basis: string
  /** Stakes in that token of the nodes that are still there. */
  readonly states: readonly StakeState[]
  /** What there is in each token, that which most nodes stake first. */
  readonly perToken: readonly TokenStake[]
}

/** What is asked of a stake: whole tokens as decimal text, and the symbol or address of the token. Left out: what most nodes stake. */
interface AskedStake {
  readonly stake?: string | null
  readonly stakeToken?: string | null
}

/**
 * The operator's own stake at the window's end: as given, else the median of the role's nodes that have one. Of several tokens that which is
 * asked for, else that which most of them stake.
 * @throws Unanswerable `BAD_USER_INPUT` for a stake that is no number, and a token that no node stakes
 */
export function stakeOf(
  histories: readonly StakeHistory[],
  peers: readonly Peer[],
  window: Window,
  { stake: given, stakeToken }: AskedStake,
): PooledStake {
  const all = histories.flatMap(({ spans }, index) =>
    (peers[index]?.leftAt ?? window.to) < window.to
      ? []
      : spans.filter((span) => span.to === window.to && span.total.n !== 0n),
  )
  const groups = [...Map.groupBy(all, ({ token }) => token)].sort(
    ([a, some], [b, others]) => others.length - some.length || (nameOf(a) < nameOf(b) ? -1 : 1),
  )
  const perToken = groups.map(([token, states]) => ({
    token,
    nodes: states.length,
    own: median(states.map(({ own }) => own)),
  }))
  const asked = given === null || given === undefined ? undefined : readStake(given)
  const [token, states = []] = stakeToken ? groupOf(groups, stakeToken) : (groups[0] ?? [])
  if (asked && asked.n === 0n)
    return { stake: known(null), basis: 'given by the asker: none', states, perToken }
  if (!token)
    return {
      stake: missing('NOT_OBSERVED', 'stake: no node of the role has one; give stake, 0 for none'),
      basis: 'not observed',
      states,
      perToken,
    }
  const unit = exact(10n ** BigInt(token.decimals))
  const own = asked ? multiply(asked, unit) : median(states.map((state) => state.own))
  const basis = asked
    ? 'given by the asker'
    : `median of the operators' own stake of ${states.length} nodes of the role at the window's end`
  const others = perToken.filter((each) => each.token !== token)
  const also = others.map((each) => `${each.nodes} stake ${each.token.symbol}`).join(', ')
  return {
    stake: known({ token, own, total: own }),
    basis: also ? `${basis}, in ${token.symbol}; ${also}: stakeToken asks for another` : basis,
    states,
    perToken,
  }
}

function groupOf(
  groups: readonly (readonly [Token, readonly StakeState[]])[],
  asked: string,
): readonly [Token, readonly StakeState[]] {
  const found = groups.find(
    ([{ symbol, address }]) => symbol === asked || address.toLowerCase() === asked.toLowerCase(),
  )
  if (found) return found
  const there = groups.map(([{ symbol }]) => symbol).join(', ')
  throw unusable(
    `stakeToken must be a token that nodes of the role stake (${there || 'there is none'}), got "${asked.slice(0, 60)}"`,
  )
}

function nameOf({ chain, address }: Token): string {
  return `${chain}:${address}`
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
