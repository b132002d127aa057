import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export const ROOT = join(import.meta.dirname, '../..')

/** Every document that tells a reader what to type. Decisions tell what was thought of, steps are written by a program. */
export function listDocuments(): string[] {
  return globSync(['*.md', 'docs/**/*.md', 'devnet/*.md', 'reference-node/*.md', 'src/**/*.md'], {
    cwd: ROOT,
  }).filter((path) => !/^(CHANGELOG\.md|docs\/decisions\/|docs\/methodology\/steps\.md)/.test(path))
}

export const readDocument = (path: string): string => readFileSync(join(ROOT, path), 'utf8')

/** The content of the fenced blocks of a language, in their order; '' for blocks of none. */
export function blocksOf(text: string, language: string): string[] {
  return [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```/gm)]
    .filter(([, name]) => name === language)
    .map(([, , content = '']) => content)
}

export interface ShellCommand {
  /** Variables that stand before it. */
  readonly env: Readonly<Record<string, string>>
  readonly words: readonly string[]
}

const PROGRAMS = /^(assay|npm|npx|node|curl|python3|sh)$/

/** Every command of ours in a document: lines of shell blocks, and code between backticks in the text. */
export function commandsOf(text: string): ShellCommand[] {
  const blocks = ['sh', 'bash', ''].flatMap((language) => blocksOf(text, language))
  const prose = text.replace(/^```[\s\S]*?^```/gm, '')
  const inline = [...prose.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code)
  const indented = prose.split('\n').filter((line) => /^ {4}\S/.test(line))
  return [...blocks.flatMap((block) => block.split('\n')), ...inline, ...indented].flatMap(toCommand)
}

/** The words of one line as a shell takes them, without its comment; nothing when it starts no program of ours. */
export function toCommand(line: string): ShellCommand[] {
  const words = [...line.trim().matchAll(/"[^"]*"|'[^']*'|\S+/g)].map(([word]) => word)
  const comment = words.indexOf('#')
  const kept = comment < 0 ? words : words.slice(0, comment)
  const first = kept.findIndex((word) => !/^[A-Z][A-Z0-9_]*=/.test(word))
  const program = kept[first]
  if (program === undefined || !PROGRAMS.test(program)) return []
  const env = kept.slice(0, first).map((word) => {
    const at = word.indexOf('=')
    return [word.slice(0, at), word.slice(at + 1)] as const
  })
  return [{ env: Object.fromEntries(env), words: kept.slice(first) }]
}
