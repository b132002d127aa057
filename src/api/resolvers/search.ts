import { findBech32 } from '../../claim/bech32.ts'
import type { Resolvers } from '../execute/context.ts'
import { badInput } from '../execute/errors.ts'
import type { Snapshot } from '../execute/snapshot.ts'
import { type Entity, getColumnField, getEntity, type Model } from '../model/model.ts'
import { join, param, raw, type Sql, sql, toQuery } from '../sql/fragment.ts'
import { anyIdCondition, idExpression, readId } from '../sql/id.ts'

// Where a hash, an address or a name may stand. Each is looked up through an index of its table, for hashes and addresses from
// the first byte on; one that begins with the network is walked network by network.
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
  ['ValidatorIdentity', 'consensus'],
  ['ValidatorIdentity', 'evmAddress'],
  ['ValidatorIdentity', 'signingKey'],
]
const BY_NETWORK = new Set(['Node.owner', 'Node.paymentAddress', 'Fee.payer'])
/** Fewer would be the beginning of too many. */
const LEAST_DIGITS = 6

const TEXT: readonly [entity: string, field: string][] = [
  ['Network', 'network'],
  ['Node', 'endpoint'],
  ['Settlement', 'blobId'],
  ['Blob', 'blobId'],
  ['ValidatorIdentity', 'moniker'],
]
/** Written as whoever chose them liked; the others are kept in small letters, or are told from each other by them. */
const ANY_CASE = new Set(['ValidatorIdentity.moniker'])

/** `search`: ids, with or without their network; hashes, addresses and names by their beginning. */
export function searchResolvers(model: Model): Resolvers {
  return {
    'Query.search': async (_, args, { snapshot }) => {
      const text = String(args.text).trim()
      const limit = args.limit
      if (text.length < 2 || text.length > 200) throw badInput('text must have 2 to 200 characters')
      if (typeof limit !== 'number' || limit < 1 || limit > 20) throw badInput('limit must be 1 to 20')
      return search(model, snapshot, text, limit)
    },
  }
}

async function search(model: Model, snapshot: Snapshot, text: string, limit: number): Promise<unknown[]> {
  const parts: Sql[] = []
  for (const entity of model.entities.values())
    if (isId(entity, text)) {
      const columns = entity.key.map((part) => raw(`t.${part.column}`))
      parts.push(found(entity, 'id', anyIdCondition(entity, text, columns), limit))
    }
  const hex = findHex(text)
  if (hex !== undefined && hex.length < LEAST_DIGITS)
    throw badInput(`text must have at least ${LEAST_DIGITS} hexadecimal digits after 0x`)
  for (const [name, fieldName] of hex === undefined ? TEXT : BYTES) {
    const entity = getEntity(model, name)
    const { column } = getColumnField(entity, fieldName)
    const begins =
      hex === undefined
        ? sql`starts_with(${shownAs(name, fieldName, raw(`t.${column}`))}, ${param(text.toLowerCase(), 'text')})`
        : beginsWith(raw(`t.${column}`), hex)
    const walked = BY_NETWORK.has(`${name}.${fieldName}`)
      ? sql` and t.network in (select n.network from api.network n)`
      : sql``
    parts.push(found(entity, fieldName, sql`${begins}${walked}`, limit))
  }
  const all = toQuery(
    join(
      parts.map((part) => sql`(${part})`),
      ' union all ',
    ),
  )
  // A range of bytes is walked through its index whatever the bytes are. The beginning of a text is a range only for one that is known when it is planned.
  const rows = await snapshot.rows(all.text, all.values, hex !== undefined)
  return rows.map(([type, id, field, network]) => ({ type, id, entityId: id, field, network }))
}

/** The digits of a hash or an address; of one in the way of a Cosmos chain too (`og1…`, `ogvaloper1…`, `ogvalcons1…`). */
function findHex(text: string): string | undefined {
  const plain = /^0x([0-9a-f]{1,128})$/i.exec(text)?.[1]?.toLowerCase()
  if (plain !== undefined) return plain
  const prefix = /^([a-z]{1,30})1[02-9ac-hj-np-z]{38}$/.exec(text)?.[1]
  const address = prefix === undefined ? undefined : findBech32(prefix, text)
  return address?.slice(2)
}

function shownAs(entity: string, field: string, column: Sql): Sql {
  return ANY_CASE.has(`${entity}.${field}`) ? sql`lower(${column})` : column
}

// A name that anybody chose is found as a text; any text would be such an id.
function isId(entity: Entity, text: string): boolean {
  return readId(entity, text).some(({ from }) => from === 0 || entity.key[1]?.kind !== 'text')
}

/** As a range, which an index serves: from the digits, filled with zeros, to the next number of as many digits. */
function beginsWith(column: Sql, hex: string): Sql {
  const bytes = (digits: string) =>
    param(Buffer.from(digits.padEnd(digits.length + (digits.length % 2), '0'), 'hex'), 'bytea')
  const next = (BigInt(`0x${hex}`) + 1n).toString(16).padStart(hex.length, '0')
  const below = next.length > hex.length ? sql`` : sql` and ${column} < ${bytes(next)}`
  return sql`${column} >= ${bytes(hex)}${below}`
}

function found(entity: Entity, field: string, condition: Sql, limit: number): Sql {
  const shown = sql`'${raw(entity.name)}', ${idExpression(entity, raw('t'))}, '${raw(field)}', t.network`
  return sql`select ${shown} from ${raw(`api.${entity.view}`)} t where ${condition} limit ${raw(limit)}`
}
