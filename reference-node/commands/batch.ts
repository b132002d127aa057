import { verifyBatch } from '../../src/claim/batch.ts'
import { DUMP_LIMITS } from '../../src/claim/batch-dump.ts'
import { Misconfigured, NotCheckable, Rejected } from '../../src/claim/errors.ts'
import { Hash32, toBytes } from '../../src/claim/hex.ts'
import type { BatchLeaf } from '../../src/claim/merkle.ts'
import { at, isJsonObject, type Json, type JsonObject, parseStrictJson } from '../../src/claim/strict-json.ts'
import { attribute } from '../checks/blame.ts'
import { decodeRsaKey, type RsaKey } from '../checks/signature/key.ts'
import { verifySignature } from '../checks/signature/verify.ts'
import type { Found, Note } from './answer.ts'
import { assertJsonText } from './file-kind.ts'
import { decodeKeyText } from './key-text.ts'
import { describeScheme } from './signature-fields.ts'

const LIMITS = { maxBytes: 8 << 20, maxDepth: 4 }

interface KeysFile {
  /** As the caller calls it, for the message when it cannot be used. */
  readonly name: string
  readonly bytes: Uint8Array
}

/**
 * What a dump says when it rebuilds `root`, and with `keys` when all its leaves are signed.
 * @throws what the checks throw
 */
export function checkBatch(file: Uint8Array, root: Hash32, keys?: KeysFile, note?: Note): Found {
  const known = keys === undefined ? undefined : readKeys(keys)
  note?.({ root, bytes: file.length })
  assertDump(file)
  const { leaves, duplicates } = verifyBatch(file, { root })
  note?.({ leaves: leaves.length })
  if (known) verifyLeaves(leaves, known, note)
  const repeated = duplicates.map((group) => `[${group.join(', ')}]`).join(' ')
  return {
    detail: `${leaves.length} leaves rebuild ${root}${known ? ', all signed' : ''}${repeated && `; the same hand-off at ${repeated}`}`,
    evidence: { root, leaves: leaves.length, signaturesChecked: known !== undefined, duplicates },
  }
}

/** A file of another kind was never anybody's batch; what is said against a relayer is said of a dump. */
function assertDump(file: Uint8Array): void {
  assertJsonText(file)
  const json = parseStrictJson(file, DUMP_LIMITS)
  if (!isJsonObject(json)) throw unknownFormat('no object')
  const missing = DUMP_MEMBERS.filter((name) => at(json, name) === undefined)
  if (missing.length > 0)
    throw unknownFormat(`without ${missing.join(', ')}, an object with ${listNames(json)}`)
  const values = at(json, 'values')
  const stray =
    Array.isArray(values) &&
    values.find((each: Json) => !isJsonObject(each) || typeof at(each, 'treeIndex') !== 'number')
  if (stray) throw unknownFormat(`with a value ${JSON.stringify(stray).slice(0, 60)}`)
}

const DUMP_MEMBERS = ['format', 'leafEncoding', 'tree', 'values']

function unknownFormat(seen: string): NotCheckable {
  return new NotCheckable(
    'UNKNOWN_BATCH_FORMAT',
    `read here is the dump of a StandardMerkleTree, and this is JSON ${seen}`,
  )
}

function listNames(json: JsonObject): string {
  const names = Object.keys(json)
    .slice(0, 5)
    .map((name) => name.slice(0, 40))
  return names.length === 0 ? 'no member' : `the members ${JSON.stringify(names)}`
}

function verifyLeaves(
  leaves: readonly BatchLeaf[],
  keys: ReadonlyMap<Hash32, RsaKey>,
  note: Note = () => {},
): void {
  for (const [index, leaf] of leaves.entries()) {
    const key = keys.get(leaf.teeId)
    if (!key) continue
    const { teeId, inputHash, outputHash, timestamp } = leaf
    note({ leaf: { index, teeId, inputHash, outputHash, timestamp: String(timestamp), ...describeScheme() } })
    verifyLeaf(leaf, index, key)
  }
  // A list that lacks a key says nothing against the batch; every leaf that can be held against a key holds.
  const unknown = leaves.findIndex(({ teeId }) => !keys.has(teeId))
  if (unknown < 0) return
  note({ leaf: { index: unknown, teeId: leaves[unknown]?.teeId } })
  throw new NotCheckable(
    'UNKNOWN_BATCH_NODE',
    `leaf ${unknown} names ${leaves[unknown]?.teeId}, of whom no key is given; add the key to the list`,
  )
}

function verifyLeaf(leaf: BatchLeaf, index: number, key: RsaKey): void {
  try {
    // The caller's list says which key is whose, so the leaf is held against that.
    verifySignature({ ...leaf, teeId: key.teeId, signature: toBytes(leaf.signature) }, key)
  } catch (error) {
    if (!(error instanceof Rejected)) throw error
    throw attribute(error, 'relayer', `leaf ${index} of ${leaf.teeId}: ${error.message}`)
  }
}

/** `{"0x<teeId>": key, …}`, `[key, …]` or `{"keys": either}`; a key as PEM, or as hex or base64 of SPKI DER, or `{"publicKey": …}`. */
function readKeys({ name: file, bytes }: KeysFile): ReadonlyMap<Hash32, RsaKey> {
  try {
    const json = parseStrictJson(bytes, LIMITS)
    const entries = listKeys(json)
    return new Map(
      entries.map(([name, value]) => {
        const key = decodeRsaKey(decodeKeyText(keyText(value)))
        return [name === null ? key.teeId : Hash32(name), key]
      }),
    )
  } catch (error) {
    throw new Misconfigured('KEYS_UNREADABLE', `${file}: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    })
  }
}

function listKeys(json: Json): (readonly [string | null, Json])[] {
  if (Array.isArray(json)) return json.map((key: Json) => [null, key] as const)
  if (!isJsonObject(json)) throw new TypeError('expected an object or a list')
  const inner = at(json, 'keys')
  if (inner !== undefined) return listKeys(inner)
  return KEY_NAMES.some((name) => at(json, name) !== undefined) ? [[null, json]] : Object.entries(json)
}

const KEY_NAMES = ['publicKey', 'public_key', 'public_key_pem', 'public_key_der_hex']

function keyText(value: Json): string {
  const inner = isJsonObject(value)
    ? KEY_NAMES.map((name) => at(value, name)).find((text) => text !== undefined)
    : value
  if (typeof inner !== 'string') throw new TypeError('a key is not a text')
  return inner
}
