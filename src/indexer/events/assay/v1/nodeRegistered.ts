import { event } from '../../../event.ts'
import { declareLog } from '../../abi.ts'
import { toReason } from '../../words.ts'

const log = declareLog(
  'event NodeRegistered(bytes32 indexed node, address indexed operator, bytes32 indexed role, address payee, string endpoint)',
)

/** A node entered, or changed one of its properties. Source: IAssayV1.sol. */
export const nodeRegistered = event({
  name: log.name,
  topic: log.topic,
  logOnly: true,
  toFacts(raw) {
    const { node, operator, role, payee, endpoint } = log.decode(raw)
    return [
      {
        kind: 'node_registered',
        row: {
          node,
          role: toReason(role) ?? 'unknown',
          owner: operator,
          payment_address: payee,
          endpoint,
          tee_type: null,
          signing_key: null,
          tls_certificate: null,
          attestation: null,
          measurement: null,
        },
      },
    ]
  },
})
