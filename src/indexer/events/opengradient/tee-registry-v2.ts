import { declareCall } from '../abi.ts'
import type { EventDecoder } from '../decoder.ts'
import { event } from '../event.ts'
import { registeredFacts } from './registered.ts'
import { decoders as v1 } from './tee-registry-v1.ts'

const FIELDS =
  'bytes attestationDocument, bytes signingPublicKey, bytes tlsCertificate, address paymentAddress, string endpoint, uint8 teeType'
const CALLS = [
  declareCall(`function registerTEEWithAttestation(${FIELDS})`),
  declareCall(
    `function registerTEEWithAttestationAndOHTTPConfig(${FIELDS}, uint8 keyId, uint16 kemId, uint16 kdfId, uint16 aeadId, bytes ohttpPublicKey, bytes ohttpKeyConfig, bytes ohttpConfigSignature)`,
  ),
]

// Source of all three: og-evm 61d261f9 TEERegistryV2.sol.
const own: readonly EventDecoder[] = [
  event(
    'event TEERegistered(bytes32 indexed teeId, address indexed owner, uint8 teeType)',
    (registered, log, context) => registeredFacts(log, registered, CALLS, context),
    { readsCall: true },
  ),
  /** The key that requests to the node are sealed with, by its hash. */
  event(
    'event OHTTPConfigUpdated(bytes32 indexed teeId, uint8 keyId, uint16 kemId, uint16 kdfId, uint16 aeadId, bytes32 publicKeyHash, bytes32 keyConfigHash)',
    ({ teeId, keyId, keyConfigHash }) => {
      const row = { node: teeId, topic: 'ohttp-config', value: BigInt(keyId), detail: keyConfigHash }
      return [{ kind: 'node_report', row }]
    },
  ),
  event('event OHTTPConfigCleared(bytes32 indexed teeId)', ({ teeId }) => {
    const row = { node: teeId, topic: 'ohttp-config', value: null, detail: 'cleared' }
    return [{ kind: 'node_report', row }]
  }),
]

/** TEERegistryV2.sol: version 1, another form of registration, and the nodes' OHTTP keys. */
export const decoders: readonly EventDecoder[] = [
  ...own,
  ...v1.filter((each) => !own.some(({ topic }) => topic === each.topic)),
]
