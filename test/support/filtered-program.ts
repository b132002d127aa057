import { spawnSync } from 'node:child_process'
import { readFileSync, writeSync } from 'node:fs'
import { open, readFile } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { prepareFilter } from '../../reference-node/inference/child/filter.ts'

// Run by walls.test.ts: becomes an ordinary user, filters its system calls, then tries what a model that broke out would
// try, and says what came of each. Its parent's id is its first argument.

type Try = () => unknown

const fails = async (act: Try): Promise<string> => {
  try {
    await act()
    return 'done'
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error)
  }
}

const socket = (act: (done: () => void) => NodeJS.EventEmitter) =>
  new Promise<void>((done, fail) => act(done).once('error', fail))

// One use of the pool of threads that Node reads files with, so that it is there before the filter.
await readFile(import.meta.filename)
const filter = prepareFilter()
if (process.getuid?.() === 0) {
  process.setgroups?.([65_534])
  process.setgid?.(65_534)
  process.setuid?.(65_534)
}
const parent = Number(process.argv[2])
const failed = filter()
const said = {
  failed: failed ?? null,
  readOwn: await fails(() => readFileSync(import.meta.filename)),
  // By a thread of the pool: the filter holds there too.
  readOnThread: await fails(() => readFile('/etc/hostname')),
  write: await fails(() => open('/tmp/assay-not-written', 'w')),
  parentEnvironment: await fails(() => readFileSync(`/proc/${parent}/environ`)),
  connect: await fails(() => socket((done) => connect(9, '127.0.0.1', done))),
  listen: await fails(() => socket((done) => createServer().listen(0, '127.0.0.1', done))),
  program: await fails(() => {
    const { error } = spawnSync('/bin/true')
    if (error) throw error
  }),
  signalParent: await fails(() => process.kill(parent, 0)),
  signalItself: await fails(() => process.kill(process.pid, 0)),
  compute: await fails(() =>
    Buffer.alloc(1 << 20)
      .fill(1)
      .reduce((sum, byte) => sum + byte, 0),
  ),
}
writeSync(1, `${JSON.stringify(said)}\n`)
process.kill(process.pid, 'SIGKILL')
