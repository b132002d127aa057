import { spawnSync } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, readlink, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findUnchecked } from '../../bin/lock.mjs'
import { linkLibraries } from '../../src/platform/embedded-links.ts'

interface Entry {
  readonly integrity?: string
  readonly link?: boolean
  readonly resolved?: string
}

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-lock-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function readLock(): Promise<Record<string, Entry>> {
  return JSON.parse(await readFile('package-lock.json', 'utf8')).packages
}

describe('the lock file', () => {
  test('says for every package, on every platform, what its bytes hash to', async () => {
    const packages = Object.entries(await readLock()).filter(([path, { link }]) => path !== '' && !link)
    expect(packages.length).toBeGreaterThan(500)
    const weak = packages.filter(([, { integrity }]) => !/^sha512-[\w+/]{86}==$/.test(integrity ?? ''))
    expect(weak.map(([path]) => path)).toEqual([])
  })

  test('names no host: a package comes from the registry that is asked, and must hash the same', async () => {
    const resolved = Object.values(await readLock()).flatMap((entry) => entry.resolved ?? [])
    expect(resolved).toEqual([])
  })
})

describe('the installer', () => {
  const entries = {
    '': {},
    'node_modules/checked': { integrity: 'sha512-x' },
    'node_modules/linked': { link: true },
    'node_modules/within/node_modules/bundled': { inBundle: true },
    'node_modules/bare': {},
    'node_modules/here': { os: ['linux'], cpu: ['x64'] },
    'node_modules/there': { os: ['darwin'], cpu: ['x64'] },
    'node_modules/not-there': { os: ['!darwin'] },
  }

  test('tells which entries of this platform are unchecked', () => {
    const linux = findUnchecked(entries, { platform: 'linux', arch: 'x64' })
    expect(linux).toEqual(['node_modules/bare', 'node_modules/here', 'node_modules/not-there'])
    const mac = findUnchecked(entries, { platform: 'darwin', arch: 'arm64' })
    expect(mac).toEqual(['node_modules/bare'])
  })

  test('refuses to install them, before anything is fetched', async () => {
    await mkdir(join(folder, 'checkout'))
    await cp('bin', join(folder, 'checkout', 'bin'), { recursive: true })
    await writeFile(join(folder, 'checkout', 'package-lock.json'), JSON.stringify({ packages: entries }))
    const ran = spawnSync(process.execPath, [join(folder, 'checkout', 'bin', 'install.mjs')], {
      encoding: 'utf8',
    })
    expect(ran.status).toBe(1)
    expect(ran.stderr).toContain('node_modules/bare')
    expect(ran.stderr).not.toContain('installing')
  })

  test('runs no script of any package, and nor do image and workflow', async () => {
    for (const file of ['bin/install.mjs', 'Dockerfile', '.github/workflows/ci.yml', '.ci/run']) {
      // Commands, not what is said about them.
      const lines = (await readFile(file, 'utf8'))
        .split('\n')
        .filter((line) => !/^\s*(\/\/|#)|failed/.test(line))
      for (const line of lines.filter((each) => /npm['" ,[]+(ci|install)\b/.test(each)))
        expect(line, file).toContain('--ignore-scripts')
    }
  })
})

test('the links that a package’s script would make are made at the first start, and once', async () => {
  const native = join(folder, 'package', 'native')
  await mkdir(join(native, 'lib'), { recursive: true })
  const links = [{ source: 'native/lib/one.so.1.2', target: 'native/lib/one.so' }]
  await writeFile(join(native, 'pg-symlinks.json'), JSON.stringify(links))
  await linkLibraries(native)
  await linkLibraries(native)
  expect(await readlink(join(native, 'lib', 'one.so'))).toBe('one.so.1.2')
  await linkLibraries(join(folder, 'no-such-package'))
})
