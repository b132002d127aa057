import { readFileSync } from 'node:fs'
import {
  buildASTSchema,
  concatAST,
  type DefinitionNode,
  type DocumentNode,
  type GraphQLSchema,
  Kind,
  parse,
  visit,
} from 'graphql'
import type { Model } from '../model/model.ts'
import { namedType, readModel } from '../model/read.ts'
import { DEFAULT_NESTED_PAGE } from '../model/sizes.ts'
import { describeInputs } from './describe.ts'
import { generateSdl, listArguments } from './generate.ts'
import { installScalars } from './scalars.ts'
import { spreadInterfaces, withoutOurDirectives } from './spread.ts'

const SOURCE = new URL('../../../schema.graphql', import.meta.url)

const INTERVALS = `"Length of a bucket of hours."
enum HourInterval { "An hour." HOUR "A UTC day." DAY "A week from Monday on." WEEK "A calendar month." MONTH }
"Length of a bucket of days."
enum DayInterval { "A UTC day." DAY "A week from Monday on." WEEK "A calendar month." MONTH }`

export interface PublicSchema {
  readonly model: Model
  /** Without resolvers. */
  readonly schema: GraphQLSchema
}

/** Reads schema.graphql and generates the rest of the public schema from it. */
export function buildPublicSchema(extensions: readonly string[] = []): PublicSchema {
  // Merged before the model is read: a part may add computed fields to an entity.
  const parts = [readFileSync(SOURCE, 'utf8'), ...extensions].map((sdl) => parse(sdl))
  const written = spreadInterfaces(mergeExtensions(concatAST(parts)))
  const model = readModel(written)
  const whole = concatAST([
    withListArguments(withoutOurDirectives(written), model),
    parse(INTERVALS),
    parse(generateSdl(model)),
  ])
  const schema = buildASTSchema(mergeExtensions(whole))
  installScalars(schema)
  describeInputs(model, schema)
  return { model, schema }
}

// `x: [Y!]!` of an entity takes the same arguments as the list at the root.
function withListArguments(document: DocumentNode, model: Model): DocumentNode {
  return visit(document, {
    ObjectTypeDefinition(type) {
      const entity = model.entities.get(type.name.value)
      if (!entity) return undefined
      const fields = (type.fields ?? []).map((field) => {
        if (entity.fields.get(field.name.value)?.kind !== 'list') return field
        const target = model.entities.get(namedType(field.type))
        return target
          ? { ...field, arguments: argumentsOf(listArguments(target, DEFAULT_NESTED_PAGE)) }
          : field
      })
      return { ...type, fields }
    },
  })
}

function argumentsOf(sdl: string) {
  const definition = parse(`type X { x${sdl}: Int }`).definitions[0]
  if (definition?.kind !== Kind.OBJECT_TYPE_DEFINITION) throw new TypeError('a list has arguments')
  return definition.fields?.[0]?.arguments ?? []
}

// buildASTSchema leaves `extend type` alone: its fields go into the type they extend.
function mergeExtensions(document: DocumentNode): DocumentNode {
  const extensions = document.definitions.filter((each) => each.kind === Kind.OBJECT_TYPE_EXTENSION)
  const definitions = document.definitions.flatMap((each): DefinitionNode[] => {
    if (each.kind === Kind.OBJECT_TYPE_EXTENSION) return []
    if (each.kind !== Kind.OBJECT_TYPE_DEFINITION) return [each]
    const added = extensions.filter((extension) => extension.name.value === each.name.value)
    const fields = [...(each.fields ?? []), ...added.flatMap((extension) => extension.fields ?? [])]
    return [{ ...each, fields }]
  })
  return { ...document, definitions }
}
