import { spawn } from 'node:child_process'
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { addChanges, CHANGE, EXACT } from './changes.ts'
import { isEquivalent } from './equivalent.ts'
import { writeFigures } from './figures.ts'
import { type Findings, markLost } from './findings.ts'
import { addSwitches, type Step } from './steps.ts'
import { writeTable } from './table.ts'

// What changes nothing is listed in equivalent.ts, with why.
const program = new Command('mutation')
  .description(
    'Leaves every single step of every check out, in a copy of the tree, and names the test that fails without it. Ends with 1\n' +
      'when some step is missed by none.',
  )
  .argument('[files...]', 'parts of paths: these files alone')
  .option('--economics', 'in src/economics, another operator in place of each that computes or compares')
  .option(
    '--write',
    'renew docs/methodology/steps.md, or operators.md for --economics: of chosen files alone',
  )
  .option('--tests <glob>', 'ask these tests alone')
  .addHelpText('after', '\nExample:\n  npm run mutation -- --economics src/economics/accrual.ts')
  .parse()
const options = program.opts<{ economics?: boolean; write?: boolean; tests?: string }>()
const chosen = program.args

const ROOT = join(import.meta.dirname, '../..')
const AREA = options.economics
  ? {
      judged: ['src/economics/**/*.ts'],
      // Whether intervals hold over many worlds takes minutes, each time.
      unit: 'test/unit/economics/**/!(payback-coverage).test.ts',
      more: 'test/property/economics/*.test.ts',
      cut: addChanges,
      page: 'docs/methodology/operators.md',
      write: writeFigures,
    }
  : {
      judged: [
        'reference-node/checks/**/*.ts',
        'reference-node/inference/**/*.ts',
        'src/claim/*.ts',
        'src/chain/**/*.ts',
      ],
      // How fast something is does not hold where every step asks whether it is left out.
      unit: 'test/unit/{verify,claim,chain,archiver}/**/!(json-bounds).test.ts',
      more: 'test/{property/*,property/verify/*,conformance/verify-vectors}.test.ts',
      cut: addSwitches,
      page: 'docs/methodology/steps.md',
      write: writeTable,
    }
const { unit: UNIT, more: MORE } =
  options.tests === undefined ? AREA : { unit: options.tests, more: options.tests }
/** Quick tests first: slower ones are only asked about what is left. */
const PASSES = [
  { tests: [UNIT], slow: 8 },
  { tests: [UNIT], slow: 300 },
  { tests: [MORE], slow: 400 },
  { tests: [UNIT], slow: 5000 },
]
const VITEST = join(ROOT, 'node_modules/vitest/vitest.mjs')
const HANGS_MILLISECONDS = 60_000

const copy = mkdtempSync(join(tmpdir(), 'assay-mutation-'))
try {
  const steps = prepare(copy)
  writeFindings({ killed: {}, reached: {}, tried: {}, current: null, lost: 0 })
  for (const [pass, { tests, slow }] of PASSES.entries())
    while ((await runTests(globSync(tests, { cwd: ROOT }).sort(), slow, tellOf(steps, pass))) === 'hung')
      markHung()
  report(steps, readFindings())
} finally {
  rmSync(copy, { recursive: true, force: true })
}

function prepare(folder: string): Step[] {
  for (const part of [
    'src',
    'reference-node',
    'test',
    'db',
    'devnet',
    'networks',
    'catalogue',
    'schema.graphql',
    'docs',
    'bench',
    'package.json',
    'tsconfig.json',
  ])
    cpSync(join(ROOT, part), join(folder, part), { recursive: true })
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  const files = globSync(AREA.judged, { cwd: ROOT }).sort()
  const steps: Step[] = []
  for (const file of files.filter(
    (each) => chosen.length === 0 || chosen.some((part) => each.includes(part)),
  )) {
    const cut = AREA.cut(file, readFileSync(join(ROOT, file), 'utf8'), steps.length)
    if (cut.steps.length === 0) continue
    steps.push(...cut.steps)
    writeFileSync(
      join(folder, file),
      `import { exchange, isOff, operate } from ${JSON.stringify(join(folder, 'switch.ts'))}\n${cut.source}`,
    )
  }
  writeFileSync(join(folder, 'steps.json'), JSON.stringify(steps))
  writeFileSync(join(folder, 'off'), '-1')
  // A child or a thread has no test in it: it reads which step is out when it starts.
  writeFileSync(
    join(folder, 'switch.ts'),
    `import { readFileSync } from 'node:fs'
import { ${EXACT.join(', ')} } from './src/economics/exact.ts'
// Asked at each operator of a simulation: as few instructions as can be.
const here = globalThis as { assayMutation?: { off: number; asked: number; most: number; reached: Uint8Array } }
const readOff = () => Number(readFileSync(${JSON.stringify(join(folder, 'off'))}, 'utf8'))
const state = here.assayMutation ?? { off: readOff(), asked: 0, most: Infinity, reached: new Uint8Array(${steps.length}) }
export function isOff(id: number): boolean {
  state.reached[id] = 1
  if (++state.asked > state.most) throw new Error('a loop without an end')
  return id === state.off
}
${CHANGE}`,
  )
  writeFileSync(
    join(folder, 'vitest.config.ts'),
    `export default { test: { pool: 'forks', maxWorkers: 1, fileParallelism: false, runner: 'test/mutation/runner.ts', retry: 2, testTimeout: 300000 } }`,
  )
  return steps
}

/** Says how far a pass is, each time another test file is at work. */
function tellOf(steps: readonly Step[], pass: number): (findings: Findings) => void {
  let at = ''
  return ({ current, killed }) => {
    const file = current?.test.split(' › ')[0] ?? at
    if (file === at) return
    at = file
    const guarded = `${Object.keys(killed).length} of ${steps.length} guarded`
    process.stdout.write(`pass ${pass + 1} of ${PASSES.length}, ${file}: ${guarded} so far\n`)
  }
}

async function runTests(
  tests: readonly string[],
  slow: number,
  tell: (findings: Findings) => void,
): Promise<'ended' | 'hung'> {
  const child = spawn(process.execPath, [VITEST, 'run', '--reporter=dot', ...tests], {
    cwd: copy,
    env: {
      ...process.env,
      ASSAY_MUTATION: copy,
      ASSAY_MUTATION_SLOW: String(slow),
      NODE_OPTIONS: '--max-old-space-size=800',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk
    })
  let seen = { current: '', at: Date.now() }
  const watch = setInterval(() => {
    const findings = readFindings()
    tell(findings)
    const current = JSON.stringify(findings.current)
    if (current !== seen.current || current === 'null') seen = { current, at: Date.now() }
    else if (Date.now() - seen.at > HANGS_MILLISECONDS && child.pid) process.kill(-child.pid, 'SIGKILL')
  }, 1000)
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve))
  clearInterval(watch)
  // A step without which memory runs out, or the process ends, is missed by whoever was at work.
  const { current, lost } = readFindings()
  if (current || lost > 0) return 'hung'
  if (code !== 0) throw new Error(`the tests fail as they are:\n${output.slice(-4000)}`)
  return 'ended'
}

function markHung(): void {
  const findings = readFindings()
  markLost(findings)
  writeFindings({ ...findings, lost: 0 })
}

function report(steps: readonly Step[], { killed, reached }: Findings): void {
  const missed = steps.filter((step) => killed[step.id] === undefined && !isEquivalent(step))
  // A reason that a test contradicts is none.
  const contradicted = steps.filter((step) => killed[step.id] !== undefined && isEquivalent(step))
  for (const { id, file, line, text } of contradicted)
    process.stdout.write(`${file}:${line}  ${text.slice(0, 140)}  (said to change nothing: ${killed[id]})\n`)
  for (const { id, file, line, text } of missed)
    process.stdout.write(
      `${file}:${line}  ${text.slice(0, 140)}${reached[id] ? '' : '  (no test comes here)'}\n`,
    )
  const guarded = Object.keys(killed).length
  const same = steps.length - guarded - missed.length
  process.stdout.write(
    `${steps.length} steps, ${guarded} guarded by a test, ${same} that change nothing, ${missed.length} by none\n`,
  )
  if (options.write) AREA.write(join(ROOT, AREA.page), steps, killed, chosen.length > 0)
  process.exitCode = missed.length + contradicted.length > 0 ? 1 : 0
}

function readFindings(): Findings {
  // Read while it is being written, it is half a text; then the next second's will do.
  try {
    return JSON.parse(readFileSync(join(copy, 'findings.json'), 'utf8')) as Findings
  } catch {
    return { killed: {}, reached: {}, tried: {}, current: null, lost: 0 }
  }
}

function writeFindings(findings: Findings): void {
  writeFileSync(join(copy, 'findings.json'), JSON.stringify(findings))
}
