import { type Entity, getEntity, type LinkField, type Model } from '../model/model.ts'
import { Unspoken } from './dialect.ts'
import { join, raw, type Sql, sql } from './fragment.ts'
import { NODES_THEN } from './moment.ts'
import type { Statement } from './statement.ts'

function rowsOf({ moment, dialect }: Statement, { asOf, view }: Entity): Sql {
  return moment && asOf ? NODES_THEN : dialect.rows(view)
}

/** A column of the rows that have this name. */
export function columnOf(alias: Sql, name: string): Sql {
  return sql`${alias}.${raw(name)}`
}

/** One entity in a FROM clause, with the entities that are joined to it. A link is joined once, whoever asks for it. */
export class Scope {
  readonly model: Model
  readonly statement: Statement
  readonly entity: Entity
  readonly alias: Sql
  /** Columns that the statement reads here, so far. */
  readonly read = new Set<string>()
  readonly #source: Sql
  readonly #links = new Map<string, { scope: Scope; join: Sql }>()

  /** `source`: rows other than all of the entity's, of now or of the statement's moment. */
  constructor(model: Model, statement: Statement, entity: Entity, source = rowsOf(statement, entity)) {
    this.model = model
    this.statement = statement
    this.entity = entity
    this.alias = statement.alias()
    this.#source = source
  }

  column(name: string): Sql {
    this.read.add(name)
    return columnOf(this.alias, name)
  }

  /** The linked entity, joined. Its columns are null when there is no such row. */
  link(field: LinkField): Scope {
    const known = this.#links.get(field.name)
    if (known) return known.scope
    if (!this.statement.dialect.hasEntities) throw new Unspoken(`the link ${field.name}`)
    const target = getEntity(this.model, field.entity)
    const scope = new Scope(this.model, this.statement, target)
    this.#links.set(field.name, { scope, join: this.#join(field, scope) })
    return scope
  }

  #join(field: LinkField, scope: Scope): Sql {
    const on = (alias: Sql) =>
      join(
        field.to.map((column, at) => sql`${columnOf(alias, column)} = ${this.column(field.from[at] ?? '')}`),
        ' and ',
      )
    if (field.unique) return sql`left join ${scope.#source} ${scope.alias} on ${on(scope.alias)}`
    // Not its whole key: more than one may match, and one row must stay one row.
    const x = raw('x')
    const order = join(
      scope.entity.key.map((part) => columnOf(x, part.column)),
      ', ',
    )
    return sql`left join lateral (select * from ${scope.#source} x where ${on(x)} order by ${order} limit 1) ${scope.alias} on true`
  }

  /** FROM clause with every join that was asked for; call it last. */
  from(): Sql {
    return join([sql`from ${this.#source} ${this.alias}`, ...this.#joins()], ' ')
  }

  #joins(): Sql[] {
    return [...this.#links.values()].flatMap(({ scope, join }) => [join, ...scope.#joins()])
  }
}
