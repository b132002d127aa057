import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT, readDocument } from '../../support/documents.ts'
import { RULES } from '../../support/rooms.ts'

/** The table of rooms: its cells without backticks. */
const rows = [
  ...readDocument('docs/architecture.md').matchAll(/^\| `([\w/-]+)` \|([^|]+)\|([^|]+)\|([^|]+)\|$/gm),
].map(([, room = '', purpose = '', imports = '', start = '']) => ({
  room,
  purpose: purpose.trim(),
  // The command line's doors are said in words, behind its rooms.
  imports: [...imports.replace(/, and the .*/, '').matchAll(/`([\w/-]+)`/g)].map(([, name = '']) => name),
  start: start.replaceAll('`', '').trim(),
}))

test('the table of rooms has every room of the import rules, with what it may import', () => {
  expect(Object.fromEntries(rows.map(({ room, imports }) => [room, imports]))).toEqual(RULES)
})

test('each room says what it is for, and where to start reading inside it', () => {
  for (const { room, purpose, start } of rows) {
    expect(purpose.length, room).toBeGreaterThan(20)
    expect(start.startsWith(`${room}/`), start).toBe(true)
    expect(existsSync(join(ROOT, start)), start).toBe(true)
  }
})
