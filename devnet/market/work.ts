import { decodeAbiParameters, encodeAbiParameters } from 'viem/utils'
import { keccak256 } from '../../src/claim/hash.ts'
import { type Hash32, Hex } from '../../src/claim/hex.ts'
import { emissionOf } from '../../src/market/emission.ts'
import { stakingReward, type Work, workRewards } from '../../src/market/rewards.ts'
import { Choices } from '../actors/random.ts'
import { BLOCK_SECONDS } from '../chain/chain.ts'
import type { Call } from '../chain/journal.ts'
import { type AccountName, call, type MarketWorld, XZKC } from './world.ts'

const EPOCH_BLOCKS = 172_800 / BLOCK_SECONDS
const EVERY = 6
/** Reports stand in the fourth block of each six; the first one of an epoch ends the one before. */
const REPORTED = 3
const MINTED = REPORTED + 1
const WORKERS = ['prover-1', 'prover-2', 'prover-3'] as const
/** From here on this stake has no power. */
const UNSTAKED = { block: 60, by: 'prover-2' } as const

interface Report extends Work {
  readonly by: AccountName
  readonly commit: Hash32
}

/** Work that provers report, and rewards that the admin mints for an epoch that is over. */
export function doWork(world: MarketWorld, block: number): Call[] {
  const reports = listReports(world, block).map(({ by, log, commit, amount, recipient }) =>
    call(world, by, 'WorkAccounting', 'updateWorkLog', [log, commit, amount, recipient, '0x']),
  )
  const unstake =
    block === UNSTAKED.block ? [call(world, UNSTAKED.by, 'StakedZkc', 'initiateUnstake', [])] : []
  const isMinted = block > EPOCH_BLOCKS && block % EPOCH_BLOCKS === MINTED
  return [...reports, ...unstake, ...(isMinted ? mint(world, Math.floor(block / EPOCH_BLOCKS) - 1) : [])]
}

function listReports({ seed, accounts }: MarketWorld, block: number): Report[] {
  if (block % EVERY !== REPORTED) return []
  const choices = new Choices(seed, `work ${block}`)
  return WORKERS.map((by) => ({
    by,
    log: accounts[by],
    amount: BigInt(choices.integer(1, 5_000)) * 1_000_000n + BigInt(choices.integer(0, 999_999)),
    // One log's work may be for several.
    recipient: by === 'prover-3' && choices.chance(50) ? accounts.delegator : accounts[by],
    commit: keccak256(choices.bytes(32)),
  }))
}

function mint(world: MarketWorld, epoch: number): Call[] {
  const { accounts } = world
  const blocks = Array.from({ length: EPOCH_BLOCKS }, (_, index) => epoch * EPOCH_BLOCKS + index)
  const works = blocks.flatMap((block) => listReports(world, block))
  const { povw, staking } = emissionOf(BigInt(epoch))
  const powers = powersAt(epoch)
  const total = works.reduce((sum, { amount }) => sum + amount, 0n)
  const powerOf = (log: string) => powers.get(WORKERS.find((name) => accounts[name] === log)) ?? 0n
  const rewards = workRewards(works, { total, emission: povw, powerOf }).filter(({ reward }) => reward > 0n)
  const all = [...powers.values()].reduce((sum, power) => sum + power, 0n)
  const staked = stakingReward(staking, powers.get('prover-1') ?? 0n, all)
  return [
    call(world, 'admin', 'WorkMint', 'mint', [toJournal(rewards), '0x']),
    call(world, 'admin', 'SyntheticZkc', 'mintStakingRewardsForRecipient', [accounts['prover-1'], staked]),
  ]
}

function powersAt(epoch: number): ReadonlyMap<AccountName | undefined, bigint> {
  const isStaked = (epoch + 1) * EPOCH_BLOCKS <= UNSTAKED.block
  return new Map<AccountName | undefined, bigint>([
    ['prover-1', 60_000_000n * XZKC],
    ...(isStaked ? ([['prover-2', 1_500_000n * XZKC]] as const) : []),
    ['prover-3', 900_000n * XZKC],
  ])
}

const JOURNAL = [
  {
    type: 'tuple',
    components: [
      {
        name: 'mints',
        type: 'tuple[]',
        components: [
          { name: 'recipient', type: 'address' },
          { name: 'value', type: 'uint256' },
        ],
      },
      {
        name: 'updates',
        type: 'tuple[]',
        components: [
          { name: 'workLogId', type: 'address' },
          { name: 'updatedCommit', type: 'bytes32' },
        ],
      },
    ],
  },
] as const

function toJournal(rewards: readonly { readonly recipient: string; readonly reward: bigint }[]): Hex {
  const mints = rewards.map(({ recipient, reward }) => ({ recipient: Hex(recipient), value: reward }))
  return encodeAbiParameters(JOURNAL, [{ mints, updates: [] }])
}

const INCLUSION = [
  {
    type: 'tuple',
    components: [
      { name: 'path', type: 'bytes32[]' },
      { name: 'rootSeal', type: 'bytes' },
    ],
  },
] as const

/** Notes the root of the set inclusion that provers deliver, with its own proof. */
export function submitRoot(world: MarketWorld): Call {
  const { seal, claimDigest } = world.receipts['set-inclusion-0.9.0']
  const [{ rootSeal }] = decodeAbiParameters(INCLUSION, `0x${seal.slice(10)}`)
  // Alone in its set, a claim's leaf is the root.
  const root = keccak256(Buffer.from('LEAF_TAG'), Buffer.from(claimDigest.slice(2), 'hex'))
  return call(world, 'funder', 'SetVerifier', 'submitMerkleRoot', [root, rootSeal])
}
