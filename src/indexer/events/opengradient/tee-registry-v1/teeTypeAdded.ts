import { toHex } from '../../../../claim/hex.ts'
import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'

const log = declareLog('event TEETypeAdded(uint8 indexed typeId, string name)')

/** Source: og-evm TEERegistry.sol. */
export const teeTypeAdded = event({
  name: log.name,
  topic: log.topic,
  logOnly: true,
  toFacts(raw) {
    const { typeId, name } = log.decode(raw)
    return [
      {
        kind: 'parameter_change',
        row: { parameter: `tee-type:${typeId}`, old_value: null, new_value: toHex(Buffer.from(name)) },
      },
    ]
  },
})
