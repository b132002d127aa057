import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { encodeAbiParameters } from 'viem/utils'
import { Hash32, Hex } from '../../src/claim/hex.ts'

const FOLDER = join(import.meta.dirname, 'receipts')
const RECEIPTS = [
  'groth16-3.0.0',
  'groth16-2.2.0',
  'groth16-1.2.0',
  'set-inclusion-0.9.0',
  'blake3-groth16-0.0.1',
] as const
export type ReceiptName = (typeof RECEIPTS)[number]

/** A real proof that a project published, as a prover of this world delivers it. */
export interface Receipt {
  readonly seal: Hex
  readonly claimDigest: Hash32
  /** `abi.encode(imageId, journal)`; null where they are not published. */
  readonly shown: Hex | null
  /** What its client asks for: the program and its journal, or the claim alone. */
  readonly predicateType: 0 | 2
  readonly predicate: Hex
}

interface ReceiptFile {
  readonly seal: string
  readonly claimDigest: string
  readonly imageId?: string
  readonly journal?: string
}

/** Reads the receipts of this world. */
export async function readReceipts(): Promise<Readonly<Record<ReceiptName, Receipt>>> {
  const entries = RECEIPTS.map(async (name) => [name, await readReceipt(name)] as const)
  return Object.fromEntries(await Promise.all(entries)) as Record<ReceiptName, Receipt>
}

async function readReceipt(name: ReceiptName): Promise<Receipt> {
  const file = JSON.parse(await readFile(join(FOLDER, `${name}.json`), 'utf8')) as ReceiptFile
  const claimDigest = Hash32(file.claimDigest)
  const plain = { seal: Hex(file.seal), claimDigest }
  if (name.startsWith('blake3') || !file.imageId || !file.journal)
    return { ...plain, shown: null, predicateType: 2, predicate: claimDigest }
  const [image, journal] = [Hex(file.imageId), Hex(file.journal)]
  const digest = createHash('sha256')
    .update(Buffer.from(journal.slice(2), 'hex'))
    .digest('hex')
  return {
    ...plain,
    shown: encodeAbiParameters([{ type: 'bytes32' }, { type: 'bytes' }], [image, journal]),
    predicateType: 0,
    predicate: `${image}${digest}`,
  }
}
