import { keccak256, uint256 } from '../../src/claim/hash.ts'
import { type Hash32, toHex } from '../../src/claim/hex.ts'
import type { Pcrs } from '../actors/attestation.ts'
import { Choices } from '../actors/random.ts'
import { UNLIMITED } from '../chain/encoder.ts'
import type { Call } from '../chain/journal.ts'
import { accountArguments, listOperatorAccounts } from './operators.ts'
import {
  ACCOUNTS,
  type AccountName,
  type ContractName,
  call,
  HEARTBEAT_MAX_AGE,
  type World,
  word,
  XUSD,
} from './world.ts'

const EACH = 1_000_000_000n * XUSD

/** The enclave images that the registry approves. `revoked` is approved at first; nobody published the code of `unpublished`. */
export const IMAGES = { current: 'v1.1.0', revoked: 'v1.0.0', unpublished: 'v1.2.0-rc' } as const
export const PUBLISHED = ['current', 'revoked'] as const
export type Image = keyof typeof IMAGES

/** The same for every seed: an image's measurements do not depend on what happens. */
export function pcrsOf(image: Image): Pcrs {
  const choices = new Choices(0, `pcrs/${image}`)
  return [choices.bytes(48), choices.bytes(48), choices.bytes(48)]
}

/** Block 1: the contracts. */
export function deploy(world: World): Call[] {
  const { contracts } = world
  const args: Record<ContractName, readonly unknown[]> = {
    SyntheticDollar: [Object.values(world.accounts), EACH],
    TEERegistry: [],
    TEEInferenceVerifier: [contracts.TEERegistry],
    InferenceSettlementRelay: [contracts.TEEInferenceVerifier],
    UptoPayment: [],
    AssayWork: [contracts.SyntheticDollar, contracts.TEERegistry],
  }
  const all = [
    ...Object.entries(args).map(([name, values]) => [name, name, values] as const),
    ...Object.entries(accountArguments(world)).map(([name, made]) => [name, ...made] as const),
  ]
  return all.map(([name, contract, values]) => ({
    from: world.accounts.admin,
    to: null,
    data: world.encoder.creation(contract, values),
    what: `deploy ${name}`,
  }))
}

/** Block 2: rules, roles, models, allowances. */
export async function configure(world: World): Promise<Call[]> {
  const registry = (fn: string, ...args: unknown[]) => call(world, 'admin', 'TEERegistry', fn, args)
  const work = (fn: string, ...args: unknown[]) => call(world, 'admin', 'AssayWork', fn, args)
  const approve = (image: Image) => {
    const [pcr0, pcr1, pcr2] = pcrsOf(image).map(toHex)
    return registry('approvePCR', { pcr0, pcr1, pcr2 }, IMAGES[image], 0)
  }
  const operators = ACCOUNTS.slice(ACCOUNTS.indexOf('tee-1'), ACCOUNTS.indexOf('prover-honest'))
  const { hash, bytes } = world.model
  await world.blobs.put(hash, bytes)
  await world.blobs.put(world.verificationKey.hash, world.verificationKey.bytes)
  return [
    registry('addTEEType', 0, 'LLMProxy'),
    registry('addTEEType', 1, 'Validator'),
    registry('setAWSRootCertificate', toHex(world.keys.root.certificate)),
    registry('setHeartbeatMaxAge', HEARTBEAT_MAX_AGE),
    approve('current'),
    approve('revoked'),
    approve('unpublished'),
    ...[...operators.map((name) => world.accounts[name]), ...listOperatorAccounts(world)].map((account) =>
      registry('grantRole', roleOf('TEE_OPERATOR'), account),
    ),
    ...[world.accounts.relayer, world.accountContracts['safe of the relayer']].map((account) =>
      call(world, 'admin', 'InferenceSettlementRelay', 'grantRole', [
        roleOf('SETTLEMENT_RELAY_ROLE'),
        account,
      ]),
    ),
    work('publishModel', hash, word('groth16'), world.verificationKey.hash, `blob:${hash}`),
    work('publishModel', hash, word('onnx-replay'), word(''), `blob:${hash}`),
    work('setParameter', word('heartbeat-max-age'), toHex(uint256(HEARTBEAT_MAX_AGE))),
    work('setParameter', word('slash-amount'), toHex(uint256(500n * XUSD))),
    ...ACCOUNTS.map((name) => allow(world, name, 'AssayWork')),
    ...(['payer-1', 'payer-2', 'tee-1'] as const).map((name) => allow(world, name, 'UptoPayment')),
  ]
}

function allow(world: World, owner: AccountName, spender: ContractName): Call {
  return call(world, owner, 'SyntheticDollar', 'approve', [world.contracts[spender], UNLIMITED])
}

function roleOf(name: string): Hash32 {
  return keccak256(Buffer.from(name))
}
