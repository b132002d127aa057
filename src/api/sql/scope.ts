import { type Entity, getEntity, type LinkField, type Model } from '../model/model.ts'
import { NODES_THEN } from './moment.ts'
import type { Statement } from './statement.ts'

function rowsOf({ moment }: Statement, { asOf, view }: Entity): string {
  return moment && asOf ? NODES_THEN : `api.${view}`
}

/** One entity in a FROM clause, with the entities that are joined to it. A link is joined once, whoever asks for it. */
export class Scope {
  readonly model: Model
  readonly statement: Statement
  readonly entity: Entity
  readonly alias: string
  readonly #source: string
  readonly #links = new Map<string, { scope: Scope; join: string }>()

  /** `source`: rows other than all of the entity's, of now or of the statement's moment. */
  constructor(model: Model, statement: Statement, entity: Entity, source = rowsOf(statement, entity)) {
    this.model = model
    this.statement = statement
    this.entity = entity
    this.alias = statement.alias()
    this.#source = source
  }

  column(name: string): string {
    return `${this.alias}.${name}`
  }

  /** The linked entity, joined. Its columns are null when there is no such row. */
  link(field: LinkField): Scope {
    const known = this.#links.get(field.name)
    if (known) return known.scope
    const target = getEntity(this.model, field.entity)
    const scope = new Scope(this.model, this.statement, target)
    this.#links.set(field.name, { scope, join: this.#join(field, scope) })
    return scope
  }

  #join(field: LinkField, scope: Scope): string {
    const on = (alias: string) =>
      field.to.map((column, at) => `${alias}.${column} = ${this.column(field.from[at] ?? '')}`).join(' and ')
    if (field.unique) return `left join ${scope.#source} ${scope.alias} on ${on(scope.alias)}`
    // Not its whole key: more than one may match, and one row must stay one row.
    const order = scope.entity.key.map((part) => `x.${part.column}`).join(', ')
    return `left join lateral (select * from ${scope.#source} x where ${on('x')} order by ${order} limit 1) ${scope.alias} on true`
  }

  /** FROM clause with every join that was asked for; call it last. */
  from(): string {
    return [`from ${this.#source} ${this.alias}`, ...this.#joins()].join(' ')
  }

  #joins(): string[] {
    return [...this.#links.values()].flatMap(({ scope, join }) => [join, ...scope.#joins()])
  }
}
