import { declareLog } from '../abi.ts'
import type { EventDecoder } from '../decoder.ts'

const DECLARED = [
  'event CallScheduled(bytes32 indexed id, uint256 indexed index, address target, uint256 value, bytes data, bytes32 predecessor, uint256 delay)',
  'event CallExecuted(bytes32 indexed id, uint256 indexed index, address target, uint256 value, bytes data)',
  'event CallSalt(bytes32 indexed id, bytes32 salt)',
  'event Cancelled(bytes32 indexed id)',
  'event MinDelayChange(uint256 oldDuration, uint256 newDuration)',
] as const

/**
 * The timelock in front of a verifier router. Its ABI was not published with the network's, so its logs are known by name alone: each is
 * kept as unknown under that name.
 */
export const decoders: readonly EventDecoder[] = DECLARED.map((declaration): EventDecoder => {
  const { name, topic } = declareLog(declaration)
  return {
    name,
    topic,
    logOnly: true,
    toFacts: ({ topics, data }) => [
      { kind: 'unknown_log', row: { topics, data, reason: 'no_abi', detail: name } },
    ],
  }
})
