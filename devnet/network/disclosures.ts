import { CHAIN_ID } from '../chain/anvil.ts'
import { SLASHED } from '../scenario/money.ts'
import { HEARTBEAT_MAX_AGE, type World, XUSD } from '../scenario/world.ts'
import { listValidatorRules } from '../validators/network.ts'

/**
 * The rules that this world states, in the form of src/platform/disclosures.ts: some that the chain keeps, one that it does
 * not (`response.max-age`: the verifier says an hour), and what it does not tell.
 */
export function listRules({ contracts }: World) {
  const stated = { source: 'devnet/README.md', firstSeen: '2026-01-01' }
  const reading = (address: string, name: string) => ({
    chain: CHAIN_ID,
    address,
    function: `function ${name}() view returns (uint256)`,
  })
  return [
    {
      rule: 'heartbeat.max-age',
      question: 'How long may a node be silent?',
      status: 'disclosed',
      value: String(HEARTBEAT_MAX_AGE),
      unit: 'seconds',
      ...stated,
      read: reading(contracts.TEERegistry, 'heartbeatMaxAge'),
    },
    {
      rule: 'response.max-age',
      question: 'How old may a response be when it is settled by itself?',
      status: 'disclosed',
      value: '7200',
      unit: 'seconds',
      ...stated,
      read: reading(contracts.TEEInferenceVerifier, 'MAX_INFERENCE_AGE'),
    },
    {
      rule: 'slashing.invalid-proof.amount',
      question: 'What does a prover lose for an invalid proof?',
      status: 'disclosed',
      value: String(SLASHED / XUSD),
      unit: 'xUSD',
      ...stated,
    },
    {
      rule: 'rewards.period',
      question: 'How often are rewards paid?',
      status: 'inferred',
      value: '86400',
      unit: 'seconds',
      ...stated,
    },
    {
      rule: 'rewards.formula',
      question: 'What decides how much a node is rewarded?',
      status: 'undisclosed',
      value: null,
      ...stated,
    },
    {
      rule: 'slashing.delegators',
      question: 'Do delegators share a loss?',
      status: 'undisclosed',
      value: null,
      ...stated,
    },
    ...listValidatorRules(),
  ]
}
