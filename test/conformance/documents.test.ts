import { execFile } from 'node:child_process'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { LAUNCHER } from '../support/assay-cli.ts'
import {
  commandsOf,
  listDocuments,
  ROOT,
  readDocument,
  type ShellCommand,
  toCommand,
} from '../support/documents.ts'
import { findSystemNode } from '../support/system-node.ts'

const NODE = findSystemNode()
const PACKAGE = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>
}
const NAMES = (
  JSON.parse(readFileSync(join(ROOT, 'src/cli/commands.json'), 'utf8')) as { name: string }[]
).map(({ name }) => name)

interface Said {
  readonly document: string
  readonly command: ShellCommand
}

const said: Said[] = listDocuments().flatMap((document) =>
  commandsOf(readDocument(document)).map((command) => ({ document, command })),
)
const shown = ({ document, command }: Said) => `${document}: ${command.words.join(' ')}`

/** What follows `assay`, whichever way it is called; undefined for other programs. */
function assayWords({ words }: ShellCommand): readonly string[] | undefined {
  const [program, ...rest] = words
  if (program === 'assay') return rest
  if (words.slice(0, 3).join(' ') === 'npm run assay') return rest.slice(rest.indexOf('--') + 1)
  if (words.slice(0, 3).join(' ') === 'npm run demo') return ['demo', ...rest.slice(2)]
  return program === 'npx' && rest[0] === 'assay' ? rest.slice(1) : undefined
}

const GROUPS = ['archive', 'catalogue', 'lake', 'log', 'network', 'sample', 'verify', 'watch']

/** `archive status`, `verify nitro`, `status`: the command itself, without what is given to it. */
function nameOf(words: readonly string[]): string[] {
  const [name = '', sub = ''] = words
  return GROUPS.includes(name) && /^[a-z0-9][a-z0-9-]*$/.test(sub) ? [name, sub] : [name]
}

const assayed = said.flatMap((each) => {
  const words = assayWords(each.command)
  return words === undefined || words.length === 0 ? [] : [{ ...each, words }]
})

describe('what the documents tell a reader to type', () => {
  test('is found: a page without a command is no surprise, all of them are', () => {
    expect(said.length).toBeGreaterThan(60)
    expect(new Set(said.map(({ document }) => document)).size).toBeGreaterThan(10)
    expect(toCommand('A_B=c assay status --json # why')).toEqual([
      { env: { A_B: 'c' }, words: ['assay', 'status', '--json'] },
    ])
  })

  test('runs no TypeScript with a bare node, which Node 20 refuses: in no document, example, image or service', () => {
    const files = [
      ...listDocuments(),
      ...globSync(
        ['docs/api/examples/*', 'Dockerfile', '*.yaml', '*.yml', '.github/workflows/*', 'ops/**/*.*'],
        {
          cwd: ROOT,
        },
      ),
    ]
    const bare = files.filter((path) => /node[", ]+[\w./-]+\.ts\b/.test(readDocument(path)))
    expect(bare).toEqual([])
  })

  test('names npm scripts that are there', () => {
    const own = ['ci', 'install', 'i', 'link', 'pack', 'test', 'run', 'exec']
    const unknown = said.filter(({ command: { words } }) => {
      const [program, verb = '', script = ''] = words
      if (program !== 'npm') return false
      return !own.includes(verb) || (verb === 'run' && PACKAGE.scripts[script] === undefined)
    })
    expect(unknown.map(shown)).toEqual([])
  })

  test('names program files that are there', () => {
    const missing = said.filter(({ command: { words } }) => {
      const [program = '', file = ''] = words
      return (
        ['node', 'sh', 'python3'].includes(program) && /^[\w.-]/.test(file) && !existsSync(join(ROOT, file))
      )
    })
    expect(missing.map(shown)).toEqual([])
  })

  test('names commands of assay that are there', () => {
    const unknown = assayed.filter(
      ({ words }) => /^[a-z]/.test(words[0] ?? '') && !NAMES.includes(words[0] ?? ''),
    )
    expect(unknown.map(shown)).toEqual([])
  })
})

describe(`on this machine’s own Node (${NODE})`, () => {
  const helps = new Map<string, Promise<{ exit: number; stdout: string; stderr: string }>>()
  const kinds = [
    ...new Set(
      assayed
        .filter(({ words }) => /^[a-z]/.test(words[0] ?? ''))
        .map(({ words }) => nameOf(words).join(' ')),
    ),
  ].sort()

  // A few at a time: each is two programs.
  beforeAll(async () => {
    const queue = kinds.values()
    const work = async () => {
      for (const kind of queue) {
        helps.set(kind, help(kind))
        await helps.get(kind)
      }
    }
    await Promise.all([work(), work()])
  }, 180_000)

  test.each(kinds)('assay %s starts', async (kind) => {
    expect(await helps.get(kind)).toMatchObject({
      exit: 0,
      stderr: '',
      stdout: expect.stringContaining('Usage: '),
    })
  })

  test('each option that a document gives is one that the command has', async () => {
    const unknown: string[] = []
    for (const each of assayed.filter(({ words }) => /^[a-z]/.test(words[0] ?? ''))) {
      const { stdout = '' } = (await helps.get(nameOf(each.words).join(' '))) ?? {}
      const options = each.words
        .filter((word) => /^\[?--[a-z]/.test(word))
        .map((word) => word.replace(/[[\]]/g, ''))
      for (const option of options)
        if (!stdout.includes(option) && option !== '--help') unknown.push(`${shown(each)} has no ${option}`)
    }
    expect(unknown).toEqual([])
  })

  test('each setting that stands before a command is one that the command reads', async () => {
    const unknown: string[] = []
    for (const each of assayed) {
      const { stdout = '' } = (await helps.get(nameOf(each.words).join(' '))) ?? {}
      for (const key of Object.keys(each.command.env)) {
        const name = key
          .replace(/_FILE$/, '')
          .replace(/^RPC_.*/, 'RPC_<chain id>')
          .replace(/^DB_.*/, 'DATABASE_URL')
        if (!stdout.includes(name)) unknown.push(`${shown(each)} reads no ${key}`)
      }
    }
    expect(unknown).toEqual([])
  })

  function help(kind: string): Promise<{ exit: number; stdout: string; stderr: string }> {
    const env = { PATH: '/usr/bin:/bin', HOME: process.env.HOME }
    return new Promise((done) =>
      execFile(NODE, [LAUNCHER, ...kind.split(' '), '--help'], { env }, (error, stdout, stderr) =>
        done({ exit: error ? Number(error.code) : 0, stdout, stderr }),
      ),
    )
  }
})
