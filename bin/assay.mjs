#!/usr/bin/env node
// The way to every command, on any Node >= 20. It answers --help and --version itself, so that these load nothing else;
// it runs a command here when this Node can, else on the Node that npm installed with us.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import module from 'node:module'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { describeAll, findNear } from './help.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
// A clone runs its TypeScript. An installed package has it as JavaScript: Node strips no types below node_modules.
const main = ['src/cli/main.ts', 'src/cli/main.js', 'dist/src/cli/main.js']
  .map((path) => join(root, path))
  .find((path) => existsSync(path))
const isClone = main.endsWith('.ts')
const commands = JSON.parse(readFileSync(join(dirname(main), 'commands.json'), 'utf8'))

// These commands serve the dashboard, or start the process that does.
const SERVE_PAGES = new Set(['api', 'demo'])

const [first, ...rest] = process.argv.slice(2)
if (first === undefined || first === '--help' || first === '-h') say(describeAll(commands))
else if (first === '--version' || first === '-V') say(`${readVersion()}\n`)
else if (first === 'help' && rest.length === 0) say(describeAll(commands))
else if (first === 'help') await run([...rest, '--help'])
else if (commands.some((each) => each.name === first)) await run(process.argv.slice(2))
else refuse(first)

async function run(args) {
  if (isClone) await import('./install.mjs')
  const [name, ...options] = args
  if (!commands.some((each) => each.name === name)) return refuse(name)
  const pinned = findPinned()
  // Node 22 strips types slowly and at every start: starting the pinned one as well takes less.
  const isSlowHere = isClone && Number(process.versions.node.split('.')[0]) < 24
  if (canRunHere() && !(isSlowHere && pinned)) await runHere(name, options)
  else if (pinned) runOn(pinned, name, options)
  else {
    const wanted = isClone ? '22.19 or newer that runs TypeScript' : '22.19 or newer'
    say(
      `Assay needs Node ${wanted}, found ${process.versions.node}; npm has none for ${process.platform}-${process.arch}\n`,
      process.stderr,
    )
    process.exitCode = 78
  }
}

function canRunHere() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  const isNew = major > 22 || (major === 22 && minor >= 19)
  return isNew && (!isClone || Boolean(process.features.typescript))
}

async function runHere(name, options) {
  // What was stripped and compiled once is read back at the next start. Where the folder cannot be written, it is not.
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache')
  if (!process.env.NODE_COMPILE_CACHE) module.enableCompileCache(join(cache, 'assay'))
  const warn = process.emitWarning
  // Stripping types is called experimental by Node 22. We chose it; whoever runs a command need not hear of it.
  process.emitWarning = (warning, ...more) => {
    const kind = typeof more[0] === 'string' ? more[0] : more[0]?.type
    if (kind !== 'ExperimentalWarning') warn.call(process, warning, ...more)
  }
  if (isClone && SERVE_PAGES.has(name)) (await import('./pages.mjs')).buildPages()
  process.argv = [process.argv[0], process.argv[1], name, ...options]
  await import(pathToFileURL(main).href)
}

// One child: signals go through, its exit code comes back.
function runOn(node, name, options) {
  const child = spawn(node, [fileURLToPath(import.meta.url), name, ...options], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
}

function findPinned() {
  try {
    const require = module.createRequire(import.meta.url)
    const file = require.resolve(`node-${process.platform}-${process.arch}/package.json`)
    const node = join(dirname(file), 'bin', 'node')
    return existsSync(node) ? node : undefined
  } catch (error) {
    // No such package for this machine.
    if (error.code === 'MODULE_NOT_FOUND') return undefined
    throw error
  }
}

function readVersion() {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version
}

function refuse(name) {
  const near = findNear(
    name,
    commands.map((each) => each.name),
  )
  const what = name.startsWith('-') ? 'option' : 'command'
  const hint = near ? `\n(Did you mean ${near}?)` : ''
  say(`error: unknown ${what} '${name}'${hint}\n(assay --help shows what there is)\n`, process.stderr)
  process.exitCode = 64
}

// A reader who leaves early (`assay --help | head -1`) is no fault.
function say(text, stream = process.stdout) {
  stream.on('error', () => {})
  stream.write(text)
}
