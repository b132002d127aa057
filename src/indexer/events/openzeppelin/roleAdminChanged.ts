import { event } from '../../event.ts'
import { declareLog } from '../abi.ts'

const log = declareLog(
  'event RoleAdminChanged(bytes32 indexed role, bytes32 indexed previousAdminRole, bytes32 indexed newAdminRole)',
)

/** Another role may now hand out this one. Source: OpenZeppelin AccessControl. */
export const roleAdminChanged = event({
  name: log.name,
  topic: log.topic,
  logOnly: true,
  toFacts(raw) {
    const { role, previousAdminRole, newAdminRole } = log.decode(raw)
    return [
      { kind: 'role_change', row: { role, account: null, sender: null, change: 'admin-role-changed' } },
      {
        kind: 'parameter_change',
        row: { parameter: `role-admin:${role}`, old_value: previousAdminRole, new_value: newAdminRole },
      },
    ]
  },
})
