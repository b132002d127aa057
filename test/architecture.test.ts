import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, test } from 'vitest'
import { RULES } from './support/rooms.ts'

const ROOT = join(import.meta.dirname, '..')

// What the rooms inside a room may import of each other. What stands at its root may import them all; of the root's own
// files they may import those that are listed.
const INNER: Record<string, Record<string, readonly string[]>> = {
  'src/gateway': {
    endpoints: ['client.ts'],
    proof: ['endpoints', 'client.ts'],
    policies: ['endpoints', 'proof', 'client.ts'],
    serve: ['endpoints', 'proof', 'client.ts', 'reader.ts'],
    doctor: ['endpoints'],
  },
  'src/api/economics': {
    rows: [],
    open: ['rows'],
    answer: ['rows', 'open'],
  },
  'src/indexer': {
    events: [],
    derive: ['events'],
    source: ['segments'],
    segments: ['place.ts'],
    store: ['events', 'derive', 'source', 'segments', 'place.ts'],
    identity: ['derive', 'store', 'place.ts'],
    replay: ['events', 'identity', 'store', 'indexer.ts', 'place.ts'],
    operate: ['events', 'derive', 'source', 'segments', 'store', 'identity', 'place.ts', 'config.ts'],
  },
  dashboard: {
    text: ['data'],
    data: [],
    figures: ['data', 'text', 'app'],
    charts: ['figures', 'data', 'text'],
    tables: ['figures', 'charts', 'app'],
    app: ['figures', 'data', 'text', 'charts', 'tables', 'pages'],
    pages: ['app', 'figures', 'data', 'text', 'charts', 'tables'],
  },
  'reference-node': {
    inference: [],
    checks: ['inference'],
    evidence: ['checks', 'inference'],
    judge: ['checks', 'inference', 'evidence'],
    work: ['checks', 'evidence', 'judge', 'config.ts'],
    correct: ['checks', 'judge', 'work', 'config.ts', 'open.ts'],
    log: [],
    anchor: ['log', 'evidence'],
    sample: ['log', 'checks', 'evidence', 'judge', 'work', 'config.ts', 'open.ts'],
    audit: ['log', 'anchor', 'sample', 'checks', 'evidence', 'inference', 'judge', 'config.ts', 'open.ts'],
    intake: ['log', 'sample', 'audit', 'work', 'evidence'],
    watch: [
      'log',
      'anchor',
      'sample',
      'audit',
      'intake',
      'checks',
      'evidence',
      'judge',
      'config.ts',
      'open.ts',
    ],
    repeat: ['checks', 'inference', 'evidence', 'judge', 'config.ts'],
    far: ['log', 'sample', 'audit', 'watch', 'repeat', 'evidence', 'judge', 'config.ts'],
    commands: ['checks', 'inference', 'repeat', 'correct', 'watch', 'far', 'audit', 'config.ts'],
  },
}

// Circles of imports that still stand, types included. The list may only get shorter.
const KNOWN_CIRCLES: readonly string[] = []

// The command line joins what the processes offer, and only what they offer: how they start, their settings, their commands.
const DOORS = /^(src\/\w+|reference-node|devnet)\/(process|config|(commands\/)?commands)\.ts$/

// A document that is taken as text (`?raw`) is nobody's code.
const IMPORT = /(?:from|import)\s*\(?\s*'(\.{1,2}\/[^'?]+)'/g

interface Import {
  readonly from: string
  readonly to: string
}

function listImports(): Import[] {
  const files = globSync('{src,reference-node,devnet,db,dashboard}/**/*.{ts,tsx}', {
    cwd: ROOT,
    exclude: ['dashboard/dist/**', 'dashboard/data/generated/**'],
  })
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

/** The room of a file inside a room with inner rules, or its own name when it stands at the root. */
function innerRoomOf(file: string, outer: string): string {
  return file.slice(outer.length + 1).split('/', 1)[0] ?? ''
}

function isAllowedInside({ from, to }: Import): boolean {
  for (const [outer, rooms] of Object.entries(INNER)) {
    if (!from.startsWith(`${outer}/`) || !to.startsWith(`${outer}/`)) continue
    const [room, other] = [innerRoomOf(from, outer), innerRoomOf(to, outer)]
    if (room.endsWith('.ts') || room === other) return true
    return rooms[room]?.includes(other) ?? false
  }
  return true
}

/** Files that import each other in a circle, each circle as one line. */
function listCircles(imports: readonly Import[]): string[] {
  const graph = new Map<string, string[]>()
  for (const { from, to } of imports) graph.set(from, [...(graph.get(from) ?? []), to])
  const reach = (start: string): Set<string> => {
    const seen = new Set<string>()
    const open = [...(graph.get(start) ?? [])]
    for (let file = open.pop(); file !== undefined; file = open.pop()) {
      if (seen.has(file)) continue
      seen.add(file)
      open.push(...(graph.get(file) ?? []))
    }
    return seen
  }
  const reached = new Map([...graph.keys()].map((file) => [file, reach(file)]))
  const circles = [...reached]
    .filter(([file, seen]) => seen.has(file))
    .map(([file, seen]) =>
      [...seen]
        .filter((each) => reached.get(each)?.has(file))
        .sort()
        .join(' ↔ '),
    )
  return [...new Set(circles)].sort()
}

/** The number that the table of budgets in docs/architecture.md gives for what begins with these words. */
function budgetOf(what: string): number {
  const page = readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8')
  const row = page.split('\n').find((line) => line.startsWith(`| ${what}`))
  const budget = Number(row?.split('|')[2])
  if (!row || Number.isNaN(budget)) throw new TypeError(`docs/architecture.md has no budget of ${what}`)
  return budget
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const [low = 0, high = 0] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]]
  return (low + high) / 2
}

describe('architecture', () => {
  test('every import is one that the rules list', () => {
    const imports = listImports()
    expect(imports.length).toBeGreaterThan(100)
    const refused = imports.filter((each) => !isAllowed(each)).map(({ from, to }) => `${from} → ${to}`)
    expect(refused).toEqual([])
  })

  test('inside a room, imports go one way', () => {
    const refused = listImports().filter((each) => !isAllowedInside(each))
    expect(refused.map(({ from, to }) => `${from} → ${to}`)).toEqual([])
  })

  test('every folder of a room with inner rules has a rule', () => {
    for (const [outer, rooms] of Object.entries(INNER)) {
      const files = globSync(`${outer}/*/**/*.{ts,tsx}`, { cwd: ROOT, exclude: ['dashboard/dist/**'] })
      const folders = new Set(files.map((each) => innerRoomOf(each, outer)))
      expect([...folders].sort()).toEqual(Object.keys(rooms).sort())
    }
  })

  test('no files import each other in a circle, not even for types', () => {
    expect(listCircles(listImports())).toEqual(KNOWN_CIRCLES)
  })

  test('the pure rooms read no clock, no environment and no world', () => {
    const world =
      /node:(fs|net|http|https|child_process|worker_threads|dns)|Date\.now\(|new Date\(\)|process\.env|Math\.random/
    const files = globSync('src/{claim,chain,economics,market}/**/*.ts', { cwd: ROOT })
    const impure = files.filter((file) => world.test(readFileSync(join(ROOT, file), 'utf8')))
    expect(impure).toEqual([])
  })

  test('no file and no room passes its budget of lines', () => {
    const rooms = [...Object.keys(RULES), 'bench'].map((room) => {
      const files = globSync(`${room}/**/*.{ts,tsx,sol}`, {
        cwd: ROOT,
        exclude: ['bench/peers/**', '**/node_modules/**', 'dashboard/dist/**', 'dashboard/data/generated/**'],
      })
      const lines = files.map((file) => readFileSync(join(ROOT, file), 'utf8').split('\n').length - 1)
      return { room, files, lines }
    })
    const long = rooms.flatMap(({ files, lines }) =>
      files.filter((_, at) => (lines[at] ?? 0) > budgetOf('lines of one file')),
    )
    expect(long).toEqual([])
    const heavy = rooms
      .map(({ room, lines }) => ({ room, median: medianOf(lines) }))
      .filter(({ median }) => median > budgetOf('median lines of the files of one room'))
    expect(heavy).toEqual([])
  })

  test('the linter holds the budgets that the table of budgets says it holds', () => {
    const { linter, overrides } = JSON.parse(readFileSync(join(ROOT, 'biome.json'), 'utf8'))
    const { noExcessiveCognitiveComplexity: complexity, useMaxParams: parameters } = linter.rules.complexity
    expect(complexity).toEqual({
      level: 'error',
      options: { maxAllowedComplexity: budgetOf('cognitive complexity of a function') },
    })
    expect(parameters).toEqual({ level: 'error', options: { max: budgetOf('parameters of a function') } })
    // No folder is excepted.
    expect(JSON.stringify(overrides)).not.toMatch(/Complexity|MaxParams/)
    expect(budgetOf('circles of imports')).toBe(0)
  })
})
