import type { EventDecoder } from '../../../event.ts'
import { decoders as current } from '../tee-registry-v1/index.ts'
import { adminAdded } from './adminAdded.ts'
import { adminRemoved } from './adminRemoved.ts'
import { pcrApprovedAfter } from './pcrApprovedAfter.ts'
import { pcrApprovedAnyType } from './pcrApprovedAnyType.ts'
import { pcrRevokedAnyType } from './pcrRevokedAnyType.ts'
import { pcrRevokedWithGrace } from './pcrRevokedWithGrace.ts'
import { registrySettlementVerified } from './registrySettlementVerified.ts'
import { teEsBatchDeactivated } from './teEsBatchDeactivated.ts'
import { teeActivated } from './teeActivated.ts'
import { teeDeactivated } from './teeDeactivated.ts'
import { teeRemoved } from './teeRemoved.ts'
import { teeTypeDeactivated } from './teeTypeDeactivated.ts'

/** Every declaration that TEERegistry.sol had before it reached main, and those it has now. */
export const decoders: readonly EventDecoder[] = [
  adminAdded,
  adminRemoved,
  teeTypeDeactivated,
  pcrApprovedAnyType,
  pcrApprovedAfter,
  pcrRevokedAnyType,
  pcrRevokedWithGrace,
  teEsBatchDeactivated,
  teeActivated,
  teeDeactivated,
  teeRemoved,
  registrySettlementVerified,
  ...current,
]
