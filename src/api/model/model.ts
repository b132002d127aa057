export type ScalarName =
  | 'ID'
  | 'String'
  | 'Int'
  | 'ChainId'
  | 'Boolean'
  | 'BigInt'
  | 'Bytes'
  | 'DateTime'
  | 'Date'
  | 'JSON'

/** How a part of an id is written in text and typed in SQL; see `src/api/sql/id.ts`. */
export type KeyKind = 'text' | 'word' | 'int' | 'bytes' | 'date' | 'time' | 'moment' | 'phase' | 'leaf'

export interface KeyPart {
  readonly column: string
  readonly kind: KeyKind
}

interface Named {
  readonly name: string
}

/** A value in one column of the entity's view. */
interface ScalarField extends Named {
  readonly kind: 'scalar'
  readonly scalar: ScalarName
  readonly column: string
  readonly nullable: boolean
  /** A place on chain as text: a filter also takes it with its network in front, as ids have it. */
  readonly isPlace: boolean
  /** Too long to filter, order or export by. */
  readonly isBulk: boolean
}
interface EnumField extends Named {
  readonly kind: 'enum'
  readonly type: string
  readonly column: string
  readonly nullable: boolean
}
/** Base units in `column`, of the token whose contract is in `tokenColumn`, on the row's network and chain. */
export interface AmountField extends Named {
  readonly kind: 'amount'
  readonly column: string
  readonly tokenColumn: string
}
export interface IdField extends Named {
  readonly kind: 'id'
}
/** At most one row of another entity: its columns `to` equal our columns `from`. */
export interface LinkField extends Named {
  readonly kind: 'link'
  readonly entity: string
  readonly from: readonly string[]
  readonly to: readonly string[]
  /** False when `to` is not the other's whole key: then the first by key is meant. */
  readonly unique: boolean
}
export interface ListField extends Named {
  readonly kind: 'list'
  readonly entity: string
  readonly from: readonly string[]
  readonly to: readonly string[]
}
/** Not a column: a resolver answers from the named sibling fields. */
interface ComputedField extends Named {
  readonly kind: 'computed'
  readonly needs: readonly string[]
  /** One value without parts: it stands in a row like a column's. */
  readonly leaf: boolean
}

export type Field = IdField | ScalarField | EnumField | AmountField | LinkField | ListField | ComputedField
export type ColumnField = ScalarField | EnumField | AmountField

export interface Rollup {
  /** Field that holds the start of the bucket. */
  readonly time: string
  /** Fields that rows are always kept apart by: figures that differ in them are never added. */
  readonly apart: readonly string[]
  /** Fields that rows may be kept apart by. */
  readonly by: readonly string[]
}

export interface Entity {
  readonly name: string
  readonly view: string
  /** Views that the view is the union of: a page is read of each for itself. Empty where it is one. */
  readonly parts: readonly string[]
  /** Columns of the rollup `network_day` whose sum is how many rows a chain has; of the first part where there are parts. */
  readonly counters: readonly string[]
  /** Root fields: `<plural>`, `<plural>Connection`, `<singular>ById`. */
  readonly plural: string
  readonly singular: string
  readonly key: readonly KeyPart[]
  readonly fields: ReadonlyMap<string, Field>
  /** True when its state at a block can be read. */
  readonly asOf: boolean
  readonly rollup: Rollup | undefined
}

/** What the hand-written schema says, as data. Every SQL identifier comes from here. */
export interface Model {
  readonly entities: ReadonlyMap<string, Entity>
}

/** The entity by name, or throws: names come from the schema itself. */
export function getEntity(model: Model, name: string): Entity {
  const entity = model.entities.get(name)
  if (!entity) throw new TypeError(`schema.graphql has no entity ${name}`)
  return entity
}

/** The field by name, or throws. */
export function getField(entity: Entity, name: string): Field {
  const field = entity.fields.get(name)
  if (!field) throw new TypeError(`${entity.name} has no field ${name}`)
  return field
}

/** The field that is one column, or throws. */
export function getColumnField(entity: Entity, name: string): ColumnField {
  const field = getField(entity, name)
  if (field.kind === 'scalar' || field.kind === 'enum' || field.kind === 'amount') return field
  throw new TypeError(`${entity.name}.${name} is not a column`)
}
