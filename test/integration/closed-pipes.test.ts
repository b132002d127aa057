import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { LAUNCHER } from '../support/assay-cli.ts'
import { addOne, tensor } from '../support/onnx-writer.ts'

const ROOT = join(import.meta.dirname, '../..')
const suite = mkdtempSync(join(tmpdir(), 'assay-pipe-'))
afterAll(() => rmSync(suite, { recursive: true }))

const int32 = (values: number[]) => Buffer.from(Int32Array.from(values).buffer)
for (const [name, output] of Object.entries({ good: [2, 3, 4, 5], bad: [0, 0, 0, 0] })) {
  const set = join(suite, name, 'test_data_set_0')
  mkdirSync(set, { recursive: true })
  writeFileSync(join(suite, name, 'model.onnx'), addOne('int32'))
  writeFileSync(join(set, 'input_0.pb'), tensor('x', 'int32', [4], int32([1, 2, 3, 4])))
  writeFileSync(join(set, 'output_0.pb'), tensor('y', 'int32', [4], int32(output)))
}

/** The exit code of `assay …` whose two outputs go to a reader that is gone before it says a word. */
function runUnread(words: string): Promise<string> {
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, ASSAY_DEMO: '/nowhere', SUITE: suite }
  const command = `"${process.execPath}" "${LAUNCHER}" ${words}`
  const script = `{ { sleep 0.05; ${command} 2>&1; echo "$?" >&3; } | true; } 3>&1`
  return new Promise((done) =>
    execFile('bash', ['-c', script], { cwd: ROOT, env }, (_error, stdout) => done(stdout.trim())),
  )
}

test.each([
  ['verify onnx-suite "$SUITE" --json', 1],
  ['verify onnx-suite "$SUITE"', 1],
  ['verify onnx "$SUITE/good" --json', 0],
  ['verify onnx-calibrate "$SUITE/good"', 0],
  ['verify signature test/fixtures/signatures/synthetic-current-format.json', 0],
  ['verify nitro test/fixtures/nitro/veracruz_bad_sig.cbor --at 2021-05-01', 1],
  ['verify batch package.json --root 0x00 --json', 64],
  ['verify groth16 --vkey package.json --proof package.json --public package.json', 2],
  ['verify claim world:1-2-3 --api http://127.0.0.1:1 --json', 2],
  ['networks --json', 0],
  ['quantum', 64],
])('assay %s ends with %i, whoever reads', async (words, exit) => {
  expect(await runUnread(words)).toBe(String(exit))
})

const COMMANDS: { name: string }[] = JSON.parse(readFileSync(join(ROOT, 'src/cli/commands.json'), 'utf8'))
test.each(COMMANDS)('so does the help of $name', async ({ name }) => {
  expect(await runUnread(`${name} --help`)).toBe('0')
})
