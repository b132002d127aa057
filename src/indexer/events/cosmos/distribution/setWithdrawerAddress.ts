import { toHex } from '../../../../claim/hex.ts'
import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'

const log = declareLog('event SetWithdrawerAddress(address indexed caller, string withdrawerAddress)')

/** Source: og-evm precompiles/distribution. */
export const setWithdrawerAddress = event({
  name: log.name,
  topic: log.topic,
  logOnly: true,
  toFacts(raw) {
    const { caller, withdrawerAddress } = log.decode(raw)
    const new_value = toHex(Buffer.from(withdrawerAddress))
    return [
      { kind: 'parameter_change', row: { parameter: `withdrawer:${caller}`, old_value: null, new_value } },
    ]
  },
})
