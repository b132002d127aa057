import {
  type DocumentNode,
  type GraphQLSchema,
  isObjectType,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql'

type Arguments = Readonly<Record<string, unknown>>

/**
 * What a field costs beyond the rows that it is seen to ask for, in rows: one number, or worked out from its arguments.
 * 0: it only picks something out of its parent.
 */
export type FieldCost = number | ((args: Arguments) => number)

/** Costs by `Type.field`. */
export type FieldCosts = Readonly<Record<string, FieldCost>>

/** The costs of every field that is no entity's: each extension brings its own. */
export class Costs {
  readonly #costs: ReadonlyMap<string, FieldCost>
  readonly #heavy: ReadonlySet<string>

  constructor(costs: FieldCosts) {
    this.#costs = new Map(Object.entries(costs))
    const heavy = [...this.#costs].filter(([, cost]) => cost !== 0)
    this.#heavy = new Set(heavy.map(([name]) => name))
  }

  /** In rows; `args` gives the field's arguments, and is called only where they matter. */
  of(type: string, field: string, args: () => Arguments): number {
    const cost = this.#costs.get(`${type}.${field}`) ?? 0
    return typeof cost === 'number' ? cost : cost(args())
  }

  /**
   * Whether a valid document asks for a field that reads several statements: they must all be of one moment. A field is told by its type:
   * a node has a `role` in its row, and a network's economics work one out.
   */
  asksHeavy(document: DocumentNode, schema: GraphQLSchema): boolean {
    const types = new TypeInfo(schema)
    let found = false
    visit(
      document,
      visitWithTypeInfo(types, {
        Field: ({ name }) => {
          if (this.#heavy.has(`${types.getParentType()?.name}.${name.value}`)) found = true
        },
      }),
    )
    return found
  }
}

/** @throws TypeError on a cost of a field that the schema does not have, and on a resolver without a cost */
export function assertCosts(
  schema: GraphQLSchema,
  { resolvers, costs }: { readonly resolvers: Readonly<Record<string, unknown>>; readonly costs: FieldCosts },
): void {
  for (const name of Object.keys(costs)) {
    const [typeName = '', fieldName = ''] = name.split('.')
    const type = schema.getType(typeName)
    if (!isObjectType(type) || !type.getFields()[fieldName])
      throw new TypeError(`a cost is given for ${name}, which is not in the schema`)
  }
  for (const name of Object.keys(resolvers))
    if (!Object.hasOwn(costs, name))
      throw new TypeError(
        `${name} has a resolver and no cost: give one, 0 when it reads and calculates nothing`,
      )
}
