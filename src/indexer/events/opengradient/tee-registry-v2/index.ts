import type { EventDecoder } from '../../../event.ts'
import { decoders as v1 } from '../tee-registry-v1/index.ts'
import { ohttpConfigCleared } from './ohttpConfigCleared.ts'
import { ohttpConfigUpdated } from './ohttpConfigUpdated.ts'
import { teeRegistered } from './teeRegistered.ts'

/** TEERegistryV2.sol: version 1 and the nodes' OHTTP keys. */
export const decoders: readonly EventDecoder[] = [
  teeRegistered,
  ohttpConfigUpdated,
  ohttpConfigCleared,
  ...v1.filter((each) => each.topic !== teeRegistered.topic),
]
