import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { LAUNCHER } from '../support/assay-cli.ts'

const run = promisify(execFile)
const NITRO = [
  ...['verify', 'nitro', 'test/fixtures/nitro/attestation_doc.2026-02-11.cose'],
  ...['--at', '2026-02-12T00:30:00Z'],
]

/** Seconds of CPU that a program takes, with its children: the least of several runs, as other work only adds to it. */
async function cpuOf(words: readonly string[]): Promise<number> {
  const seconds: number[] = []
  for (let time = 0; time < 5; time++) {
    // The last line of `times` is what the shell's children took.
    const script = '"$@" >/dev/null || true; times'
    const { stdout } = await run('bash', ['-c', script, '-', process.execPath, ...words])
    const [, user = '', system = ''] = /(\S+) (\S+)$/.exec(stdout.trim()) ?? []
    seconds.push(read(user) + read(system))
  }
  return Math.min(...seconds)
}

function read(text: string): number {
  const [, minutes = '', seconds = ''] = /^(\d+)m([\d.]+)s$/.exec(text) ?? []
  return Number(minutes) * 60 + Number(seconds)
}

test('help takes 0.25 s of CPU at most, and a check 0.4 s with the start of Node', async () => {
  expect(await cpuOf([LAUNCHER, '--help'])).toBeLessThan(0.25)
  // A Node that is older than the pinned one starts that one as well.
  const second = Number(process.versions.node.split('.')[0]) < 24 ? await cpuOf(['-e', '0']) : 0
  expect(await cpuOf([LAUNCHER, ...NITRO])).toBeLessThan(0.4 + second)
})

/** The packages that a command loads. */
async function packagesOf(words: readonly string[]): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-loads-'))
  const list = join(folder, 'list')
  await writeFile(list, '')
  const hook = join(folder, 'hook.mjs')
  await writeFile(
    hook,
    `import module from 'node:module'
import { appendFileSync } from 'node:fs'
module.registerHooks?.({ load(url, context, next) { appendFileSync(${JSON.stringify(list)}, url + '\\n'); return next(url, context) } })
`,
  )
  const env = { ...process.env, NODE_OPTIONS: `--import=${hook}` }
  await run(process.execPath, [LAUNCHER, ...words], { env })
  const loaded = await readFile(list, 'utf8')
  await rm(folder, { recursive: true })
  const names = [...loaded.matchAll(/node_modules\/((?:@[^/\n]+\/)?[^/\n]+)/g)].map(([, name = '']) => name)
  return [...new Set(names)].sort()
}

test('a command loads no package that it does not need', async () => {
  expect(await packagesOf(['--help'])).toEqual([])
  for (const name of ['watch', 'replay']) expect(await packagesOf([name, '--help'])).toEqual(['commander'])
  expect(await packagesOf(NITRO)).toEqual(['commander', 'hash-wasm'])
})
