import { toHex } from '../../../claim/hex.ts'
import { declareCall } from '../abi.ts'
import type { EventDecoder } from '../decoder.ts'
import { event } from '../event.ts'
import { roleDecoders } from '../openzeppelin.ts'
import { disabledFacts } from './disabled.ts'
import { heartbeatFacts } from './heartbeat.ts'
import { registeredFacts } from './registered.ts'

const HEARTBEAT = declareCall('function heartbeat(bytes32 teeId, uint256 timestamp, bytes signature)')

const REGISTER = declareCall(
  'function registerTEEWithAttestation(bytes attestationDocument, bytes signingPublicKey, bytes tlsCertificate, address paymentAddress, string endpoint, uint8 teeType)',
)

/** TEERegistry.sol as it stands on og-evm main (8d35b76, 2026-03-10). */
export const decoders: readonly EventDecoder[] = [
  /** Source: og-evm TEERegistry.sol registerTEEWithAttestation. */
  event(
    'event TEERegistered(bytes32 indexed teeId, address indexed owner, uint8 teeType)',
    (args, log, context) => registeredFacts(log, args, [REGISTER], context),
    { readsCall: true },
  ),
  /** Source: og-evm TEERegistry.sol. */
  event(
    'event HeartbeatReceived(bytes32 indexed teeId, uint256 timestamp)',
    (beat, log) => heartbeatFacts(log, beat, HEARTBEAT),
    { readsCall: true },
  ),
  /** By the node's owner or an admin: `actor` tells which, when the sender is known. Source: og-evm TEERegistry.sol. */
  event(
    'event TEEEnabled(bytes32 indexed teeId)',
    ({ teeId }, log) => {
      const row = { node: teeId, enabled: true, cause: 'undetermined', actor: log.transaction.from }
      return [{ kind: 'node_status', row }]
    },
    { readsCall: true },
  ),
  /** Source: og-evm TEERegistry.sol disableTEE and revokePCR. */
  event('event TEEDisabled(bytes32 indexed teeId)', ({ teeId }, log) => disabledFacts(log, teeId), {
    readsCall: true,
  }),
  /** Source: og-evm TEERegistry.sol. */
  event(
    'event PCRApproved(bytes32 indexed pcrHash, uint8 indexed teeType, string version)',
    ({ pcrHash, teeType, version }) => {
      const row = { measurement: pcrHash, tee_type: teeType, approved: true, version, grace_seconds: null }
      return [{ kind: 'measurement_status', row }]
    },
  ),
  /** Stands after one TEEDisabled for each node that ran this code. Source: og-evm TEERegistry.sol. */
  event('event PCRRevoked(bytes32 indexed pcrHash, uint8 indexed teeType)', ({ pcrHash, teeType }) => {
    const row = {
      measurement: pcrHash,
      tee_type: teeType,
      approved: false,
      version: null,
      grace_seconds: null,
    }
    return [{ kind: 'measurement_status', row }]
  }),
  /** Source: og-evm TEERegistry.sol. */
  event('event TEETypeAdded(uint8 indexed typeId, string name)', ({ typeId, name }) => [
    {
      kind: 'parameter_change',
      row: { parameter: `tee-type:${typeId}`, old_value: null, new_value: toHex(Buffer.from(name)) },
    },
  ]),
  /** The root that new attestations are checked against, by keccak-256. Source: og-evm TEERegistry.sol. */
  event('event AWSCertificateUpdated(bytes32 indexed certHash)', ({ certHash }) => [
    {
      kind: 'parameter_change',
      row: { parameter: 'attestation-root', old_value: null, new_value: certHash },
    },
  ]),
  ...roleDecoders,
]
