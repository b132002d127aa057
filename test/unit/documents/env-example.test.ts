import { globSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readConfig as readDevnet } from '../../../devnet/config.ts'
import { readConfig as readReferenceNode } from '../../../reference-node/config.ts'
import { readConfig as readApi } from '../../../src/api/config.ts'
import { readConfig as readArchiver } from '../../../src/archiver/config.ts'
import { readConfig as readGateway } from '../../../src/gateway/config.ts'
import { readConfig as readIndexer } from '../../../src/indexer/config.ts'
import { readConfig as readKeeper } from '../../../src/keeper/config.ts'
import { readConfig as readLake } from '../../../src/lake/config.ts'
import { listSettings } from '../../../src/platform/environment.ts'
import { findMeaning } from '../../../src/platform/settings.ts'
import { ROOT, readDocument } from '../../support/documents.ts'

const READERS = [
  readIndexer,
  readGateway,
  readArchiver,
  readReferenceNode,
  readKeeper,
  readLake,
  readApi,
  readDevnet,
]
/** Names in the code that look like settings, and are none. */
const NO_SETTING = ['AWS_NITRO_ROOT_G1']

/** Every name of ours that stands in the code of a process or of the launcher. */
function listNamed(): string[] {
  const files = globSync('{src,reference-node,devnet,db,bin}/**/*.{ts,mjs}', { cwd: ROOT })
  const named = files.flatMap(
    (file) => readDocument(file).match(/\b(?:ASSAY|AWS|DB)_[A-Z0-9_]*[A-Z0-9]\b/g) ?? [],
  )
  return [...new Set(named)].filter((name) => !NO_SETTING.includes(name) && !name.endsWith('_FILE'))
}

/** Every setting with its default; '' where it has none, or none that could be written down. */
function listDefaults(): Map<string, string> {
  const settings = READERS.flatMap((read) => listSettings(read as (env: NodeJS.ProcessEnv) => unknown))
  const all = new Map([...listNamed(), 'DATABASE_URL'].map((key) => [key, '']))
  for (const { key, fallback = '' } of settings)
    if (!key.startsWith('RPC_') && !all.get(key)) all.set(key, toWritten(fallback))
  return all
}

/** A default as it can be written into the file: folders as seen from the root of the repository. */
function toWritten(fallback: string): string {
  const relative = fallback.replace(`${ROOT}/`, '')
  return /^[\w./@:-]+$/.test(relative) && relative !== 'none' ? relative : ''
}

/** What Compose reads as well stands in the first part, without a #. */
const COMPOSE = ['ASSAY_NETWORK', 'ASSAY_LOG_LEVEL']
/** The second part of the file: each is off until its line is uncommented. */
const lines = [...readDocument('.env.example').matchAll(/^# (.+)\n#([A-Z][A-Z0-9_]*)=(.*)$/gm)]

test('.env.example lists every setting that a process reads, and no other', () => {
  const listed = lines.map(([, , key = '']) => key)
  expect(new Set(listed).size).toBe(listed.length)
  expect([...listed, ...COMPOSE].sort()).toEqual([...listDefaults().keys()].sort())
  for (const key of COMPOSE) expect(readDocument('.env.example')).toMatch(new RegExp(`^${key}=`, 'm'))
})

test('each is listed with its default and what it means', () => {
  const defaults = listDefaults()
  for (const [, meaning = '', key = '', value] of lines) {
    expect(value, key).toBe(defaults.get(key))
    expect(meaning.length, key).toBeGreaterThan(8)
    const known = findMeaning(key)
    if (known !== undefined) expect(meaning).toContain(known)
  }
})
