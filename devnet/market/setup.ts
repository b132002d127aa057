import { GENESIS_SECONDS } from '../chain/anvil.ts'
import { UNLIMITED } from '../chain/encoder.ts'
import type { Call } from '../chain/journal.ts'
import { CLIENTS, clientOf } from './clients.ts'
import {
  ACCOUNTS,
  COIN,
  CONTRACTS,
  type ContractName,
  call,
  type MarketWorld,
  PROVERS,
  paying,
  XZKC,
} from './world.ts'

const EACH = 1_000_000_000n * XZKC
const PURSE = 1000n * COIN
const PLEDGED = 1_000_000n * XZKC

/** Block 1: the contracts. Epochs begin with the world. */
export function deploy({ accounts, contracts, encoder }: MarketWorld): Call[] {
  const token = [contracts.SyntheticZkc]
  const args: Record<ContractName, readonly unknown[]> = {
    SyntheticZkc: [Object.values(accounts), EACH, GENESIS_SECONDS],
    ProofMarket: token,
    SetVerifier: [],
    EmergencyStop: [],
    WorkAccounting: token,
    WorkMint: token,
    StakedZkc: token,
    Multicall: [],
  }
  return CONTRACTS.map((name) => ({
    from: accounts.admin,
    to: null,
    data: encoder.creation(name, args[name]),
    what: `deploy ${name}`,
  }))
}

/** Block 2: clients' coin, provers' collateral, and stake behind their work. */
export function configure(world: MarketWorld): Call[] {
  const { contracts } = world
  const approve = (name: (typeof ACCOUNTS)[number], spender: ContractName) =>
    call(world, name, 'SyntheticZkc', 'approve', [contracts[spender], UNLIMITED])
  const stake = (name: (typeof ACCOUNTS)[number], amount: bigint) =>
    call(world, name, 'StakedZkc', 'stake', [amount * XZKC])
  return [
    ...ACCOUNTS.flatMap((name) => [approve(name, 'ProofMarket'), approve(name, 'StakedZkc')]),
    ...Array.from({ length: CLIENTS }, (_, index) =>
      paying(PURSE, call(world, 'funder', 'ProofMarket', 'depositTo', [clientOf(index).address])),
    ),
    ...PROVERS.map((name) => call(world, name, 'ProofMarket', 'depositCollateral', [PLEDGED])),
    // What work can earn is capped by stake: more than enough, too little, another's, and none.
    stake('prover-1', 60_000_000n),
    stake('prover-2', 1_500_000n),
    stake('delegator', 900_000n),
    call(world, 'delegator', 'StakedZkc', 'delegateRewards', [world.accounts['prover-3']]),
  ]
}
