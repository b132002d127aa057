import type { Fault } from '../../src/claim/errors.ts'

/**
 * Who can change an answer of this code, by code: the one list of that. docs/methodology/codes.md says the same beside what each
 * code means, and a test holds the two equal.
 */
const CODES = {
  'who made the document': (
    'REJECTED_CBOR_TRUNCATED REJECTED_CBOR_TRAILING REJECTED_CBOR_DUPLICATE_KEY ' +
    'REJECTED_CBOR_TEXT REJECTED_CBOR_RESERVED REJECTED_NITRO_SIZE REJECTED_NITRO_COSE'
  ).split(' '),
  watchdog: (
    'UNSUPPORTED_CBOR_DEPTH UNSUPPORTED_CBOR_ITEMS UNSUPPORTED_CBOR_FORM UNKNOWN_JSON_SIZE UNKNOWN_JSON_DEPTH ' +
    'UNKNOWN_JSON_TOO_MANY UNKNOWN_JSON_NUMBER UNKNOWN_JSON_KEY UNSUPPORTED_PROTOBUF_FIELDS ' +
    'UNSUPPORTED_NITRO_SIZE UNSUPPORTED_NITRO_MEMBER UNSUPPORTED_NITRO_TPM UNSUPPORTED_QUOTE_VERSION UNSUPPORTED_QUOTE_COLLATERAL ' +
    'UNSUPPORTED_NITRO_CERT_EXTENSION UNSUPPORTED_NITRO_CERT_ALGORITHM UNSUPPORTED_NITRO_ALGORITHM UNSUPPORTED_KEY_TYPE ' +
    'UNSUPPORTED_NITRO_REGISTER UNSUPPORTED_CLAIM_AGE UNSUPPORTED_BATCH_SIZE UNSUPPORTED_BATCH_SIGNATURE ' +
    'UNKNOWN_NITRO_FORM UNKNOWN_SIGNATURE_FORM UNKNOWN_PROOF_CURVE UNKNOWN_PROOF_SYSTEM UNKNOWN_PROOF_PROTOCOL UNKNOWN_PROOF_FORM UNKNOWN_PROOF_MEMBER ' +
    'UNSUPPORTED_PROOF_SIGNALS UNSUPPORTED_COPIES UNSUPPORTED_MODEL_SIZE ' +
    'UNSUPPORTED_TENSOR_SIZE UNSUPPORTED_OPERATOR_SET UNSUPPORTED_TEXT UNSUPPORTED_DATA_TYPE ' +
    'UNSUPPORTED_VALUE UNSUPPORTED_MODEL_MEMORY UNAVAILABLE_MODEL_TIME UNAVAILABLE_RUNTIME ' +
    'UNAVAILABLE_WALLS UNAVAILABLE_INTAKE UNKNOWN_EVENT NETWORK_DISABLED TRUST_UNREADABLE ROOT_ALTERED ROOT_UNREADABLE ' +
    'KEYS_UNREADABLE VERIFIER_KEY_MISSING UNKNOWN_CLAIM_FORMULA UNKNOWN_PREDICATE'
  ).split(' '),
  'who issued the certificate': 'REJECTED_DER'.split(' '),
  'who wrote the file': (
    'REJECTED_JSON_UTF8 REJECTED_JSON_SYNTAX REJECTED_JSON_DUPLICATE_KEY REJECTED_BASE64 ' +
    'REJECTED_SIGNATURE_FILE REJECTED_SIGNATURE_INCONSISTENT REJECTED_PREDICATE_SHAPE'
  ).split(' '),
  'the settler': 'REJECTED_CONVERSATION_SHAPE'.split(' '),
  'who published the model': (
    'REJECTED_PROTOBUF REJECTED_MODEL REJECTED_TENSOR UNSUPPORTED_CUSTOM_DOMAIN ' +
    'UNSUPPORTED_EXTERNAL_DATA MODEL_REFUSED'
  ).split(' '),
  'node operator': (
    'REJECTED_NITRO_ALGORITHM REJECTED_NITRO_FIELD ' +
    'REJECTED_NITRO_CERTIFICATE REJECTED_NITRO_CERT_EXTENSION REJECTED_NITRO_CERT_CONSTRAINTS ' +
    'REJECTED_NITRO_CERT_TIME REJECTED_NITRO_CERT_CHAIN REJECTED_NITRO_SIGNATURE ' +
    'REJECTED_NITRO_FUTURE REJECTED_NITRO_STALE REJECTED_NITRO_DEBUG REJECTED_NITRO_PCR_MISSING ' +
    'REJECTED_NITRO_PCR REJECTED_NITRO_NONCE REJECTED_NITRO_USER_DATA REJECTED_NITRO_TLS_BINDING ' +
    'REJECTED_QUOTE_FORMAT REJECTED_QUOTE_CHAIN REJECTED_QUOTE_SIGNATURE REJECTED_QUOTE_KEY_BINDING ' +
    'REJECTED_NITRO_KEY_BINDING REJECTED_KEY_SIZE REJECTED_KEY_EXPONENT ' +
    'REJECTED_SIGNATURE_SALT REJECTED_SIGNATURE_KIND REJECTED_NODE_NOT_REGISTERED ' +
    'REJECTED_NODE_DISABLED REJECTED_MEASUREMENT_REVOKED REJECTED_PROOF_KEY_MODEL ' +
    'REJECTED_PROOF_PROTOCOL REJECTED_PROOF_CURVE REJECTED_PROOF_SIGNAL_FORMAT ' +
    'REJECTED_PROOF_SIGNAL_COUNT REJECTED_PROOF_SIGNAL_RANGE REJECTED_PROOF_SHAPE ' +
    'REJECTED_PROOF_COORDINATE REJECTED_PROOF_EVALUATION REJECTED_PROOF_NOT_ON_CURVE ' +
    'REJECTED_PROOF_SUBGROUP REJECTED_PROOF_INFINITY REJECTED_PROOF_INVALID REJECTED_PROOF_INVERSE ' +
    'REJECTED_PROOF_INPUT_BINDING REJECTED_PROOF_OUTPUT_BINDING REJECTED_REPLAY_OUTPUT ' +
    'REJECTED_REPLAY_TOLERANCE REJECTED_REPLAY_VALUE REJECTED_REPLAY_TYPE REJECTED_REPLAY_SHAPE ' +
    'REJECTED_REPLAY_INPUT UNAVAILABLE_OUTPUT REJECTED_SEAL_SHAPE REJECTED_SEAL_FAKE REJECTED_CLAIM_DIGEST ' +
    'REJECTED_JOURNAL_LENGTH REJECTED_PREDICATE UNAVAILABLE_PROOF_ROOT UNAVAILABLE_REQUEST'
  ).split(' '),
  'node operator; watchdog, if a root is missing': 'REJECTED_NITRO_ROOT'.split(' '),
  'network, node operator': 'REJECTED_NITRO_MEASUREMENT'.split(' '),
  network: (
    'MEASUREMENT_UNPUBLISHED CALLDATA_UNREADABLE CALLDATA_UNPROVED MEASUREMENT_UNKNOWN REJECTED_PROOF_KEY_HASH ' +
    'REJECTED_PROOF_KEY_SHAPE REJECTED_PROOF_KEY_UNSOUND REJECTED_BINDING_SHAPE ' +
    'UNKNOWN_PROOF_BINDING'
  ).split(' '),
  'who registered or wrote it': 'REJECTED_KEY_TEXT REJECTED_KEY_DER'.split(' '),
  'who named the node': 'REJECTED_KEY_ID'.split(' '),
  relayer: (
    'REJECTED_SIGNATURE_LENGTH REJECTED_SIGNATURE_RANGE REJECTED_SIGNATURE_ALTERED ' +
    'REJECTED_SIGNATURE_FORGED REJECTED_NODE_UNKNOWN REJECTED_REGISTRY_REPLACED REJECTED_DUPLICATE ' +
    'REJECTED_BATCH_SHAPE ' +
    'REJECTED_BATCH_ENCODING REJECTED_BATCH_EMPTY REJECTED_BATCH_SIZE REJECTED_BATCH_TREE_INDEX ' +
    'REJECTED_BATCH_TREE_NODE REJECTED_BATCH_ROOT BLOB_REFUSED'
  ).split(' '),
  nobody: (
    'UNKNOWN_SIGNATURE_KIND DUPLICATE_OTHER_SIGNATURE DUPLICATE_CREDITED_LATER UNKNOWN_BATCH_FORMAT ' +
    'UNSUPPORTED_RANDOM MODEL_CRASHED NOT_RECOMPUTABLE PREDICATE_WITHOUT_JOURNAL CLAIM_NOT_SHOWN BLOCK_NOT_FINAL ' +
    'BLOCK_WITHDRAWN LOG_UNPROVED'
  ).split(' '),
  'node operator, relayer': 'REJECTED_CLAIM_FUTURE REJECTED_CLAIM_STALE'.split(' '),
  'who ran the command':
    'UNKNOWN_BATCH_NODE UNKNOWN_FILE_KIND UNSUPPORTED_FILE_SIZE USAGE FILE_UNREADABLE CLAIM_UNKNOWN VERDICT_UNKNOWN RESULTS_UNREADABLE'.split(
      ' ',
    ),
  'who runs the API': ['UNAVAILABLE_API'],
  'blob store': 'BLOB_MISSING UNAVAILABLE_BLOB UNAVAILABLE_CONTENT CONTENT_MISSING'.split(' '),
  'who wrote the folder': 'REJECTED_CASE'.split(' '),
  endpoint: 'UNAVAILABLE_RPC UNAVAILABLE_HTTP UNAVAILABLE_AGREEMENT UNAVAILABLE_PROOF'.split(' '),
  indexer: 'FACT_DIFFERS'.split(' '),
  'who called the tool': 'BUNDLE_UNUSABLE'.split(' '),
} satisfies Readonly<Record<string, readonly string[]>>

interface Party {
  /** What a verdict calls this party when its evidence is rejected and it is shown to have brought it; null: it is never blamed. */
  readonly fault: Fault | null
  /** What it can do for another answer. */
  readonly do: string
}

/** Who can act, what a verdict calls them, and what they can do. docs/methodology/codes.md repeats it, and a test holds the two equal. */
export const PARTIES: { readonly [who in keyof typeof CODES]: Party } = {
  'who made the document': {
    fault: 'unknown',
    do: 'give the document as it was made: whole, with nothing behind it and nothing put into its envelope',
  },
  watchdog: {
    fault: null,
    do: 'teach Assay the form, raise the limit, or correct the setting; nothing is held against the evidence',
  },
  'who issued the certificate': { fault: 'unknown', do: 'issue it in DER' },
  'who wrote the file': {
    fault: 'unknown',
    do: 'write the file again: it is broken, or what is in it does not fit together',
  },
  'the settler': {
    fault: 'relayer',
    do: 'publish the conversation as an object with an input and an output',
  },
  'who published the model': { fault: 'unknown', do: 'publish a model that the runtime takes' },
  'node operator': { fault: 'node', do: 'give evidence that holds, or repair the node' },
  'node operator; watchdog, if a root is missing': {
    fault: 'node',
    do: 'give a chain to a root that is trusted; or add the root, if it should be trusted',
  },
  'network, node operator': {
    fault: 'registry',
    do: 'approve the measurement, or run code that is approved',
  },
  network: {
    fault: 'registry',
    do: 'publish what is missing, or replace what is broken: keys, bindings, measurements, registrations',
  },
  'who registered or wrote it': {
    fault: 'unknown',
    do: 'give the key as it is registered: SPKI in DER; in files also as PEM, hexadecimal or base64',
  },
  'who named the node': { fault: 'unknown', do: 'name the node whose key it is' },
  relayer: {
    fault: 'relayer',
    do: 'settle what was signed, once and unaltered, with contents that give the settled root',
  },
  nobody: { fault: null, do: 'nothing changes the answer, but time where a block is too young' },
  'node operator, relayer': {
    fault: 'node',
    do: 'sign by a clock that is right, and settle within the time that the network allows',
  },
  'who ran the command': { fault: null, do: 'run it again with what is missing or wrong' },
  'who runs the API': { fault: null, do: 'answer what was asked' },
  'blob store': { fault: null, do: 'serve the bytes' },
  'who wrote the folder': { fault: 'unknown', do: 'give no more inputs than the model has' },
  endpoint: { fault: null, do: 'answer, and with what the header commits to; or ask another endpoint' },
  indexer: { fault: null, do: 'index the block again' },
  'who called the tool': { fault: null, do: 'give the file or the setting that is missing' },
}

const actors = new Map(Object.entries(CODES).flatMap(([who, codes]) => codes.map((code) => [code, who])))

/** Who must act for another answer, in the words of docs/methodology/codes.md; null for `VERIFIED` and faults of our own. */
export function findActor(code: string): string | null {
  return actors.get(code) ?? null
}

/** What they can do; null where nobody must act. */
export function findRemedy(code: string): string | null {
  const who = actors.get(code) as keyof typeof CODES | undefined
  return who === undefined ? null : PARTIES[who].do
}
