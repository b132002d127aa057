import type { EventDecoder } from '../../../event.ts'
import { taskRegistered } from './taskRegistered.ts'
import { taskStopped } from './taskStopped.ts'
import { taskUpdated } from './taskUpdated.ts'

/** The scheduler of the alpha testnet. */
export const decoders: readonly EventDecoder[] = [taskRegistered, taskUpdated, taskStopped]
