import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Children } from '../../../src/cli/demo/children.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-demo-children-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

// Told to end, it ends when all that it waits for were told as well, and writes down who had ended by itself before it.
const PROGRAM = `
const { existsSync, readdirSync, watch, writeFileSync } = require('node:fs')
const [folder, name, ...others] = process.argv.slice(2)
const isTold = (other) => existsSync(folder + '/' + other + '.told')
const ended = () => readdirSync(folder).filter((each) => each.endsWith('.ended')).sort().join()
const look = () => { if (isTold(name) && others.every(isTold)) process.exit(0) }
process.on('SIGTERM', () => {
  writeFileSync(folder + '/' + name + '.told', ended())
  look()
})
process.on('exit', () => writeFileSync(folder + '/' + name + '.ended', ''))
watch(folder, look)
console.log('up')
`

test('those that only ask are ended together, and who is asked after them', async () => {
  const program = join(folder, 'program.cjs')
  await writeFile(program, PROGRAM)
  const children = new Children(folder)
  await children.claim()
  const start = (name: string, others: string[], onLine?: () => void) =>
    children.startScript(name, [program, folder, name, ...others], {}, onLine)
  const up = Promise.withResolvers<void>()
  start('chain', [], up.resolve)
  await up.promise
  start('indexer', ['api'])
  start('api', ['indexer'])
  const logs = ['indexer', 'api'].map((name) => join(folder, 'logs', `${name}.log`))
  await vi.waitUntil(async () => (await Promise.all(logs.map(read))).every((text) => text === 'up\n'), 60_000)

  await children.stop()

  expect(await read(join(folder, 'chain.told'))).toBe('api.ended,indexer.ended')
  // What still asks for a start hears that the demo ends, and starts nothing.
  expect(children.ending.aborted).toBe(true)
  start('late', [])
  expect(await read(join(folder, 'logs', 'late.log'))).toBe('')
  expect(await read(join(folder, 'processes.json'))).not.toContain('late')
  children.release()
})

test('a child that a killed demo had not noted yet is ended by the next one in its folder, and no other is', async () => {
  const run = (place: string) =>
    spawn(process.execPath, ['-e', "console.log('up'); setInterval(() => {}, 1000)"], {
      env: { DEMO_PARENT: place },
      stdio: ['ignore', 'pipe', 'ignore'],
    })
  const [left, other] = [run(folder), run(`${folder}-other`)]
  await Promise.all([left, other].map((child) => once(child.stdout, 'data')))
  const ended = once(left, 'exit')
  const children = new Children(folder)
  await children.claim()
  expect(await ended).toEqual([null, 'SIGKILL'])
  expect([other.exitCode, other.signalCode]).toEqual([null, null])
  other.kill('SIGKILL')
  children.release()
})

const read = (file: string) => readFile(file, 'utf8').catch(() => '')
