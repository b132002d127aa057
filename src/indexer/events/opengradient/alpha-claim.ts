import type { AbiParameter } from 'viem'
import { encodeAbiParameters } from 'viem/utils'
import { keccak256 } from '../../../claim/hash.ts'
import { type Hash32, toBytes, toHex } from '../../../claim/hex.ts'
import type { Fact } from '../facts.ts'

// Source: OpenGradient-SDK: modes of model inference; language models knew only the first and TEE, as 1.
export const MODEL_MODES = ['vanilla', 'zkml', 'tee']
export const LANGUAGE_MODES = ['vanilla', 'tee']

export interface AlphaClaim {
  readonly inferenceID: string
  readonly evidence: string
  readonly modelCID: string
  readonly inputHash: Hash32
  readonly outputHash: Hash32
}

/**
 * A claim of the alpha testnet. The log names neither node nor requester and holds no proof: `evidence` is the mode that
 * was asked for. Request and model are the UTF-8 bytes of their names there. Prompts and outputs stay in the raw data.
 */
export function toAlphaClaim({ inferenceID, evidence, modelCID, inputHash, outputHash }: AlphaClaim): Fact {
  return {
    kind: 'settled_claim',
    row: {
      node: null,
      evidence,
      request: toHex(Buffer.from(inferenceID)),
      requester: null,
      model: toHex(Buffer.from(modelCID)),
      input_hash: inputHash,
      output_hash: outputHash,
      claimed_at: null,
      signature: null,
      blob_id: null,
      verification_key_hash: null,
      proof: null,
      public_signals: null,
    },
  }
}

/** keccak-256 of `abi.encode(value)`: the canonical bytes of what the log holds, as any reader can make them again. */
export function hashEncoded(parameter: AbiParameter, value: unknown): Hash32 {
  return keccak256(toBytes(encodeAbiParameters([parameter], [value])))
}
