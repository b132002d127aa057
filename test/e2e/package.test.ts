import { execFile, spawn } from 'node:child_process'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findFreePort } from '../../src/platform/embedded.ts'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'
import { findSystemNode } from '../support/system-node.ts'

const ROOT = join(import.meta.dirname, '../..')
const run = promisify(execFile)
// As a stranger's shell: none of npm's variables, no path into this clone.
const ENV = { PATH: '/usr/bin:/bin', HOME: process.env.HOME, ASSAY_DEMO: '/nowhere' }
const NODES = [...new Set([findSystemNode(), process.execPath])]

let folder: string
let installed: string
let elsewhere: string
let database: TestDatabase

// Packed as `npm pack` does it, unpacked below a node_modules as a global install does. The dependencies are those of the lock file
// that are not for development, as links: an install of a gigabyte would show the same.
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-package-'))
  elsewhere = join(folder, 'elsewhere')
  installed = join(folder, 'lib/node_modules/assay')
  await mkdir(elsewhere)
  await mkdir(join(installed, 'node_modules'), { recursive: true })
  const { stdout } = await run('npm', ['pack', '--pack-destination', folder], { cwd: ROOT })
  const tarball = join(folder, stdout.trim().split('\n').at(-1) ?? '')
  await run('tar', ['-xzf', tarball, '-C', installed, '--strip-components=1'])
  const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { dev?: boolean }>
  }
  for (const [path, { dev }] of Object.entries(lock.packages)) {
    const [, name] = /^node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(path) ?? []
    if (name === undefined || dev || !existsSync(join(ROOT, path))) continue
    const link = join(installed, 'node_modules', name)
    await mkdir(dirname(link), { recursive: true })
    await symlink(join(ROOT, path), link)
  }
  database = await createDatabase('empty')
}, 180_000)

afterAll(async () => {
  await database?.drop()
  await rm(folder, { recursive: true, force: true })
})

interface Ran {
  readonly exit: number
  readonly stdout: string
  readonly stderr: string
}

function assay(node: string, words: readonly string[], env: Record<string, string> = {}): Promise<Ran> {
  const launcher = join(installed, 'bin/assay.mjs')
  return new Promise((done) => {
    execFile(
      node,
      [launcher, ...words],
      { cwd: elsewhere, env: { ...ENV, ...env } },
      (error, stdout, stderr) => done({ exit: error ? Number(error.code) : 0, stdout, stderr }),
    )
  })
}

const fixture = (path: string) => join(ROOT, 'test/fixtures', path)

describe('the package', () => {
  test('holds JavaScript and what it reads, and nothing of the clone’s own', () => {
    const files = globSync('**/*', { cwd: installed, exclude: (name) => name === 'node_modules' })
    expect(files.filter((each) => each.endsWith('.ts'))).toEqual([])
    expect(files.filter((each) => /^(test|bench|src|ops)\b|\.env/.test(each))).toEqual([])
    expect(existsSync(join(ROOT, 'dist'))).toBe(false)
    expect(readFileSync(join(installed, 'package.json'), 'utf8')).toContain('"bin/assay.mjs"')
  })

  test.each(NODES)('says its version and its commands on %s', async (node) => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
    expect(await assay(node, ['--version'])).toEqual({ exit: 0, stdout: `${version}\n`, stderr: '' })
    const help = await assay(node, ['--help'])
    expect(help).toMatchObject({ exit: 0, stdout: expect.stringContaining('reference-node'), stderr: '' })
  })

  test.each(NODES)('checks an attestation document on %s, from any folder', async (node) => {
    const document = fixture('nitro/attestation_doc.2026-02-11.cose')
    expect(await assay(node, ['verify', 'nitro', document, '--at', '2026-02-12T00:30:00Z'])).toMatchObject({
      exit: 0,
      stdout: expect.stringMatching(/^verified: attestation_valid/),
      stderr: '',
    })
  })

  test('runs a model in its child process, whose programs are JavaScript too', async () => {
    const suite = join(ROOT, 'test/fixtures/onnx/onnx-backend-tests.tar.gz')
    await run('tar', ['-xzf', suite, '-C', elsewhere, 'node/test_add_uint8'])
    expect(
      await assay(process.execPath, ['verify', 'onnx', join(elsewhere, 'node/test_add_uint8')]),
    ).toMatchObject({
      exit: 0,
      stdout: expect.stringMatching(/^verified: output_reproduced/),
    })
  })

  test('knows the networks that come with it', async () => {
    const { exit, stdout } = await assay(process.execPath, ['networks', '--json'])
    expect(exit).toBe(0)
    const names = (JSON.parse(stdout) as { name: string; invalid: string | null }[]).map((each) => each.name)
    expect(names).toContain('opengradient-testnet')
  })

  test('makes the tables and serves the API', async () => {
    const [node = process.execPath] = NODES
    const env = { DATABASE_URL: database.url }
    const migrated = await assay(node, ['migrate'], env)
    expect(migrated).toMatchObject({ exit: 0, stdout: expect.stringMatching(/^applied: /) })
    const port = await findFreePort()
    const api = spawn(node, [join(installed, 'bin/assay.mjs'), 'api'], {
      cwd: elsewhere,
      env: { ...ENV, ...env, ASSAY_API_PORT: String(port) },
      stdio: 'ignore',
    })
    const ended = new Promise((done) => api.once('exit', done))
    try {
      const ask = async () => {
        const query = encodeURIComponent('{ nodes(limit: 1) { id } _meta { network } }')
        const answer = await fetch(`http://127.0.0.1:${port}/graphql?query=${query}`, {
          headers: { accept: 'application/json' },
        }).catch(() => undefined)
        return answer?.text()
      }
      await expect.poll(ask, { timeout: 30_000 }).toBe('{"data":{"nodes":[],"_meta":[]}}')
    } finally {
      api.kill('SIGTERM')
    }
    expect(await ended).toBe(0)
  })
})
