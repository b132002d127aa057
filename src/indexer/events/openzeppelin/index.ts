import type { EventDecoder } from '../../event.ts'
import { roleAdminChanged } from './roleAdminChanged.ts'
import { roleGranted } from './roleGranted.ts'
import { roleRevoked } from './roleRevoked.ts'

/** What every contract with OpenZeppelin's AccessControl emits. */
export const roleDecoders: readonly EventDecoder[] = [roleGranted, roleRevoked, roleAdminChanged]
