import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'

const log = declareLog('event AWSCertificateUpdated(bytes32 indexed certHash)')

/** The root that new attestations are checked against, by keccak-256. Source: og-evm TEERegistry.sol. */
export const awsCertificateUpdated = event({
  name: log.name,
  topic: log.topic,
  logOnly: true,
  toFacts(raw) {
    const { certHash } = log.decode(raw)
    return [
      {
        kind: 'parameter_change',
        row: { parameter: 'attestation-root', old_value: null, new_value: certHash },
      },
    ]
  },
})
