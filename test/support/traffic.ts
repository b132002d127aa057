import type { Address, Hex } from '../../src/claim/hex.ts'
import { account, encodeLog, hash } from '../unit/events/encode.ts'
import { REGISTRY, RELAY, STAKING, WORK } from './indexer.ts'
import type { MockLog, MockTransaction } from './mockchain/chain.ts'

type Args = Readonly<Record<string, unknown>>

const word = (text: string): Hex => `0x${Buffer.from(text).toString('hex').padEnd(64, '0')}`
const log = (address: Address, event: string, args: Args): MockLog => ({ address, ...encodeLog(event, args) })

const TOKEN = account('70')
const PAYER = account('b0')
const PAYEE = account('b1')
const OPERATOR = account('b2')
const [NODE, PROVER, PCR] = [hash('11'), hash('12'), hash('99')]
const NONE = hash('00')

/** One transaction with these logs. */
export const transaction = (...logs: MockLog[]): MockTransaction => ({ logs })

export const staking = {
  redelegated: (amount: bigint) =>
    log(
      STAKING,
      'event Redelegate(address indexed delegatorAddress, address indexed validatorSrcAddress, address indexed validatorDstAddress, uint256 amount, uint256 completionTime)',
      {
        delegatorAddress: PAYER,
        validatorSrcAddress: PAYEE,
        validatorDstAddress: OPERATOR,
        amount,
        completionTime: 1n,
      },
    ),
}

// One maker per event of the devnet's interfaces; arguments that do not matter have a value.
export const registry = {
  registered: (teeId = NODE) =>
    log(REGISTRY, 'event TEERegistered(bytes32 indexed teeId, address indexed owner, uint8 teeType)', {
      teeId,
      owner: OPERATOR,
      teeType: 0,
    }),
  heartbeat: (timestamp: bigint, teeId = NODE) =>
    log(REGISTRY, 'event HeartbeatReceived(bytes32 indexed teeId, uint256 timestamp)', { teeId, timestamp }),
  disabled: (teeId = NODE) => log(REGISTRY, 'event TEEDisabled(bytes32 indexed teeId)', { teeId }),
  enabled: (teeId = NODE) => log(REGISTRY, 'event TEEEnabled(bytes32 indexed teeId)', { teeId }),
  approved: () =>
    log(REGISTRY, 'event PCRApproved(bytes32 indexed pcrHash, uint8 indexed teeType, string version)', {
      pcrHash: PCR,
      teeType: 0,
      version: 'v1',
    }),
  revoked: () =>
    log(REGISTRY, 'event PCRRevoked(bytes32 indexed pcrHash, uint8 indexed teeType)', {
      pcrHash: PCR,
      teeType: 0,
    }),
  roleGranted: () =>
    log(
      REGISTRY,
      'event RoleGranted(bytes32 indexed role, address indexed account, address indexed sender)',
      {
        role: hash('33'),
        account: OPERATOR,
        sender: PAYER,
      },
    ),
}

export const relay = {
  batch: (batchSize: bigint) =>
    log(RELAY, 'event BatchSettlement(bytes32 indexed merkleRoot, uint256 batchSize, bytes walrusBlobId)', {
      merkleRoot: hash('44'),
      batchSize,
      walrusBlobId: '0x626c6f62',
    }),
  individual: (timestamp: bigint) =>
    log(
      RELAY,
      'event IndividualSettlement(bytes32 indexed teeId, address indexed ethAddress, bytes32 inputHash, bytes32 outputHash, uint256 timestamp, bytes walrusBlobId, bytes signature)',
      {
        teeId: NODE,
        ethAddress: PAYER,
        inputHash: hash('55'),
        outputHash: hash('56'),
        timestamp,
        walrusBlobId: '0x',
        signature: '0xabcd',
      },
    ),
}

export const work = {
  registered: (endpoint = 'https://prover.example', node = PROVER) =>
    log(
      WORK,
      'event NodeRegistered(bytes32 indexed node, address indexed operator, bytes32 indexed role, address payee, string endpoint)',
      { node, operator: OPERATOR, role: word('snark-prover'), payee: PAYEE, endpoint },
    ),
  status: (active: boolean, node = PROVER) =>
    log(WORK, 'event NodeStatusChanged(bytes32 indexed node, bool active, bytes32 reason)', {
      node,
      active,
      reason: word('maintenance'),
    }),
  model: () =>
    log(
      WORK,
      'event ModelPublished(bytes32 indexed model, bytes32 indexed system, bytes32 verificationKeyHash, string uri)',
      { model: hash('66'), system: word('groth16'), verificationKeyHash: hash('67'), uri: 'ipfs://model' },
    ),
  assigned: (deadline = 2_000_000_000n) =>
    log(
      WORK,
      'event RequestAssigned(bytes32 indexed request, bytes32 indexed node, address indexed requester, bytes32 model, bytes32 inputHash, uint64 deadline)',
      {
        request: hash('77'),
        node: PROVER,
        requester: PAYER,
        model: hash('66'),
        inputHash: hash('78'),
        deadline,
      },
    ),
  proof: () =>
    log(
      WORK,
      'event ProofSubmitted(bytes32 indexed node, bytes32 indexed model, bytes32 indexed request, bytes32 system, bytes32 verificationKeyHash, bytes32 inputHash, bytes32 outputHash, bytes proof, bytes publicSignals)',
      {
        node: PROVER,
        model: hash('66'),
        request: hash('77'),
        system: word('groth16'),
        verificationKeyHash: hash('67'),
        inputHash: hash('78'),
        outputHash: hash('79'),
        proof: '0x7b7d',
        publicSignals: hash('01'),
      },
    ),
  fee: (amount: bigint, node = PROVER) =>
    log(
      WORK,
      'event FeePaid(bytes32 indexed node, address indexed payer, bytes32 indexed request, address payee, address token, uint256 amount)',
      { node, payer: PAYER, request: NONE, payee: PAYEE, token: TOKEN, amount },
    ),
  refund: (amount: bigint, node = PROVER) =>
    log(
      WORK,
      'event FeeRefunded(bytes32 indexed node, address indexed payer, bytes32 indexed request, address token, uint256 amount)',
      { node, payer: PAYER, request: NONE, token: TOKEN, amount },
    ),
  reward: (amount: bigint, node = PROVER, period = 1_790_000_000n) =>
    log(
      WORK,
      'event RewardPaid(bytes32 indexed node, address indexed payee, address token, uint256 amount, uint64 period, bytes32 reason)',
      { node, payee: PAYEE, token: TOKEN, amount, period, reason: word('proofs') },
    ),
  stake: (delta: bigint, node = PROVER) =>
    log(
      WORK,
      'event StakeChanged(bytes32 indexed node, address indexed staker, address token, int256 delta, uint256 total)',
      { node, staker: OPERATOR, token: TOKEN, delta, total: 1000n },
    ),
  slash: (amount: bigint, node = PROVER) =>
    log(
      WORK,
      'event NodeSlashed(bytes32 indexed node, bytes32 indexed reason, address staker, address token, uint256 amount, bytes32 evidence)',
      { node, reason: word('invalid-proof'), staker: OPERATOR, token: TOKEN, amount, evidence: NONE },
    ),
  parameter: () =>
    log(WORK, 'event ParameterChanged(bytes32 indexed parameter, bytes oldValue, bytes newValue)', {
      parameter: word('slash-fraction'),
      oldValue: '0x01',
      newValue: '0x02',
    }),
}

/** Logs at our own contracts that say nothing a decoder knows. */
export const nonsense = {
  unknownTopic: (): MockLog => ({ address: WORK, topics: [hash('ee')], data: '0x00ff' }),
  anonymous: (): MockLog => ({ address: WORK, topics: [], data: '0x' }),
  cutShort: (): MockLog => ({ ...work.fee(1n), data: '0x01' }),
  fewTopics: (): MockLog => ({ ...work.fee(1n), topics: work.fee(1n).topics.slice(0, 2) }),
  hugeTime: (): MockLog => relay.individual(2n ** 256n - 1n),
  zeroText: (): MockLog => work.registered('https://\0prover.example', hash('1f')),
  hugeAmount: (): MockLog => work.fee(2n ** 256n - 1n),
}
