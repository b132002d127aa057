#!/usr/bin/env node
// The door to the `assay` command: runs it on the pinned Node. One child: signals go through, its exit code comes back.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { modules, root } from './install.mjs'

const pinned = join(modules, `node-${process.platform}-${process.arch}`, 'bin', 'node')
const node = existsSync(pinned) ? pinned : process.execPath
if (node === process.execPath && Number(process.versions.node.split('.')[0]) < 22) {
  const wanted = `no runtime for ${process.platform}-${process.arch} comes with npm`
  process.stderr.write(`Assay needs Node 22 or newer here, found ${process.versions.node}: ${wanted}\n`)
  process.exit(1)
}

const args = [
  '--disable-warning=ExperimentalWarning',
  join(root, 'src/cli/main.ts'),
  ...process.argv.slice(2),
]
const path = `${join(modules, '.bin')}:${process.env.PATH ?? ''}`
const child = spawn(node, args, { stdio: 'inherit', env: { ...process.env, PATH: path } })
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
