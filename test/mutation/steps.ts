import { parseAst } from 'vitest/node'

/** One thing that a check does, and that can be left out of it or done wrongly. */
export interface Step {
  readonly id: number
  readonly file: string
  readonly line: number
  /** The condition or statement that is left out, in one line; or what stands there instead. */
  readonly text: string
}

/** Of the syntax tree. */
export interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [key: string]: unknown
}

interface Cut {
  readonly node: Node
  /** What stands for an expression that is left out; a statement is not run; another operator between the same sides. */
  readonly instead: 'true' | 'false' | Operator | null
}

type Operator = '<' | '<=' | '>' | '>=' | '-'
/** The other side of a border: of `>` the value itself. */
const BORDERS: Readonly<Record<string, Operator>> = { '<': '<=', '<=': '<', '>': '>=', '>=': '>' }

const REFUSALS = /^(Rejected|MalformedEvidence|NotCheckable|Unavailable|CodedError|Misconfigured)$/
const STEP_CALL = /^(assert|verify|decodePower$|end$)/

/**
 * The source with a switch at every step: each condition under which something is refused, operand by operand, each
 * operand of an answer yes or no, each refusal that no `if` stands before, each call whose only result is a refusal. Each
 * border in such an operand, or in a constant that says yes or no, can lie one further; a level down can be a level up.
 */
export function addSwitches(
  file: string,
  source: string,
  firstId: number,
): { source: string; steps: Step[] } {
  const cuts: Cut[] = []
  visit(parseAst(source, { lang: 'ts' }, file) as unknown as Node, false, false, cuts)
  const judged = cuts.filter(({ node }) => !isForCompiler(source, node))
  const inserts: { at: number; text: string; order: number }[] = []
  const steps = judged.map(({ node, instead }, index): Step => {
    const id = firstId + index
    const other = instead && isOperator(instead) ? operate(source, node, instead) : instead
    const [before, after] = other ? [`(isOff(${id}) ? (${other}) : (`, '))'] : [`{ if (!isOff(${id})) `, ' }']
    inserts.push(
      { at: node.start, text: before, order: node.end },
      { at: node.end, text: after, order: -node.start },
    )
    const whole = source.slice(node.start, node.end).replace(/\s+/g, ' ')
    const text = instead && isOperator(instead) ? `${instead} for ${node.operator} in ${whole}` : whole
    return { id, file, line: source.slice(0, node.start).split('\n').length, text }
  })
  // From the end, so that places stay where they are; of two at one place the outer one encloses the inner one.
  inserts.sort((left, right) => right.at - left.at || left.order - right.order)
  const cut = inserts.reduce((text, { at, text: part }) => text.slice(0, at) + part + text.slice(at), source)
  return { source: cut, steps }
}

/** `typeof x !== 'number' || !Number.isInteger(x)`: the first half tells the compiler what the second one checks. */
export function isForCompiler(source: string, { start, end }: Node): boolean {
  const name = /^typeof (\S+) [!=]== 'number'$/.exec(source.slice(start, end))?.[1]
  const next = /^\s*(?:\|\||&&)\s*!?Number\.is(?:Safe)?Integer\((.+?)\)/.exec(source.slice(end))?.[1]
  return name !== undefined && name === next
}

function isOperator(instead: string): instead is Operator {
  return instead !== 'true' && instead !== 'false'
}

function operate(source: string, node: Node, operator: Operator): string {
  const [left, right] = [node.left as Node, node.right as Node]
  const at = source.indexOf(String(node.operator), left.end)
  return `${source.slice(node.start, at)}${operator}${source.slice(at + String(node.operator).length, right.end)}`
}

function visit(node: Node, isPredicate: boolean, isGuarded: boolean, cuts: Cut[]): void {
  if (isFunction(node)) {
    const answers = isYesOrNo(node)
    if (answers && isNode(node.body) && node.body.type !== 'BlockStatement')
      cutOperands(node.body, 'true', cuts)
    for (const child of listChildren(node)) visit(child, answers, false, cuts)
    return
  }
  if (node.type === 'IfStatement') {
    const [then, otherwise] = [node.consequent as Node, node.alternate as Node | null]
    const last = then.type === 'BlockStatement' ? (then.body as Node[]).at(-1) : then
    const refuses = last !== undefined && isRefusal(last, isPredicate)
    if (refuses) cutOperands(node.test as Node, 'false', cuts)
    visit(node.test as Node, isPredicate, false, cuts)
    visit(then, isPredicate, refuses, cuts)
    if (otherwise) visit(otherwise, isPredicate, false, cuts)
    return
  }
  const name = node.type === 'VariableDeclarator' ? String((node.id as Node).name) : ''
  if (/^(is|has|can)[A-Z]/.test(name) && isNode(node.init)) cutBorders(node.init, cuts)
  if (isLevelDown(node)) cuts.push({ node, instead: '-' })
  if (node.type === 'ThrowStatement' && !isGuarded && (node.argument as Node).type !== 'Identifier')
    cuts.push({ node, instead: null })
  if (node.type === 'ReturnStatement' && isPredicate && isNode(node.argument))
    cutOperands(node.argument, 'true', cuts)
  if (node.type === 'ExpressionStatement' && STEP_CALL.test(calledName(node.expression as Node)))
    cuts.push({ node, instead: null })
  const isLast = (child: Node) =>
    isGuarded && node.type === 'BlockStatement' && child === (node.body as Node[]).at(-1)
  for (const child of listChildren(node)) visit(child, isPredicate, isLast(child), cuts)
}

/** `instead: false` leaves out reasons to refuse, `true` reasons to answer no. */
function cutOperands(node: Node, instead: 'true' | 'false', cuts: Cut[]): void {
  const inner = node.type === 'ParenthesizedExpression' ? (node.expression as Node) : node
  const joined = instead === 'false' ? '||' : '&&'
  if (inner.type === 'LogicalExpression' && inner.operator === joined) {
    cutOperands(inner.left as Node, instead, cuts)
    cutOperands(inner.right as Node, instead, cuts)
  } else if (inner.type === 'UnaryExpression' && inner.operator === '!' && isJoined(inner.argument as Node))
    cutOperands(inner.argument as Node, instead === 'false' ? 'true' : 'false', cuts)
  else if (inner.type !== 'Literal') {
    cuts.push({ node: inner, instead })
    cutBorders(inner, cuts)
  }
}

function cutBorders(node: Node, cuts: Cut[]): void {
  if (isFunction(node)) return
  const other = node.type === 'BinaryExpression' ? BORDERS[String(node.operator)] : undefined
  if (other) cuts.push({ node, instead: other })
  else if (isJoined(node)) for (const side of listChildren(node)) cutBorders(side, cuts)
}

/** `depth + 1`, by which what a stranger nested is counted. */
function isLevelDown({ type, operator, left, right }: Node): boolean {
  const isDepth = (left as Node)?.type === 'Identifier' && (left as Node).name === 'depth'
  return type === 'BinaryExpression' && operator === '+' && isDepth && (right as Node).value === 1
}

function isJoined(node: Node): boolean {
  const inner = node.type === 'ParenthesizedExpression' ? (node.expression as Node) : node
  return inner.type === 'LogicalExpression'
}

function isRefusal(node: Node, isPredicate: boolean): boolean {
  if (node.type === 'ThrowStatement') return true
  const value = node.type === 'ReturnStatement' ? (node.argument as Node | null) : null
  if (value?.type === 'NewExpression') return REFUSALS.test(String((value.callee as Node).name))
  if (value?.type === 'Identifier' && value.name === 'undefined') return true
  return isPredicate && value?.type === 'Literal' && value.value === false
}

function isFunction({ type }: Node): boolean {
  return /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(type)
}

function isYesOrNo(node: Node): boolean {
  const type = (node.returnType as { typeAnnotation: Node } | null)?.typeAnnotation.type
  return type === 'TSBooleanKeyword' || type === 'TSTypePredicate'
}

function calledName(node: Node): string {
  if (node.type === 'AwaitExpression') return calledName(node.argument as Node)
  if (node.type !== 'CallExpression') return ''
  const callee = node.callee as Node
  return String(callee.type === 'MemberExpression' ? (callee.property as Node).name : callee.name)
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'
}

export function listChildren(node: Node): Node[] {
  return Object.values(node).flatMap((value) =>
    Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : [],
  )
}
