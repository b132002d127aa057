import { event } from '../../event.ts'
import { declareLog } from '../abi.ts'

const log = declareLog(
  'event RoleRevoked(bytes32 indexed role, address indexed account, address indexed sender)',
)

/** Source: OpenZeppelin AccessControl. */
export const roleRevoked = event({
  name: log.name,
  topic: log.topic,
  logOnly: true,
  toFacts(raw) {
    const { role, account, sender } = log.decode(raw)
    return [{ kind: 'role_change', row: { role, account, sender, change: 'revoked' } }]
  },
})
