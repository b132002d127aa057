import type { RpcObject } from '../fields.ts'
import { Proto } from './proto.ts'
import * as read from './read.ts'

/** A block's name: its header's hash, and the root over the pieces that it is handed on in. */
export interface BlockId {
  /** 32 bytes, or none: the block before the first. */
  readonly hash: Uint8Array
  readonly parts: { readonly total: number; readonly hash: Uint8Array }
}

const NO_BLOCK: BlockId = { hash: new Uint8Array(), parts: { total: 0, hash: new Uint8Array() } }

/** @throws MalformedEvidence `MALFORMED_RPC` */
export function readBlockId(parent: RpcObject, key: string): BlockId {
  if (parent[key] === null || parent[key] === undefined) return NO_BLOCK
  const id = read.object(parent, key)
  const parts = read.object(id, 'parts')
  return {
    hash: read.hex(id, 'hash', 32),
    parts: { total: read.integer(parts, 'total'), hash: read.hex(parts, 'hash', 32) },
  }
}

export function encodeBlockId({ hash, parts }: BlockId): Uint8Array {
  const set = new Proto(64).int(1, parts.total).bytes(2, parts.hash).end()
  return new Proto(128).bytes(1, hash).message(2, set).end()
}

export function isSameBlockId(one: BlockId, other: BlockId): boolean {
  return (
    one.parts.total === other.parts.total &&
    Buffer.compare(one.hash, other.hash) === 0 &&
    Buffer.compare(one.parts.hash, other.parts.hash) === 0
  )
}
