import { globSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startAnvil } from '../../devnet/chain/anvil.ts'
import { InferencePool } from '../../reference-node/inference/pool.ts'
import { childEnvironment, plainSettings } from '../../src/platform/child-environment.ts'
import { findFreePort, startPostgres } from '../../src/platform/embedded.ts'
import { listDescendants } from '../support/descendants.ts'
import { addOne } from '../support/onnx-writer.ts'

const MARK = 'not-for-children'
const SECRETS = {
  DATABASE_URL: `postgres://assay:${MARK}@db/assay`,
  DB_PASS: MARK,
  ASSAY_API_DB_PASS: MARK,
  RPC_7: `https://rpc.example/${MARK}`,
  AWS_SECRET_ACCESS_KEY: MARK,
  SOME_TOKEN_OF_THE_SHELL: MARK,
}
const before = { ...process.env }
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-children-'))
  Object.assign(process.env, SECRETS)
})

afterAll(async () => {
  for (const key of Object.keys(SECRETS)) delete process.env[key]
  Object.assign(process.env, before)
  await rm(folder, { recursive: true, force: true })
})

/** What the kernel holds as the environment of our descendants, by process id. */
function listEnvironments(): Map<number, string> {
  return new Map(
    listDescendants(process.pid).flatMap(({ pid }) => {
      try {
        return [[pid, readFileSync(`/proc/${pid}/environ`, 'utf8')] as const]
      } catch {
        // A short one, such as a backend of the server, that ended since.
        return []
      }
    }),
  )
}

function expectNoSecret(): void {
  const environments = listEnvironments()
  expect(environments.size).toBeGreaterThan(0)
  for (const [pid, environment] of environments) expect(environment, `of process ${pid}`).not.toContain(MARK)
}

describe('no secret of ours stands in the environment of', () => {
  test('a database server', async () => {
    const postgres = await startPostgres({ dataDir: join(folder, 'postgres') })
    try {
      expectNoSecret()
    } finally {
      await postgres.stop()
    }
  })

  test('a local chain', async () => {
    const anvil = await startAnvil(await findFreePort(), join(folder, 'anvil'))
    try {
      expectNoSecret()
    } finally {
      await anvil.stop()
    }
  })

  test('a child that runs models', async () => {
    const pool = new InferencePool({ children: 1 })
    try {
      await pool.run(addOne('int32'), [[{ type: 'int32', dims: [4], data: new Uint8Array(16) }]])
      expectNoSecret()
    } finally {
      pool.close()
    }
  })
})

test('a child of the demo gets settings, and only those secrets that are given to it', () => {
  const env = childEnvironment({ ...plainSettings({ ...SECRETS, ASSAY_LOG_LEVEL: 'debug' }), OWN: 'x' })
  expect(env).toMatchObject({ ASSAY_LOG_LEVEL: 'debug', OWN: 'x', PATH: process.env.PATH })
  expect(JSON.stringify(env)).not.toContain(MARK)
})

test('every program that we start is given its environment by name', () => {
  const calls = globSync('{src,reference-node,devnet}/**/*.ts').flatMap((file) => {
    const text = readFileSync(file, 'utf8')
    return [...text.matchAll(/[^.\w](?:spawn|spawnSync|execFile|execFileSync|fork|execSync)\(/g)].map(
      ({ index }) => ({
        file,
        call: text.slice(index, endOfCall(text, text.indexOf('(', index))),
      }),
    )
  })
  expect(calls.length).toBeGreaterThan(5)
  expect(calls.filter(({ call }) => !/\benv\b/.test(call)).map(({ file }) => file)).toEqual([])
})

function endOfCall(text: string, open: number): number {
  let depth = 0
  for (let at = open; at < text.length; at++) {
    if (text[at] === '(') depth++
    if (text[at] === ')' && --depth === 0) return at
  }
  return text.length
}
