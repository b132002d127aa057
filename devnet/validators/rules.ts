import { Proto } from '../../src/chain/cometbft/proto.ts'
import type { Cast } from './cast.ts'
import { COIN, DENOM } from './cast.ts'

/** Parameters of this chain's modules. Shares in parts of 10^18. */
export const RULES = {
  window: 8,
  minSigned: 500_000_000_000_000_000n,
  /** Six blocks. */
  jailSeconds: 43_200,
  doubleSignFraction: 50_000_000_000_000_000n,
  downtimeFraction: 100_000_000_000_000n,
  unbondingSeconds: 1_814_400,
  /** Of two hours each. */
  blocksPerYear: 4_380,
  communityTax: 20_000_000_000_000_000n,
  /** Of every validator. */
  commission: 100_000_000_000_000_000n,
} as const

/** What `Query/Params` of each module answers, in base64. Source: cosmos-sdk proto/cosmos/{slashing,staking,distribution,mint}/v1beta1. */
export function encodeParameters(): Readonly<Record<string, string>> {
  const seconds = (count: number) => new Proto().int(1, count).end()
  const modules = {
    slashing: new Proto()
      .int(1, RULES.window)
      .text(2, String(RULES.minSigned))
      .message(3, seconds(RULES.jailSeconds))
      .text(4, String(RULES.doubleSignFraction))
      .text(5, String(RULES.downtimeFraction)),
    staking: new Proto()
      .message(1, seconds(RULES.unbondingSeconds))
      .int(2, 100)
      .int(3, 7)
      .int(4, 10_000)
      .text(5, DENOM)
      .text(6, '0'),
    distribution: new Proto().text(1, String(RULES.communityTax)).int(4, 1),
    mint: new Proto()
      .text(1, DENOM)
      .text(2, '0')
      .text(3, '0')
      .text(4, '0')
      .text(5, '0')
      .int(6, RULES.blocksPerYear),
  }
  return Object.fromEntries(
    Object.entries(modules).map(([name, parameters]) => [
      name,
      toBase64(new Proto().message(1, parameters.end())),
    ]),
  )
}

/** What the staking module answers about its validators: their operators and keys. */
export function encodeIdentities(
  validators: readonly {
    readonly operator: string
    readonly key: string
    readonly moniker?: string
    /** Parts of 10^18. */
    readonly commission?: bigint
  }[],
): string {
  const response = new Proto(8192)
  for (const { operator, key, moniker = '', commission } of validators) {
    const any = new Proto()
      .text(1, '/cosmos.crypto.ed25519.PubKey')
      .message(2, new Proto().bytes(1, Buffer.from(key, 'base64')).end())
    const validator = new Proto(512).text(1, operator).message(2, any.end())
    if (moniker) validator.message(7, new Proto().text(1, moniker).end())
    if (commission !== undefined) {
      const rates = new Proto().text(1, String(commission)).end()
      validator.message(10, new Proto().message(1, rates).end())
    }
    response.message(1, validator.end())
  }
  return toBase64(response)
}

export function identitiesOf({ members }: Cast): string {
  return encodeIdentities(
    members.map(({ name, valoper, signer }) => ({
      operator: valoper,
      key: signer.pubKey,
      moniker: `Validator ${name.slice(-1)}`,
      commission: RULES.commission,
    })),
  )
}

/** What the staking module answers about each validator's stake at the beginning: its operator's own. */
export function encodeDelegations({
  members,
}: {
  readonly members: readonly Pick<Cast['members'][number], 'valoper' | 'owner' | 'signer'>[]
}): Readonly<Record<string, string>> {
  return Object.fromEntries(
    members.map(({ valoper, owner, signer }) => {
      const delegation = new Proto().text(1, owner).text(2, valoper).end()
      const coin = new Proto()
        .text(1, DENOM)
        .text(2, String(BigInt(signer.power) * COIN))
        .end()
      const response = new Proto(512).message(1, delegation).message(2, coin).end()
      return [valoper, toBase64(new Proto(1024).message(1, response))]
    }),
  )
}

function toBase64(proto: Proto): string {
  return Buffer.from(proto.end()).toString('base64')
}
