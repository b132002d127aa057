import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import type { Readable } from 'node:stream'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { readConfig } from '../../../reference-node/config.ts'
import { assemble } from '../../../reference-node/inference/child/filter-program.ts'
import { listMissing, WALLS } from '../../../reference-node/inference/child/walls.ts'
import { InferencePool, type PoolOptions } from '../../../reference-node/inference/pool.ts'
import { reportWalls } from '../../../reference-node/inference/report.ts'
import { expectCode } from '../../support/codes.ts'
import { isAlive } from '../../support/descendants.ts'
import { addOne } from '../../support/onnx-writer.ts'

const PROGRAM = new URL('../../support/filtered-program.ts', import.meta.url).pathname
const WATCHING = new URL('../../support/watching-program.ts', import.meta.url).pathname
const BUSY = new URL('../../support/busy-pool.ts', import.meta.url).pathname
const PATH = process.env.PATH
const INPUT = { type: 'int32', dims: [4], data: Buffer.alloc(16) }
let folder: string
const pools: InferencePool[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-walls-'))
})
afterEach(() => {
  process.env.PATH = PATH
  for (const pool of pools.splice(0)) pool.close()
})
afterAll(() => rm(folder, { recursive: true, force: true }))

function open(options: Partial<PoolOptions> = {}): InferencePool {
  const pool = new InferencePool({ children: 1, ...options })
  pools.push(pool)
  return pool
}

/** As on a machine where this tool is refused: a container with the usual profile refuses namespaces. */
async function refuse(tool: string): Promise<void> {
  const place = await mkdtemp(join(folder, 'refused-'))
  await writeFile(join(place, tool), '#!/bin/sh\nexit 1\n')
  await chmod(join(place, tool), 0o755)
  process.env.PATH = `${place}${delimiter}${process.env.PATH}`
}

describe('a process whose system calls are filtered', () => {
  test('computes and speaks, and reaches nothing else from any of its threads', () => {
    const { stdout, stderr } = spawnSync(process.execPath, ['--no-warnings', PROGRAM, String(process.pid)], {
      encoding: 'utf8',
      env: { PATH },
    })
    expect(stderr).toBe('')
    expect(JSON.parse(stdout)).toEqual({
      failed: null,
      readOwn: 'EPERM',
      readOnThread: 'EPERM',
      write: 'EPERM',
      parentEnvironment: 'EPERM',
      connect: 'EPERM',
      listen: 'EPERM',
      program: 'EPERM',
      signalParent: 'EPERM',
      signalItself: 'done',
      compute: 'done',
    })
  })

  test('is held by a program of whole instructions on both processors, each jump within it', () => {
    for (const machine of ['x64', 'arm64'] as const) {
      const program = assemble(machine, 4242)
      const count = program.length / 8
      expect(Number.isInteger(count)).toBe(true)
      expect(count).toBeLessThan(4096)
      for (let at = 0; at < count; at++) {
        const isJump = (program.readUInt16LE(at * 8) & 0x07) === 0x05
        if (!isJump) continue
        for (const byte of [2, 3]) expect(at + 1 + program.readUInt8(at * 8 + byte)).toBeLessThan(count)
      }
      // Whatever falls through is refused.
      expect(program.readUInt32LE(program.length - 4)).toBe(0x00050001)
    }
  })
})

describe('models', () => {
  test('are run behind every wall that this machine has the tools for', async () => {
    const pool = open()
    const { walls, missing } = await pool.inspect()
    const isSeparate = pool.sandbox.prefix.includes('--pid')
    expect([...walls].sort()).toEqual(WALLS.filter((wall) => wall !== 'processes' || isSeparate).sort())
    expect(missing).toEqual([])
  })

  test('see no other process where namespaces are there', () => {
    const { prefix, walls } = open().sandbox
    const [program = '', ...rest] = [...prefix, 'sh', '-c', 'ls -d /proc/[0-9]* | wc -l']
    const seen = Number(spawnSync(program, rest, { encoding: 'utf8', env: { PATH } }).stdout)
    // The first process of the namespace, the shell, and the two that count.
    if (walls.includes('processes')) expect(seen).toBeLessThanOrEqual(4)
    else expect(seen).toBeGreaterThan(0)
  })

  test('know nothing of our environment', () => {
    const [program = '', ...rest] = [...open().sandbox.prefix, 'env']
    const { stdout } = spawnSync(program, rest, { encoding: 'utf8', env: { PATH } })
    expect(stdout).toBe(`PATH=${PATH}\n`)
  })

  test.each([
    ['every tool', []],
    ['no namespaces', ['unshare']],
    ['no watch of the kernel', ['setpriv']],
    ['neither', ['unshare', 'setpriv']],
  ])('do not outlive a parent that is killed while they run: %s', async (_name, tools) => {
    for (const tool of tools) await refuse(tool)
    const parent = spawn(process.execPath, ['--no-warnings', BUSY], {
      env: { PATH: process.env.PATH ?? '' },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [pids] = (await once(parent.stdout, 'data')) as [Buffer]
    const family = JSON.parse(String(pids)) as number[]
    expect(family.length).toBeGreaterThan(0)
    parent.kill('SIGKILL')
    await vi.waitFor(() => expect(family.filter(isAlive)).toEqual([]), 5000)
  })

  test('say that they watch for their parent’s end only when nothing is left to load for it, and then do', async () => {
    const child = spawn(process.execPath, ['--no-warnings', WATCHING], {
      env: { PATH },
      stdio: ['ignore', 'pipe', 'inherit', 'pipe', 'pipe'],
    })
    const ended = once(child, 'exit')
    const [word] = (await once(child.stdout as Readable, 'data')) as [Buffer]
    expect(String(word)).toBe('watching')
    expect(child.exitCode ?? child.signalCode).toBeNull()
    ;(child.stdio[4] as Readable).destroy()
    expect(await ended).toEqual([null, 'SIGKILL'])
  })

  test('are run behind the same walls where namespaces are refused, as in a container', async () => {
    await refuse('unshare')
    const pool = open()
    expect(pool.sandbox.walls).not.toContain('network')
    expect((await pool.inspect()).missing).toEqual([])
    expect((await pool.run(addOne('int32'), [[INPUT]])).outputs).toHaveLength(1)
  })

  test('are not run without a wall that nobody has accepted, and the refusal names the setting', async () => {
    await refuse('prlimit')
    const refusing = open()
    await expect(refusing.run(addOne('int32'), [[INPUT]])).rejects.toMatchObject({
      code: 'UNAVAILABLE_WALLS',
      message: expect.stringMatching(/limits.*ASSAY_REPLAY_WITHOUT_WALLS/),
    })
    expect(refusing.listProcesses()).toEqual([])
    const accepting = open({ accepted: ['limits'] })
    expect((await accepting.run(addOne('int32'), [[INPUT]])).outputs).toHaveLength(1)
  })

  test('what stands is in the log and in a metric', async () => {
    const heard = async (options: Partial<PoolOptions>) => {
      const registry = new Registry()
      const lines: string[] = []
      await reportWalls(
        open(options),
        registry,
        pino({ level: 'info' }, { write: (line) => void lines.push(line) }),
      )
      return { said: lines.join(''), metrics: await registry.metrics() }
    }
    const whole = await heard({})
    expect(whole.said).toContain('behind every wall')
    expect(whole.metrics).toContain('assay_replay_walls{wall="network"} 1')
    await refuse('prlimit')
    const refused = await heard({})
    expect(refused.said).toContain('ASSAY_REPLAY_WITHOUT_WALLS=limits')
    expect(refused.metrics).toContain('assay_replay_walls{wall="limits"} 0')
    expect((await heard({ accepted: ['limits'] })).said).toContain('with walls missing')
  })

  test('what must stand is all but the kernel’s own watch on the parent', () => {
    expect(listMissing([], [])).toEqual(['network', 'files', 'programs', 'limits'])
    expect(listMissing(['limits'], ['network', 'files'])).toEqual(['programs'])
    expect(listMissing(WALLS, [])).toEqual([])
  })

  test('a word that names no wall is refused', async () => {
    const env = { DATABASE_URL: 'postgres://a:b@c/d', ASSAY_NETWORK: 'n' }
    const read = (said: string) => readConfig({ ...env, ASSAY_REPLAY_WITHOUT_WALLS: said }).withoutWalls
    expect(read('files, network')).toEqual(['network', 'files'])
    expect(read('')).toEqual([])
    await expectCode(() => read('all'), 'CONFIG_MISSING')
  })
})
