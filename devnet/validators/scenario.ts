import { createHash } from 'node:crypto'
import { Proto } from '../../src/chain/cometbft/proto.ts'
import type { RpcObject } from '../../src/chain/fields.ts'
import { encodeBech32 } from '../../src/claim/bech32.ts'
import { type Address, toHex } from '../../src/claim/hex.ts'
import { type Cast, COIN, DENOM, type Member, PREFIX, type ValidatorName } from './cast.ts'
import { type BlockContents, type CometChain, event } from './chain.ts'
import { RULES } from './rules.ts'
import { makeEvidence, type Signer } from './signers.ts'

/** When what happens, in blocks of this chain. */
export const EVENTS = {
  /** Every operator stakes behind its own validator. */
  staked: 2,
  delegated: 4,
  /** val-4 gives no vote from here on … */
  silentFrom: 6,
  /** … until it is slashed and jailed: it missed more votes than the window allows. */
  slashed: 11,
  unjailed: 18,
  /** val-5 votes for two blocks at this height, and the evidence comes two blocks later. */
  signedTwice: 21,
  tombstoned: 23,
  unbonded: 26,
} as const
const SILENT: ValidatorName = 'val-4'
const DOUBLE: ValidatorName = 'val-5'

const STAKE = 10_000n * COIN
const DELEGATED = 5_000n * COIN
const TAKEN_BACK = 2_000n * COIN
/** What a block makes anew, for all validators together. */
const MINTED = 3n * COIN
const DEC = 10n ** 18n

interface Standing {
  readonly member: Member
  /** Base units. */
  stake: bigint
  jailed: boolean
  /** Parts of a base unit, 10^18 of each: what accrued and was not drawn. */
  rewards: bigint
  commission: bigint
  missed: number
}

type Message = readonly [event: RpcObject, sender: string, action: string]

/** What consensus and its modules do in each block, from the first on: a function of the blocks before. */
export class Scenario {
  readonly #cast: Cast
  readonly #chain: CometChain
  readonly #standing: readonly Standing[]
  /** Who could vote on the block before, with the power of then. */
  #voted: readonly Signer[] = []

  constructor(cast: Cast, chain: CometChain) {
    this.#cast = cast
    this.#chain = chain
    this.#standing = cast.members.map((member) => ({
      member,
      stake: BigInt(member.signer.power) * COIN,
      jailed: false,
      rewards: 0n,
      commission: 0n,
      missed: 0,
    }))
  }

  /** What stands in the block to come, but for its Ethereum transactions. */
  plan(): Required<Omit<BlockContents, 'absent'>> & { readonly absent: ReadonlySet<string> } {
    const height = this.#chain.height + 1
    const before = this.#powers()
    const begin = [...this.#mint(), ...this.#distribute(), ...this.#watch(height)]
    const { events, evidence } = this.#punish(height)
    const messages = this.#messages(height)
    const after = this.#powers()
    const updates = this.#standing
      .filter(({ member }) => before.get(member.name) !== after.get(member.name))
      .map(({ member }) => ({ ...member.signer, power: after.get(member.name) ?? 0 }))
    return {
      txs: messages.map((message, at) => Buffer.from(`${height} ${at} ${message[2]}`)),
      results: messages.map(toResult),
      events: [...begin, ...events].map(withMode),
      updates,
      evidence,
      absent: this.#absentAt(height),
    }
  }

  #powers(): ReadonlyMap<ValidatorName, number> {
    return new Map(
      this.#standing.map(({ member, stake, jailed }) => [member.name, jailed ? 0 : Number(stake / COIN)]),
    )
  }

  #of(name: ValidatorName): Standing {
    return this.#standing.find(({ member }) => member.name === name) as Standing
  }

  /** Who gives no vote under the block: who is silent, and who is jailed but still in the set. */
  #absentAt(height: number): ReadonlySet<string> {
    const isSilent = height >= EVENTS.silentFrom && height < EVENTS.slashed
    const absent = this.#standing.filter(
      ({ member, jailed }) => jailed || (isSilent && member.name === SILENT),
    )
    return new Set(absent.map(({ member }) => member.signer.address))
  }

  #mint(): RpcObject[] {
    return [
      event('coinbase', { minter: PREFIX, amount: `${MINTED}${DENOM}` }),
      event('mint', {
        bonded_ratio: '0.500000000000000000',
        inflation: '0.050000000000000000',
        annual_provisions: `${MINTED * BigInt(RULES.blocksPerYear)}.000000000000000000`,
        amount: String(MINTED),
      }),
    ]
  }

  /**
   * By power in the commit of the block before, less the community's part; in parts of a base unit. Each product is cut off at its 18th
   * place, and commission is rounded there. Source: x/distribution keeper/allocation.go.
   */
  #distribute(): RpcObject[] {
    const voted = this.#voted
    this.#voted = this.#chain.signers
    const total = voted.reduce((sum, { power }) => sum + BigInt(power), 0n)
    const given = voted.flatMap(({ address, power }) => {
      const each = this.#standing.find(({ member }) => member.signer.address === address) as Standing
      const part = (BigInt(power) * DEC) / total
      const share = (MINTED * (DEC - RULES.communityTax) * part) / DEC
      const commission = (share * RULES.commission + DEC / 2n) / DEC
      each.rewards += share - commission
      each.commission += commission
      const validator = each.member.valoper
      return [
        event('commission', { amount: toDecCoin(commission), validator }),
        event('rewards', { amount: toDecCoin(share), validator }),
      ]
    })
    if (voted.length === 0) return []
    const [sender, recipient] = ['fee_collector', 'distribution'].map(moduleAddress) as [string, string]
    return [event('transfer', { recipient, sender, amount: `${MINTED}${DENOM}` }), ...given]
  }

  /** Who gave no vote under the block before, and whoever missed too many. Source: x/slashing keeper/infractions.go. */
  #watch(height: number): RpcObject[] {
    const silent = this.#of(SILENT)
    if (height <= EVENTS.silentFrom || height > EVENTS.slashed) return []
    silent.missed++
    const { valcons } = silent.member
    const missed = event('liveness', {
      address: valcons,
      missed_blocks: String(silent.missed),
      height: String(height),
    })
    if (height < EVENTS.slashed) return [missed]
    return [missed, ...this.#slash(silent, RULES.downtimeFraction, 'missing_signature', { jailed: valcons })]
  }

  #punish(height: number): { events: RpcObject[]; evidence: RpcObject[] } {
    if (height !== EVENTS.tombstoned) return { events: [], evidence: [] }
    const double = this.#of(DOUBLE)
    const { valcons, signer } = double.member
    const set = this.#chain.signers
    const seconds = this.#chain.timeOf(EVENTS.signedTwice) / 1000
    const own: Signer = set.find(({ address }) => address === signer.address) ?? signer
    const evidence = makeEvidence(this.#chain.chainId, own, {
      height: EVENTS.signedTwice,
      index: set.indexOf(own),
      total: set.reduce((sum, { power }) => sum + power, 0),
      timestamp: `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`,
    })
    const slashed = this.#slash(double, RULES.doubleSignFraction, 'double_sign', {})
    return { events: [...slashed, event('slash', { jailed: valcons })], evidence: [evidence] }
  }

  /** A share of the power at the infraction. Source: x/staking keeper/slash.go. */
  #slash(
    standing: Standing,
    fraction: bigint,
    reason: string,
    more: Readonly<Record<string, string>>,
  ): RpcObject[] {
    const power = standing.stake / COIN
    const burned = (power * COIN * fraction) / DEC
    standing.stake -= burned
    standing.jailed = true
    const pool = moduleAddress('bonded_tokens_pool')
    return [
      event('burn', { burner: pool, amount: `${burned}${DENOM}` }),
      event('slash', {
        address: standing.member.valcons,
        power: String(power),
        reason,
        ...more,
        burned_coins: String(burned),
      }),
    ]
  }

  #messages(height: number): Message[] {
    const messages: Message[] = []
    const { delegator } = this.#cast
    const holder = encodeBech32(PREFIX, delegator.address)
    const first = this.#of('val-1')
    if (height === EVENTS.staked)
      for (const each of this.#standing) messages.push(delegate(each, each.member.owner, STAKE))
    if (height === EVENTS.delegated) messages.push(delegate(first, holder, DELEGATED))
    if (height === EVENTS.unjailed) {
      this.#of(SILENT).jailed = false
      const { owner } = this.#of(SILENT).member
      messages.push([event('message', {}), owner, '/cosmos.slashing.v1beta1.MsgUnjail'])
    }
    if (height === EVENTS.unbonded) {
      first.stake -= TAKEN_BACK
      const { valoper: validator } = first.member
      const amount = `${TAKEN_BACK}${DENOM}`
      const unbond = event('unbond', { validator, amount, delegator: holder })
      messages.push([unbond, holder, '/cosmos.staking.v1beta1.MsgUndelegate'])
    }
    // Each draws what it earned once a day, one behind the other; what is less than a base unit stays with the chain.
    const drawing = this.#standing[height % 12]
    if (drawing && height > 12) messages.push(...draw(drawing))
    return messages
  }
}

function delegate(to: Standing, delegator: string, stake: bigint): Message {
  to.stake += stake
  const attributes = { validator: to.member.valoper, amount: `${stake}${DENOM}`, delegator }
  return [event('delegate', attributes), delegator, '/cosmos.staking.v1beta1.MsgDelegate']
}

function draw(standing: Standing): Message[] {
  const { valoper: validator, owner } = standing.member
  const [rewards, commission] = [standing.rewards, standing.commission].map((each) => each / DEC)
  standing.rewards %= DEC
  standing.commission %= DEC
  const distribution = '/cosmos.distribution.v1beta1'
  return [
    [
      event('withdraw_rewards', { amount: `${rewards}${DENOM}`, validator, delegator: owner }),
      owner,
      `${distribution}.MsgWithdrawDelegatorReward`,
    ],
    [
      event('withdraw_commission', { amount: `${commission}${DENOM}` }),
      owner,
      `${distribution}.MsgWithdrawValidatorCommission`,
    ],
  ]
}

function toResult([written, sender, action]: Message): RpcObject {
  const module = action.split('.')[1] ?? ''
  const attributes = written.attributes as readonly RpcObject[]
  const index = { key: 'msg_index', value: '0', index: true }
  const events = [
    event('tx', { fee: `1000${DENOM}` }),
    event('message', { action, sender, module, msg_index: '0' }),
    ...(attributes.length ? [{ ...written, attributes: [...attributes, index] }] : []),
  ]
  // TxMsgData{ 2 msg_responses Any{ 1 type_url } }. Source: cosmos-sdk proto/cosmos/base/abci/v1beta1/abci.proto.
  const response = new Proto().text(1, `${action}Response`).end()
  const data = Buffer.from(new Proto().message(2, response).end()).toString('base64')
  return { code: 0, data, log: '', info: '', gas_wanted: '200000', gas_used: '90000', events, codespace: '' }
}

function withMode(written: RpcObject): RpcObject {
  const mode = { key: 'mode', value: 'BeginBlock', index: true }
  return { ...written, attributes: [...(written.attributes as readonly RpcObject[]), mode] }
}

/** The account of a module of the chain. Source: cosmos-sdk x/auth/types. */
function moduleAddress(name: string): string {
  const hash = createHash('sha256').update(name).digest()
  return encodeBech32(PREFIX, toHex(hash.subarray(0, 20)) as Address)
}

/** An amount in parts of a base unit as DecCoins are written. */
function toDecCoin(parts: bigint): string {
  return `${parts / DEC}.${String(parts % DEC).padStart(18, '0')}${DENOM}`
}
