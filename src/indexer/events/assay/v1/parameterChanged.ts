import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'
import { toReason } from '../../words.ts'

const log = declareLog('event ParameterChanged(bytes32 indexed parameter, bytes oldValue, bytes newValue)')

/** A rule of the protocol changed. Source: IAssayV1.sol. */
export const parameterChanged = event({
  name: log.name,
  topic: log.topic,
  logOnly: true,
  toFacts(raw) {
    const { parameter, oldValue, newValue } = log.decode(raw)
    const row = { parameter: toReason(parameter) ?? parameter, old_value: oldValue, new_value: newValue }
    return [{ kind: 'parameter_change', row }]
  },
})
