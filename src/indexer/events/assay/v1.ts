import { toReason, unlessZero } from '../abi-words.ts'
import type { EventDecoder } from '../decoder.ts'
import { event } from '../event.ts'

/** IAssayV1.sol: the public event format of devnet/contracts. */
export const decoders: readonly EventDecoder[] = [
  /** A node entered, or changed one of its properties. Source: IAssayV1.sol. */
  event(
    'event NodeRegistered(bytes32 indexed node, address indexed operator, bytes32 indexed role, address payee, string endpoint)',
    ({ node, operator, role, payee, endpoint }) => [
      {
        kind: 'node_registered',
        row: {
          node,
          role: toReason(role) ?? 'unknown',
          owner: operator,
          payment_address: payee,
          endpoint,
          tee_type: null,
          signing_key: null,
          tls_certificate: null,
          attestation: null,
          measurement: null,
        },
      },
    ],
  ),
  /** The cause is the word that the network gave. Source: IAssayV1.sol. */
  event(
    'event NodeStatusChanged(bytes32 indexed node, bool active, bytes32 reason)',
    ({ node, active, reason }) => {
      const cause = toReason(reason) ?? 'undetermined'
      return [{ kind: 'node_status', row: { node, enabled: active, cause, actor: null } }]
    },
  ),
  /** A model may be claimed against. Source: IAssayV1.sol. */
  event(
    'event ModelPublished(bytes32 indexed model, bytes32 indexed system, bytes32 verificationKeyHash, string uri)',
    ({ model, system, verificationKeyHash, uri }) => {
      const verification_key_hash = unlessZero(verificationKeyHash)
      const row = { model, system: toReason(system) ?? 'unknown', verification_key_hash, uri }
      return [{ kind: 'model_published', row }]
    },
  ),
  /** A deadline of zero is none. Source: IAssayV1.sol. */
  event(
    'event RequestAssigned(bytes32 indexed request, bytes32 indexed node, address indexed requester, bytes32 model, bytes32 inputHash, uint64 deadline)',
    ({ request, node, requester, model, inputHash, deadline }) => {
      const row = { request, node, requester, model, input_hash: inputHash, deadline: deadline || null }
      return [{ kind: 'request_assigned', row }]
    },
  ),
  /** A claim with its proof; `evidence` is the proof system. Source: IAssayV1.sol. */
  event(
    'event ProofSubmitted(bytes32 indexed node, bytes32 indexed model, bytes32 indexed request, bytes32 system, bytes32 verificationKeyHash, bytes32 inputHash, bytes32 outputHash, bytes proof, bytes publicSignals)',
    (claim) => {
      const {
        node,
        model,
        request,
        system,
        verificationKeyHash,
        inputHash,
        outputHash,
        proof,
        publicSignals,
      } = claim
      return [
        {
          kind: 'settled_claim',
          row: {
            node,
            evidence: toReason(system) ?? 'unknown',
            request: unlessZero(request),
            requester: null,
            model: unlessZero(model),
            input_hash: inputHash,
            output_hash: outputHash,
            claimed_at: null,
            signature: null,
            blob_id: null,
            verification_key_hash: unlessZero(verificationKeyHash),
            proof,
            public_signals: publicSignals,
          },
        },
      ]
    },
  ),
  /** A fee whose log names the node it is for. Source: IAssayV1.sol. */
  event(
    'event FeePaid(bytes32 indexed node, address indexed payer, bytes32 indexed request, address payee, address token, uint256 amount)',
    ({ node, payer, request, payee, token, amount }) => [
      {
        kind: 'fee',
        row: {
          node,
          payer,
          payee,
          token,
          amount,
          request: unlessZero(request),
          attribution: 'explicit',
          refund: false,
          cap: null,
        },
      },
    ],
  ),
  /** Back to who had paid: payer and payee are one. Source: IAssayV1.sol. */
  event(
    'event FeeRefunded(bytes32 indexed node, address indexed payer, bytes32 indexed request, address token, uint256 amount)',
    ({ node, payer, request, token, amount }) => [
      {
        kind: 'fee',
        row: {
          node,
          payer,
          payee: payer,
          token,
          amount,
          request: unlessZero(request),
          attribution: 'explicit',
          refund: true,
          cap: null,
        },
      },
    ],
  ),
  /** An emission, never a fee. Source: IAssayV1.sol. */
  event(
    'event RewardPaid(bytes32 indexed node, address indexed payee, address token, uint256 amount, uint64 period, bytes32 reason)',
    ({ node, payee, token, amount, period, reason }) => [
      { kind: 'emission', row: { node, payee, token, amount, period, reason: toReason(reason) } },
    ],
  ),
  /** A deposit or a withdrawal. Source: IAssayV1.sol. */
  event(
    'event StakeChanged(bytes32 indexed node, address indexed staker, address token, int256 delta, uint256 total)',
    (row) => [{ kind: 'stake_change', row }],
  ),
  /** An amount of 0 is a finding without a loss. No staker: all lose in proportion. Source: IAssayV1.sol. */
  event(
    'event NodeSlashed(bytes32 indexed node, bytes32 indexed reason, address staker, address token, uint256 amount, bytes32 evidence)',
    ({ node, reason, staker, token, amount, evidence }) => [
      {
        kind: 'penalty',
        row: {
          node,
          kind: 'slash',
          staker: unlessZero(staker),
          token,
          amount,
          reason: toReason(reason),
          evidence: unlessZero(evidence),
        },
      },
    ],
  ),
  /** A rule of the protocol changed. Source: IAssayV1.sol. */
  event(
    'event ParameterChanged(bytes32 indexed parameter, bytes oldValue, bytes newValue)',
    ({ parameter, oldValue, newValue }) => {
      const row = { parameter: toReason(parameter) ?? parameter, old_value: oldValue, new_value: newValue }
      return [{ kind: 'parameter_change', row }]
    },
  ),
]
