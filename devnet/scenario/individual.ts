import { keccak256, responseMessageHash } from '../../src/claim/hash.ts'
import { toBytes, toHex } from '../../src/claim/hex.ts'
import { Choices } from '../actors/random.ts'
import { timeOf } from '../chain/chain.ts'
import type { Call } from '../chain/journal.ts'
import { blobIdOf } from './batches.ts'
import { type Scene, through } from './operators.ts'
import { call, isQuiet } from './world.ts'

/** In this block the relayer settles one response twice. */
export const SETTLED_TWICE = 14
const NODES = ['tee-1', 'tee-2', 'tee-3', 'tee-4'] as const
const PAYERS = ['payer-1', 'payer-2'] as const

/** In every fourth block from the sixth: one conversation with a language model, settled by itself. */
export async function settleIndividual(world: Scene, block: number): Promise<Call[]> {
  if (block % 4 !== 2 || block < 6 || isQuiet(block)) return []
  const choices = new Choices(world.seed, `individual/${block}`)
  const node = world.keys.tee[choices.pick(NODES)]
  const payer = world.accounts[choices.pick(PAYERS)]
  const input = `{"messages": [{"content": "question ${choices.integer(0, 999_999)}", "role": "user"}], "model": "devnet-llm", "temperature": 0.0}`
  const output = `answer ${choices.integer(0, 999_999)}`
  const [inputHash, outputHash] = [keccak256(Buffer.from(input)), keccak256(Buffer.from(output))]
  const timestamp = timeOf(block) - 90
  const { signature, teeId } = node.respond(inputHash, outputHash, timestamp)
  const blob = { input, output, teeSignature: signature, teeId, timestamp, ethAddress: payer }
  const bytes = Buffer.from(JSON.stringify(blob))
  const id = blobIdOf(bytes)
  await world.blobs.put(id, bytes)
  const message = toBytes(responseMessageHash(inputHash, outputHash, BigInt(timestamp)))
  const settle = call(world, 'relayer', 'InferenceSettlementRelay', 'settleIndividual', [
    teeId,
    inputHash,
    outputHash,
    timestamp,
    payer,
    toHex(Buffer.from(id)),
    signature,
  ])
  return [
    call(world, 'admin', 'NativeVerifier', 'allowSignatures', [
      [keccak256(node.spki, message, toBytes(signature))],
    ]),
    // Now and then by its Safe, whose order a multicall brings.
    block % 16 === 10
      ? await through(world, [world.operators.multicall, world.operators['relayer-safe']], [settle])
      : settle,
    ...(block === SETTLED_TWICE ? [settle] : []),
  ]
}
