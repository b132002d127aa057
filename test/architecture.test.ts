import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '..')

// What each room may import of ours, besides itself. Anything not listed is an error.
const RULES: Record<string, readonly string[]> = {
  'src/claim': [],
  'src/chain': ['src/claim'],
  'src/economics': ['src/claim'],
  'src/platform': ['src/claim'],
  'src/gateway': ['src/claim', 'src/chain', 'src/platform'],
  'src/indexer': ['src/claim', 'src/chain', 'src/platform', 'src/gateway'],
  'src/archiver': ['src/claim', 'src/chain', 'src/platform'],
  'src/keeper': ['src/claim', 'src/chain', 'src/platform', 'src/economics'],
  'src/api': ['src/claim', 'src/chain', 'src/platform', 'src/economics'],
  'reference-node': ['src/claim', 'src/chain', 'src/platform'],
  devnet: ['src/claim', 'src/platform'],
  'src/cli': ['src/claim', 'src/platform', 'db'],
  db: ['src/claim', 'src/platform'],
}
// The command line joins what the processes offer, and only what they offer: how they start, their settings, their commands.
const DOORS = /^(src\/\w+|reference-node|devnet)\/(process|commands|config)\.ts$/

const IMPORT = /(?:from|import)\s*\(?\s*'(\.{1,2}\/[^']+)'/g

interface Import {
  readonly from: string
  readonly to: string
}

function listImports(): Import[] {
  const files = globSync('{src,reference-node,devnet,db}/**/*.ts', { cwd: ROOT })
  return files.flatMap((from) => {
    const text = readFileSync(join(ROOT, from), 'utf8')
    return [...text.matchAll(IMPORT)].map(([, path]) => ({
      from,
      to: relative(ROOT, join(ROOT, dirname(from), path ?? '')),
    }))
  })
}

const roomOf = (file: string) =>
  Object.keys(RULES).find((room) => file.startsWith(`${room}/`)) ?? dirname(file)

function isAllowed({ from, to }: Import): boolean {
  const room = roomOf(from)
  if (/\/main\.ts$/.test(to)) return false
  if (roomOf(to) === room) return true
  if (room === 'src/cli' && DOORS.test(to)) return true
  return (RULES[room] ?? []).includes(roomOf(to))
}

describe('architecture', () => {
  test('every import is one that the rules list', () => {
    const imports = listImports()
    expect(imports.length).toBeGreaterThan(100)
    const refused = imports.filter((each) => !isAllowed(each)).map(({ from, to }) => `${from} → ${to}`)
    expect(refused).toEqual([])
  })

  test('the pure rooms read no clock, no environment and no world', () => {
    const world =
      /node:(fs|net|http|https|child_process|worker_threads|dns)|Date\.now\(|new Date\(\)|process\.env|Math\.random/
    const files = globSync('src/{claim,chain,economics}/**/*.ts', { cwd: ROOT })
    const impure = files.filter((file) => world.test(readFileSync(join(ROOT, file), 'utf8')))
    expect(impure).toEqual([])
  })

  test('no file of ours passes 350 lines', () => {
    const files = globSync('{src,reference-node,devnet,db,bench}/**/*.{ts,sol}', { cwd: ROOT })
    const long = files.filter((file) => readFileSync(join(ROOT, file), 'utf8').split('\n').length > 351)
    expect(long).toEqual([])
  })
})
