import { expect, test } from 'vitest'
import { addChanges, CHANGE } from '../../mutation/changes.ts'

const IMPORT = "import { add, divide, type Exact, multiply } from './exact.ts'\n"
const sample = (body: string) => addChanges('sample.ts', `${IMPORT}function sample(a, b) { ${body} }`, 0)

/** What a body gives with the operator of one place changed; −1: with none. */
function run(body: string, off: number): unknown {
  const { source } = sample(body)
  const isOff = (id: number) => id === off
  const whole = `${CHANGE.replaceAll('export ', '')}; ${source.replace(IMPORT, '')}; return sample(6, 2)`
  const exact = {
    add: (a: number, b: number) => a + b,
    subtract: (a: number, b: number) => a - b,
    multiply: (a: number, b: number) => a * b,
    divide: (a: number, b: number) => a / b,
  }
  return new Function('isOff', ...Object.keys(exact), whole)(isOff, ...Object.values(exact))
}

test.each<[string, unknown, unknown[]]>([
  ['return a + b', 8, [4]],
  ['return (a - b) * (a + 1)', 28, [4 / 7, 56, 20]],
  ['let sum = 1; for (const each of [a, b]) sum += each; return sum', 9, [-7]],
  ['return a <= 6 && b !== 2', false, [true, false, true]],
  ['return a % 4 + b ** 3', 10, [-6, 9.5, 8]],
  ['return add(multiply(a, b), a - b)', 16, [8, 7, 20]],
  ['return Math.max(...[a, b].map((it) => it * 2), Math.min(a, b))', 12, [2, 3, 12]],
  // What is not imported is another function.
  ['const subtract = (x, y) => x; return subtract(a, b)', 6, []],
  ['return b > 2 || a / b', 3, [false, true, 12]],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a template in the source that is changed.
  ['return `${a}` + "b"', '6b', []],
])('every operator of "%s" has its own switch', (body, whole, changed) => {
  expect(run(body, -1)).toEqual(whole)
  expect(changed.map((_, at) => run(body, at))).toEqual(changed)
  expect(sample(body).steps).toHaveLength(changed.length)
})

test('the second side is worked out only where it decides, and a step says where it is and what stands there', () => {
  expect(run('return a === 6 || a.none.of.it', -1)).toBe(true)
  const { steps } = addChanges('sample.ts', 'const a = 1\nconst b = a - 1', 7)
  expect(steps).toEqual([{ id: 7, file: 'sample.ts', line: 2, text: '+ for - in a - 1' }])
})
