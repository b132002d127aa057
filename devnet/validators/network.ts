import { BLOCK_SECONDS } from '../chain/chain.ts'
import { CHAIN_NAME, CONSENSUS_ID, DENOM, EVM_ID, PREFIX } from './cast.ts'
import { WORK } from './contract.ts'
import { RULES } from './rules.ts'
import type { Validators } from './world.ts'

const SOURCE = 'devnet/README.md'
const OWN_COIN = `0x${'00'.repeat(20)}`

/** The parts of `network.json` that the chain of validators adds. */
export function describeValidators({ url, cast }: Validators) {
  const chain = {
    class: 'devnet',
    family: 'cometbft',
    finality: { depth: 0 },
    integrity: { policy: 'full' },
    endpoints: [url],
    blockSeconds: BLOCK_SECONDS,
  }
  return {
    chains: [
      { ...chain, id: EVM_ID, name: 'devnet validators' },
      {
        ...chain,
        id: CONSENSUS_ID,
        name: 'devnet consensus',
        consensus: { chainId: CHAIN_NAME, evm: EVM_ID, prefix: PREFIX, denom: DENOM },
      },
    ],
    contracts: [
      {
        name: 'ValidatorsWork',
        chain: EVM_ID,
        address: WORK,
        interface: 'assay/v1',
        fromBlock: 1,
        source: SOURCE,
      },
    ],
    tokens: [EVM_ID, CONSENSUS_ID].map((id) => ({
      chain: id,
      address: OWN_COIN,
      symbol: 'xOG',
      decimals: 18,
      class: 'synthetic',
      priceSeries: 'xOG',
    })),
    labels: cast.members.map(({ name, operator }) => ({
      address: operator,
      label: `operator of ${name}`,
      kind: 'other',
      source: SOURCE,
    })),
  }
}

/** What is said of the validators' rules: one that nobody stated and the chain tells, one that the chain contradicts, and others. */
export function listValidatorRules() {
  const stated = { source: SOURCE, firstSeen: '2026-01-01' }
  const reading = (module: string, parameter: string) => ({ chain: CONSENSUS_ID, module, parameter })
  return [
    {
      rule: 'slashing.validator.fraction.downtime',
      question: 'What share of its stake does a validator lose for missing votes?',
      status: 'undisclosed',
      value: null,
      unit: 'share',
      ...stated,
      read: reading('slashing', 'slash_fraction_downtime'),
    },
    {
      rule: 'slashing.validator.fraction.double-sign',
      question: 'What share of its stake does a validator lose for two votes at one height?',
      status: 'disclosed',
      value: '0.1',
      unit: 'share',
      ...stated,
      read: reading('slashing', 'slash_fraction_double_sign'),
    },
    {
      rule: 'slashing.validator.window',
      question: 'Over how many blocks are missed votes counted?',
      status: 'disclosed',
      value: String(RULES.window),
      unit: 'blocks',
      ...stated,
      read: reading('slashing', 'signed_blocks_window'),
    },
    {
      rule: 'slashing.validator.jail',
      question: 'How long is a validator jailed for missing votes?',
      status: 'undisclosed',
      value: null,
      unit: 'seconds',
      ...stated,
      read: reading('slashing', 'downtime_jail_duration'),
    },
    {
      rule: 'staking.unbonding',
      question: 'How long does stake take to come free?',
      status: 'undisclosed',
      value: null,
      unit: 'seconds',
      ...stated,
      read: reading('staking', 'unbonding_time'),
    },
  ]
}
