import { type Hex, toHex } from '../hex.ts'
import { sha256Bytes } from '../sha256.ts'

const MAGIC = Buffer.from('ASSAYANC\x01')

/** The data of a transaction that anchors a checkpoint, by the checkpoint's text. Specified in docs/formats/anchor.md. */
export function anchorData(text: string): Hex {
  return toHex(Buffer.concat([MAGIC, sha256Bytes(Buffer.from(text))]))
}
