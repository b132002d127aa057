import { Hash32 } from '../hex.ts'
import { parseTilePath, type Tile } from './tiles.ts'

// The files of a log below its prefix: docs/formats/log.md, section 3.

/** Where a bundle lies below a log's prefix. */
export function bundlePath(hash: string): string {
  return `bundle/${hash.slice(2, 4)}/${hash.slice(2)}`
}

/** Where a piece of evidence lies below a log's prefix, by its SHA-256. */
export function evidencePath(hash: string): string {
  return `evidence/${hash.slice(2, 4)}/${hash.slice(2)}`
}

/** What a path below a log's prefix names. */
export type LogFile =
  | { readonly kind: 'checkpoint' }
  | { readonly kind: 'tile'; readonly tile: Tile }
  | { readonly kind: 'bundle' | 'evidence'; readonly hash: Hash32 }

/** The file that a path names; undefined when it is not the one path of a file of a log. */
export function parseLogPath(path: string): LogFile | undefined {
  if (path === 'checkpoint') return { kind: 'checkpoint' }
  const [, kind, first, digits = ''] = /^(bundle|evidence)\/([0-9a-f]{2})\/([0-9a-f]{64})$/.exec(path) ?? []
  if (kind === 'bundle' || kind === 'evidence')
    return digits.startsWith(first ?? '') ? { kind, hash: Hash32(`0x${digits}`) } : undefined
  const tile = parseTilePath(path)
  return tile && { kind: 'tile', tile }
}
