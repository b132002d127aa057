import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'
import { createKeys } from '../../reference-node/log/keys.ts'
import { publishLog } from '../../reference-node/log/publish.ts'
import { openLogPlace, readLog } from '../../reference-node/log/read.ts'
import { LogStore } from '../../reference-node/log/store.ts'
import { type Hash32, toBytes, toHex } from '../../src/claim/hex.ts'
import { parseCheckpoint } from '../../src/claim/log/checkpoint.ts'
import { parseNote } from '../../src/claim/log/note.ts'
import { leafHash, proveConsistency, rootOf, verifyConsistency } from '../../src/claim/log/tree.ts'
import { createPool } from '../../src/platform/database.ts'
import { GuardedHttp } from '../../src/platform/http.ts'
import { createDatabase } from '../support/postgres.ts'

// ASSAY_LOG_KILLS: so many times both writers are killed.
const KILLS = Number(process.env.ASSAY_LOG_KILLS ?? 4)
const WRITER = new URL('../support/log-writer.ts', import.meta.url).pathname

test('two writers that are killed at any moment lose nothing, and what is served is whole whenever it is read', async () => {
  const database = await createDatabase()
  const folder = await mkdtemp(join(tmpdir(), 'assay-log-kills-'))
  const pool = createPool(database.url, { application: 'test', max: 2 })
  try {
    const file = join(folder, 'keys.json')
    const keys = await createKeys(file, 'watchdog.example/killed')
    const store = new LogStore(pool, keys.origin)
    await store.create('world', 'killed', keys)
    const served = join(folder, 'served')
    const acknowledged = new Map<number, string>()
    const seen: { readonly size: number; readonly root: Uint8Array }[] = []

    for (let kill = 0; kill < KILLS; kill++) {
      const writers = ['a', 'b'].map((name) => {
        // A folder each: a web server serves what one writer publishes.
        const args = [database.url, file, name === 'a' ? served : join(folder, 'other'), `${name}${kill}`]
        return spawn(process.execPath, [WRITER, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
      })
      // Another number of acknowledged appends each time: the kill falls into another step of the next turn.
      await Promise.all(
        writers.map(async (child, nth) => {
          const ended = new Promise((done) => child.once('exit', done))
          let lines = 0
          for await (const line of createInterface({ input: child.stdout })) {
            const [first = '', hash = ''] = line.split(' ')
            acknowledged.set(Number(first), hash)
            lines++
            if (lines === 1 + ((kill * 3 + nth) % 5)) child.kill('SIGKILL')
          }
          await ended
        }),
      )
      seen.push(await store.head())
      if (existsSync(join(served, 'checkpoint'))) await expectWhole(served)
    }

    const entries = await store.listEntries()
    const leaves = entries.map((entry: Hash32) => leafHash(toBytes(entry)))
    const head = await store.head()
    expect([head.size, toHex(head.root)]).toEqual([entries.length, toHex(rootOf(leaves))])
    expect([...acknowledged].filter(([first, hash]) => entries[first] !== hash)).toEqual([])
    expect(acknowledged.size).toBeGreaterThan(KILLS)
    for (const { size, root } of seen) {
      const path = await proveConsistency(store.hashes, size, head.size)
      verifyConsistency({ oldSize: size, oldRoot: root, size: head.size, root: head.root }, path)
    }
    await publishLog(store, await store.checkpoint(keys, async () => []), served)
    expect((await expectWhole(served)).entries).toEqual(entries)
  } finally {
    await pool.end()
    await database.drop()
    await rm(folder, { recursive: true, force: true })
  }
})

/** Every entry under the checkpoint that is served, with its bundle. */
async function expectWhole(folder: string) {
  const log = await readLog(openLogPlace(folder, new GuardedHttp([])))
  const { size, root } = parseCheckpoint(parseNote(log.note))
  expect(log.entries).toHaveLength(size)
  expect(toHex(rootOf(log.entries.map((entry) => leafHash(toBytes(entry)))))).toBe(toHex(root))
  expect(log.bundles.size).toBe(size)
  return log
}
