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
  const figures = (kind: string, note: string, words: string, type: (field: Field) => string) =>
    `"${note}"\ntype ${name}${kind} {\n${measures.map((field) => `"${words} \`${field.name}\` of the bucket." ${field.name}: ${type(field)}`).join('\n')}\n}`
  const keys = [...rollup.apart, ...rollup.by].map((key) => {
    const field = entity.fields.get(key)
    const type = field?.kind === 'scalar' ? field.scalar : field?.kind === 'enum' ? field.type : 'String'
    const always = rollup.apart.includes(key)
    return `"${always ? 'Every row of the answer is of one value of it.' : 'Null unless `by` names it.'}"\n${key}: ${type}${always ? '!' : ''}`
  })
  return `"One bucket of time of ${entity.plural}."
type ${name}Aggregate {
  "First moment of the bucket. Null without an interval."
  start: DateTime
  "Number of rows in the bucket."
  count: Int!
  ${keys.join('\n  ')}
  "Sums over its rows." sum: ${name}Sum!
  "The smallest row of each figure." min: ${name}Extreme!
  "The largest row of each figure." max: ${name}Extreme!
  "Means over its rows." avg: ${name}Average!
}
${figures('Sum', 'Sums over the rows of a bucket. Amounts are in base units.', 'Sum of all', (field) => (field.kind === 'amount' ? 'Amount!' : 'BigInt'))}
${figures('Extreme', 'The smallest or the largest values of single rows of a bucket. Amounts are in base units.', 'Smallest or largest', (field) => (field.kind === 'amount' ? 'Amount!' : 'BigInt'))}
${figures('Average', 'Means over the rows that exist, as decimal text: a day without a row is not a zero here. Amounts are in base units.', 'Mean', () => 'String')}
${rollup.by.length ? `"Fields that the rows of an aggregate can be grouped by, in addition to those they always are."\nenum ${name}AggregateKey { ${rollup.by.map((key) => `"One row for each \`${key}\`." ${key}`).join(' ')} }` : ''}`
}
