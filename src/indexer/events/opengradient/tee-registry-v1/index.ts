import type { EventDecoder } from '../../../event.ts'
import { roleDecoders } from '../../openzeppelin/index.ts'
import { awsCertificateUpdated } from './awsCertificateUpdated.ts'
import { heartbeatReceived } from './heartbeatReceived.ts'
import { pcrApproved } from './pcrApproved.ts'
import { pcrRevoked } from './pcrRevoked.ts'
import { teeDisabled } from './teeDisabled.ts'
import { teeEnabled } from './teeEnabled.ts'
import { teeRegistered } from './teeRegistered.ts'
import { teeTypeAdded } from './teeTypeAdded.ts'

/** TEERegistry.sol as it stands on og-evm main (8d35b76, 2026-03-10). */
export const decoders: readonly EventDecoder[] = [
  teeRegistered,
  heartbeatReceived,
  teeEnabled,
  teeDisabled,
  pcrApproved,
  pcrRevoked,
  teeTypeAdded,
  awsCertificateUpdated,
  ...roleDecoders,
]
