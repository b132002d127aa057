import { parseAst } from 'vitest/node'
import { isForCompiler, listChildren, type Node, type Step } from './steps.ts'

/** What stands in place of an operator. */
const OTHER: Readonly<Record<string, string>> = {
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '===': '!==',
  '!==': '===',
  '&&': '||',
  '||': '&&',
}

/**
 * The source with a switch at every operator that computes, compares or joins: where it is off, another operator stands there.
 * Sides are worked out once, in their order; of `&&` and `||` the second one only when it decides.
 */
export function addChanges(file: string, source: string, firstId: number): { source: string; steps: Step[] } {
  const all: Node[] = []
  visit(parseAst(source, { lang: 'ts' }, file) as unknown as Node, all)
  // Outer ones before those that stand in them.
  const found = all
    .filter((node) => !isForCompiler(source, node))
    .sort((left, right) => left.start - right.start || right.end - left.end)
  const steps = found.map((node, index): Step => {
    const operator = String(node.operator)
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

function visit(node: Node, found: Node[]): void {
  // Types are no code, and a text is put together in one way only.
  if (/^TS(Type|Interface)/.test(node.type)) return
  if (isUpdate(node)) found.push(node)
  const isOperation = node.type === 'BinaryExpression' || node.type === 'LogicalExpression'
  const isText = (side: unknown) =>
    /^(Template|String)?Literal$/.test((side as Node).type) && !isNumber(side as Node)
  if (isOperation && OTHER[String(node.operator)] && !isText(node.left) && !isText(node.right))
    found.push(node)
  for (const child of listChildren(node)) visit(child, found)
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
`
