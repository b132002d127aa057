import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'

const log = declareLog(
  'event OHTTPConfigUpdated(bytes32 indexed teeId, uint8 keyId, uint16 kemId, uint16 kdfId, uint16 aeadId, bytes32 publicKeyHash, bytes32 keyConfigHash)',
)

/** The key that requests to the node are sealed with, by its hash. Source: og-evm 61d261f9 TEERegistryV2.sol. */
export const ohttpConfigUpdated = event({
  name: log.name,
  topic: log.topic,
  logOnly: true,
  toFacts(raw) {
    const { teeId, keyId, keyConfigHash } = log.decode(raw)
    const row = { node: teeId, topic: 'ohttp-config', value: BigInt(keyId), detail: keyConfigHash }
    return [{ kind: 'node_report', row }]
  },
})
