import { readFileSync, writeFileSync } from 'node:fs'
import { type RunnerTestCase, TestRunner } from 'vitest'
import { type Findings, markLost } from './findings.ts'
import type { Step } from './steps.ts'

const FOLDER = process.env.ASSAY_MUTATION ?? ''
const SLOW_MILLISECONDS = Number(process.env.ASSAY_MUTATION_SLOW)
const STEPS = JSON.parse(readFileSync(`${FOLDER}/steps.json`, 'utf8')) as Step[]
/** What the changed sources look at: which step is out, where a test came by, and after how many steps it is in an endless loop. */
const STATE = { off: -1, asked: 0, most: Number.POSITIVE_INFINITY, reached: new Uint8Array(STEPS.length) }
Object.assign(globalThis, { assayMutation: STATE })
const ENDLESS_STEPS = 1_000_000
/** Runs in processes and threads that cannot say what they reached: each test of theirs is tried on each step. */
const FAR = [
  { steps: /inference\/child\//, tests: /replay|onnx/ },
  { steps: /groth16\/worker/, tests: /groth16/ },
]

/**
 * Runs each test as it is, then again without each step that it reached and that no test has missed so far: in one
 * process, so that keys, curves and models are loaded once.
 */
export default class extends TestRunner {
  async runTask(test: RunnerTestCase): Promise<void> {
    const run = TestRunner.getTestFn(test)
    const name = `${test.file.name} › ${listNames(test).join(' › ')}`
    const tried = readFindings().tried[name]
    if (tried === true || Number(tried) > SLOW_MILLISECONDS) return
    STATE.off = -1
    STATE.asked = 0
    STATE.most = Number.POSITIVE_INFINITY
    STATE.reached.fill(0)
    const start = performance.now()
    await run()
    const took = performance.now() - start
    const usual = STATE.asked
    const findings = readFindings()
    markLost(findings)
    const write = () => writeFileSync(`${FOLDER}/findings.json`, JSON.stringify(findings))
    if (took > SLOW_MILLISECONDS) {
      findings.tried[name] = took
      return write()
    }
    const reached = new Set(STEPS.flatMap(({ id }) => (STATE.reached[id] ? [id] : [])))
    for (const { steps, tests } of FAR)
      if (tests.test(test.file.name)) for (const { id, file } of STEPS) if (steps.test(file)) reached.add(id)
    for (const id of reached) findings.reached[id] = true
    const left = [...reached].filter((id) => findings.killed[id] === undefined)
    // A test that fails when it runs twice would blame every step.
    const canRepeat = left.length > 0 && !(await fails(run))
    for (const step of canRepeat ? left : []) {
      findings.current = { step, test: name }
      write()
      STATE.off = step
      STATE.asked = 0
      STATE.most = 100 * usual + ENDLESS_STEPS
      writeFileSync(`${FOLDER}/off`, String(step))
      if (await fails(run)) findings.killed[step] = name
    }
    STATE.off = -1
    STATE.most = Number.POSITIVE_INFINITY
    writeFileSync(`${FOLDER}/off`, '-1')
    findings.current = null
    findings.tried[name] = true
    write()
  }
}

function readFindings(): Findings {
  return JSON.parse(readFileSync(`${FOLDER}/findings.json`, 'utf8')) as Findings
}

async function fails(run: () => unknown): Promise<boolean> {
  try {
    await run()
    return false
  } catch {
    return true
  }
}

function listNames(test: RunnerTestCase): string[] {
  const names = [test.name]
  for (let suite = test.suite; suite; suite = suite.suite)
    if (suite.name && suite.name !== test.file.name) names.unshift(suite.name)
  return names
}
