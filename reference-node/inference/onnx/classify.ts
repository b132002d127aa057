import { NotCheckable } from '../../../src/claim/errors.ts'
import type { Model, ModelNode } from './model.ts'

/**
 * How two honest machines may differ on a model. `exact`: not at all, so bytes are compared. `float`: in the last bits,
 * so values are compared within a stated tolerance.
 */
export type Arithmetic = 'exact' | 'float'

/** The newest operator set of ONNX that onnxruntime 1.30 knows. */
const NEWEST_OPERATOR_SET = 25

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
 * Refuses a model on which two runs, or two machines, need not agree.
 * @throws NotCheckable `UNSUPPORTED_OPERATOR_SET`, `UNSUPPORTED_RANDOM`, `UNSUPPORTED_VALUE`, `UNSUPPORTED_DATA_TYPE`
 */
export function classifyModel(model: Model): Arithmetic {
  const newest = model.operatorSets.get('') ?? model.operatorSets.get('ai.onnx') ?? 0
  if (newest > NEWEST_OPERATOR_SET)
    throw new NotCheckable(
      'UNSUPPORTED_OPERATOR_SET',
      `operator set ${newest}, the runtime knows ${NEWEST_OPERATOR_SET}`,
    )
  const random = model.nodes.find((node) => isRandom(node) && !node.attributes.has('seed'))
  if (random) throw new NotCheckable('UNSUPPORTED_RANDOM', `${random.operator} without a seed`)
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

/** Whether a run depends on how often its session ran before, with a seed as without. */
export function drawsByChance(model: Model): boolean {
  return model.nodes.some(isRandom)
}

/** Dropout draws only in training mode, which is its third input. */
function isRandom({ operator, inputCount }: ModelNode): boolean {
  return RANDOM.has(operator) || (operator === 'Dropout' && inputCount > 2)
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
