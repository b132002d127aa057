import type { EventDecoder } from './decoder.ts'
import { event } from './event.ts'

/** Source: OpenZeppelin Ownable. */
export const ownershipTransferred = event(
  'event OwnershipTransferred(address indexed previousOwner, address indexed newOwner)',
  ({ previousOwner, newOwner }) => [
    {
      kind: 'parameter_change',
      row: { parameter: 'owner', old_value: previousOwner, new_value: newOwner },
    },
  ],
)

/** What every contract with OpenZeppelin's AccessControl emits. */
export const roleDecoders: readonly EventDecoder[] = [
  /** Who may do what from now on. Source: OpenZeppelin AccessControl. */
  event(
    'event RoleGranted(bytes32 indexed role, address indexed account, address indexed sender)',
    ({ role, account, sender }) => [
      { kind: 'role_change', row: { role, account, sender, change: 'granted' } },
    ],
  ),
  /** Source: OpenZeppelin AccessControl. */
  event(
    'event RoleRevoked(bytes32 indexed role, address indexed account, address indexed sender)',
    ({ role, account, sender }) => [
      { kind: 'role_change', row: { role, account, sender, change: 'revoked' } },
    ],
  ),
  /** Another role may now hand out this one. Source: OpenZeppelin AccessControl. */
  event(
    'event RoleAdminChanged(bytes32 indexed role, bytes32 indexed previousAdminRole, bytes32 indexed newAdminRole)',
    ({ role, previousAdminRole, newAdminRole }) => [
      { kind: 'role_change', row: { role, account: null, sender: null, change: 'admin-role-changed' } },
      {
        kind: 'parameter_change',
        row: { parameter: `role-admin:${role}`, old_value: previousAdminRole, new_value: newAdminRole },
      },
    ],
  ),
]

/**
 * Other code runs behind an address from now on. Any contract of ours that is read whole may be a proxy, so each gets these where
 * its interface has none of its own. Source: ERC-1967.
 */
export const proxyDecoders: readonly EventDecoder[] = [
  event('event Upgraded(address indexed implementation)', ({ implementation }) => [
    {
      kind: 'parameter_change',
      row: { parameter: 'implementation', old_value: null, new_value: implementation },
    },
  ]),
  event('event BeaconUpgraded(address indexed beacon)', ({ beacon }) => [
    { kind: 'parameter_change', row: { parameter: 'beacon', old_value: null, new_value: beacon } },
  ]),
  event('event AdminChanged(address previousAdmin, address newAdmin)', ({ previousAdmin, newAdmin }) => [
    {
      kind: 'parameter_change',
      row: { parameter: 'proxy-admin', old_value: previousAdmin, new_value: newAdmin },
    },
  ]),
]
