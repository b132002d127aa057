import { Hash32, type Hex, toBytes, toHex } from '../../../src/claim/hex.ts'
import { tagged } from './digest.ts'

interface Named {
  /** First four bytes of a seal that it verifies. */
  readonly selector: Hex
  readonly version: string
  /** That the network stopped it, by what: a proof may verify under it and is no evidence all the same. */
  readonly stopped: string | null
}

/** Groth16 of a version: which programs its recursion was fixed to. */
export interface Groth16Version extends Named {
  readonly kind: 'groth16' | 'blake3-groth16'
  readonly controlRoot: Hash32
  /** As the number is written; RISC Zero prints its bytes reversed. */
  readonly controlId: Hash32
}

/** Many proofs under one root, whose own proof is of this program. */
export interface SetVersion extends Named {
  readonly kind: 'set-inclusion'
  readonly builder: Hash32
}

export type Verifier = Groth16Version | SetVersion

const STOPPED = 'stopped on Base by its emergency stop: boundless 3835bc4 contracts/deployment.toml'
const CONTROL_ID = '0x04446e66d300eb7fb45c9726bb53c793dda407a62e9601618bb43c5c14657ac0'

function groth16(
  selector: Hex,
  version: string,
  controlRoot: string,
  { controlId = CONTROL_ID, stopped = null }: { controlId?: string; stopped?: string | null } = {},
): Groth16Version {
  return {
    kind: 'groth16',
    selector,
    version,
    controlRoot: Hash32(controlRoot),
    controlId: Hash32(controlId),
    stopped,
  }
}

/**
 * Every verifier of RISC Zero and of Boundless whose parameters are known. Sources: risc0/risc0-ethereum contracts/src/groth16/ControlID.sol
 * of v1.0.0 to v3.0.1, boundless-xyz/boundless 3835bc4; each selector is computed from the parameters again by a test.
 */
export const VERIFIERS: readonly Verifier[] = [
  groth16('0x310fe598', '1.0.0', '0xa516a057c9fbf5629106300934d48e0e775d4230e41e503347cad96fcbde7e2e', {
    controlId: '0x0eb6febcf06c5df079111be116f79bd8c7e85dc9448776ef9a59aaf2624ab551',
  }),
  groth16('0x50bd1769', '1.1.x', '0x8b6dcf11d463ac455361b41fb3ed053febb817491bdea00fdb340e45013b852e', {
    controlId: '0x05a022e1db38457fb510bc347b30eb8f8cf3eda95587653d0eac19e1f10d164e',
  }),
  groth16('0xc101b42b', '1.2.0', '0x8cdad9242664be3112aba377c5425a4df735eb1c6966472b561d2855932c0469'),
  groth16('0x9f39696c', '2.0.0-rc.3', '0x539032186827b06719244873b17b2d4c122e2d02cfb1994fe958b2523b844576', {
    stopped: STOPPED,
  }),
  groth16('0xf536085a', '2.1.0', '0x884389273e128b32475b334dec75ee619b77cb33d41c332021fe7e44c746ee60', {
    stopped: STOPPED,
  }),
  groth16('0xbb001d44', '2.2.0', '0xce52bf56033842021af3cf6db8a50d1b7535c125a34f1a22c6fdcf002c5a1529'),
  groth16('0x73c457ba', '3.0.0', '0xa54dc85ac99f851c92d7c96d7318af41dbe7c0194edfcc37eb4d422a998c1f56'),
  groth16('0xc27d1bc0', '5.0.0-rc.1', '0xb1f64013f70bbb386a8b3a3d63552c5cb5ea4a549ec7fb1ecc2a031dbf488167'),
  {
    ...groth16('0x62f049f6', '0.0.1', '0xa54dc85ac99f851c92d7c96d7318af41dbe7c0194edfcc37eb4d422a998c1f56'),
    kind: 'blake3-groth16',
  },
  {
    kind: 'set-inclusion',
    selector: '0x0f63ffd5',
    version: '0.7.0',
    builder: Hash32('0xa218e889a26852fd3d57a80983c76b53ff6d5fa4b469779511dd4d99329ae7aa'),
    stopped: STOPPED,
  },
  {
    kind: 'set-inclusion',
    selector: '0x242f9d5b',
    version: '0.9.0',
    builder: Hash32('0x70909b25db0db00f1d4b4016aeb876f53568a3e5a8e6397cb562d79947a02cc9'),
    stopped: null,
  },
]

/** What development builds write where a proof should be. */
const FAKES: Readonly<Record<Hex, string>> = {
  '0xffffffff': 'RISC Zero’s development mode',
  '0xffff0000': 'the fake Blake3 prover',
}

/** Who makes fake seals with this selector; undefined: it is none of theirs. */
export function findFake(selector: Hex): string | undefined {
  return FAKES[selector]
}

export function findVerifier(selector: Hex): Verifier | undefined {
  return VERIFIERS.find((each) => each.selector === selector)
}

/** The selector that a verifier of these parameters has, by RISC Zero's rule. `key`: digest of the verification key, of Groth16. */
export function selectorOf(verifier: Groth16Version | SetVersion, key: Uint8Array): Hex {
  const digest =
    verifier.kind === 'set-inclusion'
      ? tagged('risc0.SetInclusionReceiptVerifierParameters', [toBytes(verifier.builder)])
      : tagged('risc0.Groth16ReceiptVerifierParameters', [
          toBytes(verifier.controlRoot),
          toBytes(verifier.controlId).toReversed(),
          key,
        ])
  return toHex(digest.subarray(0, 4))
}
