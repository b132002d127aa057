import type { Entity, Field, Rollup } from '../model/model.ts'

/** The fields of a rollup that are figures: counts and amounts. */
export function measuresOf(entity: Entity, rollup: Rollup): Field[] {
  const keys = new Set([rollup.time, ...rollup.apart, ...rollup.by])
  return [...entity.fields.values()].filter(
    (field) =>
      !keys.has(field.name) &&
      (field.kind === 'amount' || (field.kind === 'scalar' && ['Int', 'BigInt'].includes(field.scalar))),
  )
}

/** SDL of the rows that an aggregate over this rollup answers with. */
export function aggregateTypes(entity: Entity, rollup: Rollup): string {
  const { name } = entity
  const measures = measuresOf(entity, rollup)
  const figures = (kind: string, note: string, type: (field: Field) => string) =>
    `"${note}"\ntype ${name}${kind} {\n${measures.map((field) => `${field.name}: ${type(field)}`).join('\n')}\n}`
  const keys = [...rollup.apart, ...rollup.by].map((key) => {
    const field = entity.fields.get(key)
    const type = field?.kind === 'scalar' ? field.scalar : field?.kind === 'enum' ? field.type : 'String'
    const always = rollup.apart.includes(key)
    return `"${always ? 'Rows are always kept apart by it.' : 'Null unless `by` names it.'}"\n${key}: ${type}${always ? '!' : ''}`
  })
  return `"One bucket of ${entity.plural}."
type ${name}Aggregate {
  "First day (or hour) of the bucket; null without an interval."
  start: DateTime
  "Rollup rows in it."
  count: Int!
  ${keys.join('\n  ')}
  "Sums over its rows." sum: ${name}Sum!
  "The smallest row of each figure." min: ${name}Extreme!
  "The largest row of each figure." max: ${name}Extreme!
  "Means over its rows." avg: ${name}Average!
}
${figures('Sum', 'Sums; amounts in base units.', (field) => (field.kind === 'amount' ? 'Amount!' : 'BigInt'))}
${figures('Extreme', 'Smallest or largest of one row; amounts in base units.', (field) => (field.kind === 'amount' ? 'Amount!' : 'BigInt'))}
${figures('Average', 'Mean of the rows that exist, as a decimal; days without a row are not zeros here. Amounts in base units.', () => 'String')}
${rollup.by.length ? `"What rows may be kept apart by, beyond what always keeps them apart."\nenum ${name}AggregateKey { ${rollup.by.join(' ')} }` : ''}`
}
