import { GraphQLError } from 'graphql'
import type { Resolvers } from '../execute/context.ts'
import type { Snapshot } from '../execute/snapshot.ts'
import { type Entity, getColumnField, getEntity, type Model } from '../model/model.ts'
import { idCondition, idExpression, parseId } from '../sql/id.ts'
import { Statement } from '../sql/statement.ts'
import { sqlType } from '../sql/value.ts'

// Where a hash, an address or a name may stand. Each is looked up through an index of its table.
const BYTES: readonly [entity: string, field: string][] = [
  ['Node', 'key'],
  ['Node', 'owner'],
  ['Node', 'paymentAddress'],
  ['Settlement', 'txHash'],
  ['Settlement', 'merkleRoot'],
  ['Claim', 'txHash'],
  ['Claim', 'outputHash'],
  ['Registration', 'txHash'],
  ['Penalty', 'txHash'],
  ['Fee', 'txHash'],
  ['Fee', 'payer'],
  ['Emission', 'txHash'],
  ['Model', 'modelKey'],
  ['Chain', 'hash'],
]
const TEXT: readonly [entity: string, field: string][] = [
  ['Network', 'network'],
  ['Node', 'endpoint'],
  ['Settlement', 'blobId'],
  ['Blob', 'blobId'],
]

/** `search`: bytes exactly, ids exactly, names by their beginning. */
export function searchResolvers(model: Model): Resolvers {
  return {
    'Query.search': async (_, args, { snapshot }) => {
      const text = String(args.text).trim()
      const limit = args.limit
      if (text.length < 2 || text.length > 200) throw refused('text must have 2 to 200 characters')
      if (typeof limit !== 'number' || limit < 1 || limit > 20) throw refused('limit must be 1 to 20')
      return search(model, snapshot, text, limit)
    },
  }
}

async function search(model: Model, snapshot: Snapshot, text: string, limit: number): Promise<unknown[]> {
  const statement = new Statement()
  const parts: string[] = []
  for (const entity of model.entities.values())
    if (parseId(entity, text)) {
      const columns = entity.key.map((part) => `t.${part.column}`)
      parts.push(found(entity, 'id', idCondition(statement, entity, text, columns), 1))
    }
  const hex = /^0x([0-9a-f]{2}){1,64}$/i.test(text)
  for (const [name, fieldName] of hex ? BYTES : TEXT) {
    const entity = getEntity(model, name)
    const field = getColumnField(entity, fieldName)
    const { type, toParam } = sqlType(field)
    const value = statement.param(toParam(text.toLowerCase()), type)
    parts.push(
      found(
        entity,
        fieldName,
        hex ? `t.${field.column} = ${value}` : `starts_with(t.${field.column}, ${value})`,
        limit,
      ),
    )
  }
  if (!parts.length) return []
  const rows = await snapshot.rows(parts.map((part) => `(${part})`).join(' union all '), statement.values)
  return rows.map(([type, id, field, network]) => ({ type, id, field, network }))
}

function found(entity: Entity, field: string, condition: string, limit: number): string {
  return `select '${entity.name}', ${idExpression(entity, 't')}, '${field}', t.network from api.${entity.view} t where ${condition} limit ${limit}`
}

function refused(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } })
}
