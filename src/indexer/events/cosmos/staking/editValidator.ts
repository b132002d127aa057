import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'

const log = declareLog(
  'event EditValidator(address indexed validatorAddress, int256 commissionRate, int256 minSelfDelegation)',
)

/** Two signed words: the commission with 18 decimals, the least own stake; -1: left as it was. Source: og-evm precompiles/staking. */
export const editValidator = event({
  name: log.name,
  topic: log.topic,
  logOnly: true,
  toFacts(raw) {
    const { validatorAddress } = log.decode(raw)
    const parameter = `validator:${validatorAddress}`
    return [{ kind: 'parameter_change', row: { parameter, old_value: null, new_value: raw.data } }]
  },
})
