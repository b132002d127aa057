import { parseAst } from 'vitest/node'
import { isForCompiler, listChildren, type Node, type Step } from './steps.ts'

/** What stands in place of an operator. */
const OTHER: Readonly<Record<string, string>> = {
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
  '%': '/',
  '**': '*',
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '===': '!==',
  '!==': '===',
  '&&': '||',
  '||': '&&',
  add: 'subtract',
  subtract: 'add',
  multiply: 'divide',
  divide: 'multiply',
  'Math.max': 'Math.min',
  'Math.min': 'Math.max',
}

/** Of the module of exact amounts: what stands for an operator there. */
export const EXACT = ['add', 'subtract', 'multiply', 'divide'] as const

/**
 * The source with a switch at every operator that computes, compares or joins, at every sum, difference, product and quotient of exact
 * amounts, and at every bound by the larger or the smaller: where it is off, another one stands there. Sides are worked out once, in their order; of `&&` and `||` the second one only when it decides.
 */
export function addChanges(file: string, source: string, firstId: number): { source: string; steps: Step[] } {
  const all: Node[] = []
  const functions = new Set(['Math.max', 'Math.min', ...importedExact(source)])
  visit(parseAst(source, { lang: 'ts' }, file) as unknown as Node, functions, all)
  // Outer ones before those that stand in them.
  const found = all
    .filter((node) => !isForCompiler(source, node))
    .sort((left, right) => left.start - right.start || right.end - left.end)
  const steps = found.map((node, index): Step => {
    const operator = nameOf(node)
    const other = isUpdate(node) ? `${OTHER[operator[0] as string]}=` : OTHER[operator]
    const text = `${other} for ${operator} in ${source.slice(node.start, node.end).replace(/\s+/g, ' ')}`
    return { id: firstId + index, file, line: source.slice(0, node.start).split('\n').length, text }
  })
  const render = (from: number, to: number, first: number): string => {
    let text = ''
    let at = from
    for (let index = first; index < found.length; index++) {
      const node = found[index] as Node
      if (node.start < at) continue
      if (node.end > to) break
      text += source.slice(at, node.start) + renderOne(node, index)
      at = node.end
    }
    return text + source.slice(at, to)
  }
  const renderOne = (node: Node, index: number): string => {
    if (node.type === 'CallExpression') {
      const sides = (node.arguments as Node[]).map(({ start, end }) => render(start, end, index + 1))
      return `exchange(${firstId + index}, '${nameOf(node)}', ${sides.join(', ')})`
    }
    const operator = String(node.operator)
    const [leftEnd, rightStart] = [(node.left as Node).end, (node.right as Node).start]
    // Brackets around a side belong to no node.
    const at = source.indexOf(operator, leftEnd)
    const left = render(node.start, leftEnd, index + 1) + source.slice(leftEnd, at)
    const right = source.slice(at + operator.length, rightStart) + render(rightStart, node.end, index + 1)
    const call = (name: string) => `operate(${firstId + index}, '${name}', (${left}), `
    if (isUpdate(node)) return `${left} = ${call(operator[0] as string)}(${right}))`
    return node.type === 'LogicalExpression'
      ? `${call(operator)}() => (${right}))`
      : `${call(operator)}(${right}))`
  }
  return { source: render(0, source.length, 0), steps }
}

/** `total += each` and its like. */
function isUpdate({ type, operator }: Node): boolean {
  return type === 'AssignmentExpression' && /^[+\-*/]=$/.test(String(operator))
}

/** The operator, or the function that stands for one. */
function nameOf(node: Node): string {
  if (node.type !== 'CallExpression') return String(node.operator)
  const { type, name, object, property } = node.callee as Node
  return type === 'MemberExpression' ? `${(object as Node).name}.${(property as Node).name}` : String(name)
}

function importedExact(source: string): readonly string[] {
  const names: readonly string[] =
    /import \{([^}]*)\} from '[./]+\/exact\.ts'/.exec(source)?.[1]?.match(/\w+/g) ?? []
  return EXACT.filter((name) => names.includes(name))
}

function visit(node: Node, functions: ReadonlySet<string>, found: Node[]): void {
  // Types are no code, and a text is put together in one way only.
  if (/^TS(Type|Interface)/.test(node.type)) return
  if (isUpdate(node)) found.push(node)
  const isOperation = node.type === 'BinaryExpression' || node.type === 'LogicalExpression'
  const isText = (side: unknown) =>
    /^(Template|String)?Literal$/.test((side as Node).type) && !isNumber(side as Node)
  if (isOperation && OTHER[String(node.operator)] && !isText(node.left) && !isText(node.right))
    found.push(node)
  if (node.type === 'CallExpression' && functions.has(nameOf(node))) found.push(node)
  for (const child of listChildren(node)) visit(child, functions, found)
}

function isNumber({ value, bigint }: Node): boolean {
  return typeof value === 'number' || typeof value === 'bigint' || bigint !== undefined
}

/** What the changed sources call: which operator works, and that it was reached. */
export const CHANGE = `
const OTHER = ${JSON.stringify(OTHER)}
export function operate(id, operator, left, right) {
  switch (isOff(id) ? OTHER[operator] : operator) {
    case '+': return left + right
    case '-': return left - right
    case '*': return left * right
    case '/': return left / right
    case '%': return left % right
    case '**': return left ** right
    case '<': return left < right
    case '<=': return left <= right
    case '>': return left > right
    case '>=': return left >= right
    case '===': return left === right
    case '!==': return left !== right
    case '&&': return left && right()
    case '||': return left || right()
  }
}
const FUNCTIONS = {
  add: (a, b) => add(a, b),
  subtract: (a, b) => subtract(a, b),
  multiply: (a, b) => multiply(a, b),
  divide: (a, b) => divide(a, b),
  'Math.max': Math.max,
  'Math.min': Math.min,
}
export function exchange(id, name, ...sides) {
  return FUNCTIONS[isOff(id) ? OTHER[name] : name](...sides)
}
`
