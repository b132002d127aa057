import { event } from '../../../event.ts'
import { declareCall, declareLog } from '../../abi.ts'
import { registeredFacts } from '../registered.ts'

const log = declareLog('event TEERegistered(bytes32 indexed teeId, address indexed owner, uint8 teeType)')
const call = declareCall(
  'function registerTEEWithAttestation(bytes attestationDocument, bytes signingPublicKey, bytes tlsCertificate, address paymentAddress, string endpoint, uint8 teeType)',
)

/** Source: og-evm TEERegistry.sol registerTEEWithAttestation. */
export const teeRegistered = event({
  name: log.name,
  topic: log.topic,
  toFacts: (raw) => registeredFacts(raw, log.decode(raw), call.find(raw.transaction.input)),
})
