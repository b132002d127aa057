import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'

const log = declareLog('event ValidatorUnjailed(address indexed validator)')

/** The only slashing event with an EVM log: slashes and jailings have none. Source: og-evm precompiles/slashing. */
export const validatorUnjailed = event({
  name: log.name,
  topic: log.topic,
  toFacts(raw) {
    const { validator } = log.decode(raw)
    const row = { node: validator, enabled: true, cause: 'unjailed', actor: raw.transaction.from }
    return [{ kind: 'node_status', row }]
  },
})
