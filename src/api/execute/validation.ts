import {
  type GraphQLError,
  specifiedRules,
  type ValidationContext,
  type ValidationRule,
  VariablesInAllowedPositionRule,
} from 'graphql'

// A variable that is declared with a type that a position had before, and the type that stands there now.
const BEFORE =
  /^Variable "\$\w+" of type "(Int!?|\[Int!\]!?)" used in position expecting type "(ChainId!?|\[ChainId!\])"\.$/

/**
 * The rules of the specification, but for one version: chain ids were `Int` before they were `ChainId`, and documents that
 * clients generated then declare `$chain: Int!`. Every Int is a ChainId, so they stay valid.
 */
export const RULES: readonly ValidationRule[] = specifiedRules.map((rule) =>
  rule === VariablesInAllowedPositionRule ? allowedPositions : rule,
)

function allowedPositions(context: ValidationContext) {
  const lenient: ValidationContext = Object.create(context, {
    reportError: {
      value: (error: GraphQLError) => {
        const [, given = '', wanted = ''] = BEFORE.exec(error.message) ?? []
        const isNullable = wanted.endsWith('!') && !given.endsWith('!')
        const isFine = given !== '' && !isNullable && given.startsWith('[') === wanted.startsWith('[')
        if (!isFine) context.reportError(error)
      },
    },
  })
  return VariablesInAllowedPositionRule(lenient)
}
