import { uint256 } from '../../../claim/hash.ts'
import { toHex } from '../../../claim/hex.ts'
import { ZERO_HASH } from '../abi-words.ts'
import type { EventDecoder } from '../decoder.ts'
import { event } from '../event.ts'
import { disabledFacts } from './disabled.ts'
import { decoders as current } from './tee-registry-v1.ts'

/** Every declaration that TEERegistry.sol had before it reached main, and those it has now. */
export const decoders: readonly EventDecoder[] = [
  /** Before roles; the role is AccessControl's default admin. Source: og-evm TEERegistry.sol, git history, 2026-02-12. */
  event('event AdminAdded(address indexed admin)', ({ admin }) => [
    { kind: 'role_change', row: { role: ZERO_HASH, account: admin, sender: null, change: 'granted' } },
  ]),
  /** Before roles; the role is AccessControl's default admin. Source: og-evm TEERegistry.sol, git history, 2026-02-12. */
  event('event AdminRemoved(address indexed admin)', ({ admin }) => [
    { kind: 'role_change', row: { role: ZERO_HASH, account: admin, sender: null, change: 'revoked' } },
  ]),
  /** Source: og-evm TEERegistry.sol, git history, until 2026-03-09. */
  event('event TEETypeDeactivated(uint8 indexed typeId)', ({ typeId }) => {
    const row = { parameter: `tee-type-deactivated:${typeId}`, old_value: null, new_value: null }
    return [{ kind: 'parameter_change', row }]
  }),
  /** For every type of node. Source: og-evm TEERegistry.sol, git history, until 2026-03-06. */
  event('event PCRApproved(bytes32 indexed pcrHash, string version)', ({ pcrHash, version }) => {
    const row = { measurement: pcrHash, tee_type: null, approved: true, version, grace_seconds: null }
    return [{ kind: 'measurement_status', row }]
  }),
  /** The measurement that it follows stays good for a grace period, in seconds. Source: og-evm TEERegistry.sol, git history, 2026-03-09. */
  event(
    'event PCRApproved(bytes32 indexed pcrHash, string version, bytes32 indexed previousPcrHash, uint256 gracePeriod)',
    ({ pcrHash, version, previousPcrHash, gracePeriod }) => {
      const row = { measurement: pcrHash, tee_type: null, approved: true, version, grace_seconds: null }
      const parameter = `measurement-grace:${previousPcrHash}`
      return [
        { kind: 'measurement_status', row },
        {
          kind: 'parameter_change',
          row: { parameter, old_value: null, new_value: toHex(uint256(gracePeriod)) },
        },
      ]
    },
  ),
  /** Source: og-evm TEERegistry.sol, git history, until 2026-03-09. */
  event('event PCRRevoked(bytes32 indexed pcrHash)', ({ pcrHash }) => {
    const row = { measurement: pcrHash, tee_type: null, approved: false, version: null, grace_seconds: null }
    return [{ kind: 'measurement_status', row }]
  }),
  /** Source: og-evm TEERegistry.sol, git history, 2026-03-09. */
  event('event PCRRevoked(bytes32 indexed pcrHash, uint256 gracePeriod)', ({ pcrHash, gracePeriod }) => {
    const row = {
      measurement: pcrHash,
      tee_type: null,
      approved: false,
      version: null,
      grace_seconds: gracePeriod,
    }
    return [{ kind: 'measurement_status', row }]
  }),
  /** All nodes of a measurement, whose own logs name them. Source: og-evm TEERegistry.sol, git history, 2026-03-09. */
  event('event TEEsBatchDeactivated(bytes32 indexed pcrHash, uint256 count)', ({ pcrHash }) => {
    const row = { measurement: pcrHash, tee_type: null, approved: false, version: null, grace_seconds: null }
    return [{ kind: 'measurement_status', row }]
  }),
  /** Source: og-evm TEERegistry.sol, git history, until 2026-03-09. */
  event(
    'event TEEActivated(bytes32 indexed teeId)',
    ({ teeId }, log) => {
      const row = { node: teeId, enabled: true, cause: 'undetermined', actor: log.transaction.from }
      return [{ kind: 'node_status', row }]
    },
    { readsCall: true },
  ),
  /** Source: og-evm TEERegistry.sol, git history, until 2026-03-09. */
  event('event TEEDeactivated(bytes32 indexed teeId)', ({ teeId }, log) => disabledFacts(log, teeId), {
    readsCall: true,
  }),
  /** Source: og-evm TEERegistry.sol, git history, until 2026-03-09. */
  event('event TEERemoved(bytes32 indexed teeId)', ({ teeId }, log) => disabledFacts(log, teeId), {
    readsCall: true,
  }),
  /** Input and output are not in the log: a settlement, and no claim. Source: og-evm TEERegistry.sol, git history, 2026-02-12. */
  event(
    'event SettlementVerified(bytes32 indexed teeId, bytes32 indexed settlementHash)',
    (_, log) => {
      const relayer = log.transaction.from
      const row = { kind: 'individual', relayer, merkle_root: null, batch_size: null, blob_id: null }
      return [{ kind: 'settlement', row }]
    },
    { readsCall: true },
  ),
  ...current,
]
