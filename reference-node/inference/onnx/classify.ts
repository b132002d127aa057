import { NotCheckable } from '../../../src/claim/errors.ts'
import type { Model, ModelNode } from './model.ts'

/**
 * How two honest machines may differ on a model. `exact`: not at all, so bytes are compared. `float`: in the last bits,
 * so values are compared within a stated tolerance.
 */
export type Arithmetic = 'exact' | 'float'

const RANDOM = new Set([
  'RandomNormal',
  'RandomNormalLike',
  'RandomUniform',
  'RandomUniformLike',
  'Multinomial',
  'Bernoulli',
])

// Operators whose integer forms have one answer in integers. A product of u8 and s8 is among them only because the
// sessions run with x64quantprecision=1 and a canary shows that it took effect: without it AVX2 saturates.
const EXACT = new Set(
  (
    'Abs Add And ArgMax ArgMin BitShift BitwiseAnd BitwiseNot BitwiseOr BitwiseXor Cast Clip Compress Concat Constant ' +
    'ConstantOfShape ConvInteger CumSum DepthToSpace Div Equal Expand Flatten Gather GatherElements GatherND Greater ' +
    'GreaterOrEqual Identity Less LessOrEqual MatMul MatMulInteger Max Min Mod Mul Neg NonZero Not OneHot Or Pad Range ' +
    'ReduceMax ReduceMin ReduceProd ReduceSum Relu Reshape ReverseSequence Scatter ScatterElements ScatterND Shape Sign ' +
    'Size Slice SpaceToDepth Split Squeeze Sub Tile TopK Transpose Trilu Unique Unsqueeze Where Xor'
  ).split(' '),
)

/**
 * Says how two machines may differ on a model, and refuses one whose values cannot be exchanged with the runtime.
 * @throws NotCheckable `UNSUPPORTED_VALUE`, `UNSUPPORTED_DATA_TYPE`
 */
export function classifyModel(model: Model): Arithmetic {
  for (const { name, type } of [...model.inputs, ...model.outputs]) {
    if (!type)
      throw new NotCheckable(
        'UNSUPPORTED_VALUE',
        `${name.slice(0, 60)} is no tensor (sequence, map, optional or sparse)`,
      )
    if (!type.isExchangeable)
      throw new NotCheckable('UNSUPPORTED_DATA_TYPE', `${name.slice(0, 60)} is of ${type.name}`)
  }
  return isExact(model) ? 'exact' : 'float'
}

/**
 * Whether a run draws by chance, with a seed as without: measured, a session draws on from where its last run ended, and how
 * often another one had run nobody knows. `perhaps`: in a branch that may not be taken, or by a Dropout that may be switched
 * off (its third input).
 */
export function findChance(model: Model): 'never' | 'perhaps' | 'always' {
  const isDropout = ({ operator, inputCount }: ModelNode) => operator === 'Dropout' && inputCount > 2
  const drawing = model.nodes.filter((node) => RANDOM.has(node.operator))
  if (drawing.some(({ isAlwaysRun }) => isAlwaysRun)) return 'always'
  return drawing.length > 0 || model.nodes.some(isDropout) ? 'perhaps' : 'never'
}

function isExact(model: Model): boolean {
  const types = [...model.inputs, ...model.outputs].map((value) => value.type)
  return (
    [...types, ...model.initializerTypes].every((type) => type?.kind === 'integer') &&
    model.nodes.every(isExactNode)
  )
}

function isExactNode({ operator, domain, types, attributes }: ModelNode): boolean {
  // ConstantOfShape without a value makes floats.
  const makesFloat = operator === 'ConstantOfShape' && !attributes.has('value')
  return domain === '' && EXACT.has(operator) && !makesFloat && types.every((type) => type.kind === 'integer')
}
