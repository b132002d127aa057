import type { EventDecoder } from '../../../event.ts'
import { roleDecoders } from '../../openzeppelin/index.ts'
import { downtimeRecorded } from './downtimeRecorded.ts'
import { downtimeResolved } from './downtimeResolved.ts'
import { reputationUpdated } from './reputationUpdated.ts'
import { settlementRecorded } from './settlementRecorded.ts'
import { tierThresholdsUpdated } from './tierThresholdsUpdated.ts'
import { weightsUpdated } from './weightsUpdated.ts'

/** TEEReputation.sol, proposed and not merged. */
export const decoders: readonly EventDecoder[] = [
  settlementRecorded,
  downtimeRecorded,
  downtimeResolved,
  reputationUpdated,
  weightsUpdated,
  tierThresholdsUpdated,
  ...roleDecoders,
]
