import { fromBaseUnits, multiply, toDecimal, ZERO } from '../../../economics/exact.ts'
import type { Sample } from '../../../economics/sample.ts'

/** The sample as it is shown. */
export function toPublicSample({ nodes, operators, nodeDays, days, stake, stakeBasis, stakes }: Sample) {
  const state = stake.known ? stake.value : null
  const amount = state ? multiply(state.own, fromBaseUnits(1n, state.token.decimals)) : ZERO
  return {
    nodes,
    operators: operators ?? nodes,
    nodeDays,
    days,
    stake: stake.known ? toDecimal(amount, 6) : null,
    stakeToken: state?.token.symbol ?? null,
    stakeBasis,
    stakes: (stakes ?? []).map(({ token, nodes: staking, own }) => ({
      token: token.symbol,
      address: token.address,
      chainId: token.chain,
      nodes: staking,
      stake: toDecimal(multiply(own, fromBaseUnits(1n, token.decimals)), 6),
    })),
  }
}
