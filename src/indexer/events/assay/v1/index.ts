import type { EventDecoder } from '../../../event.ts'
import { feePaid } from './feePaid.ts'
import { feeRefunded } from './feeRefunded.ts'
import { modelPublished } from './modelPublished.ts'
import { nodeRegistered } from './nodeRegistered.ts'
import { nodeSlashed } from './nodeSlashed.ts'
import { nodeStatusChanged } from './nodeStatusChanged.ts'
import { parameterChanged } from './parameterChanged.ts'
import { proofSubmitted } from './proofSubmitted.ts'
import { requestAssigned } from './requestAssigned.ts'
import { rewardPaid } from './rewardPaid.ts'
import { stakeChanged } from './stakeChanged.ts'

/** IAssayV1.sol: the public event format of devnet/contracts. */
export const decoders: readonly EventDecoder[] = [
  nodeRegistered,
  nodeStatusChanged,
  modelPublished,
  requestAssigned,
  proofSubmitted,
  feePaid,
  feeRefunded,
  rewardPaid,
  stakeChanged,
  nodeSlashed,
  parameterChanged,
]
