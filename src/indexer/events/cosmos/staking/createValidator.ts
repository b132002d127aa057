import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'
import { OWN_COIN } from '../../words.ts'

const log = declareLog('event CreateValidator(address indexed validatorAddress, uint256 value)')

/** A validator and its own first stake. Source: og-evm precompiles/staking. */
export const createValidator = event({
  name: log.name,
  topic: log.topic,
  logOnly: true,
  toFacts(raw) {
    const { validatorAddress, value } = log.decode(raw)
    const stake = {
      node: validatorAddress,
      staker: validatorAddress,
      token: OWN_COIN,
      delta: value,
      total: null,
    }
    return [
      {
        kind: 'node_registered',
        row: {
          node: validatorAddress,
          role: 'validator',
          owner: validatorAddress,
          payment_address: validatorAddress,
          endpoint: null,
          tee_type: null,
          signing_key: null,
          tls_certificate: null,
          attestation: null,
          measurement: null,
        },
      },
      { kind: 'stake_change', row: stake },
    ]
  },
})
