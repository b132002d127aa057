import { event } from '../../../event.ts'
import { declareCall, declareLog } from '../../abi.ts'
import { registeredFacts } from '../registered.ts'

const log = declareLog('event TEERegistered(bytes32 indexed teeId, address indexed owner, uint8 teeType)')
const FIELDS =
  'bytes attestationDocument, bytes signingPublicKey, bytes tlsCertificate, address paymentAddress, string endpoint, uint8 teeType'
const CALLS = [
  declareCall(`function registerTEEWithAttestation(${FIELDS})`),
  declareCall(
    `function registerTEEWithAttestationAndOHTTPConfig(${FIELDS}, uint8 keyId, uint16 kemId, uint16 kdfId, uint16 aeadId, bytes ohttpPublicKey, bytes ohttpKeyConfig, bytes ohttpConfigSignature)`,
  ),
]

/** Source: og-evm 61d261f9 TEERegistryV2.sol. */
export const teeRegistered = event({
  name: log.name,
  topic: log.topic,
  toFacts(raw) {
    const { input } = raw.transaction
    const call = CALLS.map((each) => each.find(input)).find((each) => each !== undefined)
    return registeredFacts(raw, log.decode(raw), call)
  },
})
