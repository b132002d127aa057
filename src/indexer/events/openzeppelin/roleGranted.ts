import { event } from '../../event.ts'
import { declareLog } from '../abi.ts'

const log = declareLog(
  'event RoleGranted(bytes32 indexed role, address indexed account, address indexed sender)',
)

/** Who may do what from now on. Source: OpenZeppelin AccessControl. */
export const roleGranted = event({
  name: log.name,
  topic: log.topic,
  logOnly: true,
  toFacts(raw) {
    const { role, account, sender } = log.decode(raw)
    return [{ kind: 'role_change', row: { role, account, sender, change: 'granted' } }]
  },
})
