import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'

const log = declareLog('event OHTTPConfigCleared(bytes32 indexed teeId)')

/** Source: og-evm 61d261f9 TEERegistryV2.sol. */
export const ohttpConfigCleared = event({
  name: log.name,
  topic: log.topic,
  logOnly: true,
  toFacts(raw) {
    const { teeId } = log.decode(raw)
    const row = { node: teeId, topic: 'ohttp-config', value: null, detail: 'cleared' }
    return [{ kind: 'node_report', row }]
  },
})
