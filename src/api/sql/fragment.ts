/** A value of a statement, with its SQL type. It becomes a parameter where the statement is finished. */
interface Param {
  readonly value: unknown
  readonly type: string
  /** Values are numbered in the order in which they were given. */
  readonly order: number
}

/** SQL text that is complete but for its values. */
export interface Query {
  readonly text: string
  readonly values: readonly unknown[]
}

/** A piece of SQL with the values in it. Pieces are put together with {@link sql}; a value goes wherever its piece goes. */
export class Sql {
  readonly parts: readonly (string | Param)[]

  constructor(parts: readonly (string | Param)[]) {
    this.parts = parts
  }

  /** The text, when no value is in it; undefined otherwise. Two pieces of the same text mean the same. */
  get plain(): string | undefined {
    return this.parts.every((each) => typeof each === 'string') ? this.parts.join('') : undefined
  }

  /** As text it would lose its values: a piece that is put into a string by mistake is an error at once. */
  toString(): never {
    throw new TypeError('a piece of SQL is put into a string')
  }
}

/** Puts pieces together. Only pieces go in, so that no value and no text of a caller becomes SQL. */
export function sql(texts: TemplateStringsArray, ...pieces: readonly Sql[]): Sql {
  return new Sql(texts.flatMap((text, at) => [text, ...(pieces[at]?.parts ?? [])]))
}

/** Text as it is: the schema's own identifiers, and numbers that were checked. Never what a caller wrote. */
export function raw(text: string | number): Sql {
  return new Sql([String(text)])
}

let given = 0

/** A value of any caller, as a parameter of an SQL type. */
export function param(value: unknown, type: string): Sql {
  return new Sql([{ value, type, order: given++ }])
}

/** Pieces with a text between them. */
export function join(pieces: readonly Sql[], between: string): Sql {
  return new Sql(pieces.flatMap((piece, at) => (at === 0 ? piece.parts : [between, ...piece.parts])))
}

/** ` where …` with every condition, or nothing when there is none. */
export function whereClause(conditions: readonly Sql[]): Sql {
  return conditions.length ? sql` where ${join(conditions, ' and ')}` : sql``
}

/** How a parameter stands in the text: by its number and its type. */
type ShowParam = (number: number, type: string) => string

const asPostgres: ShowParam = (number, type) => `$${number}::${type}`

/** The finished statement: its text with numbered parameters, and their values. */
export function toQuery(statement: Sql, show: ShowParam = asPostgres): Query {
  const { texts, values } = toTexts([statement], show)
  return { text: texts.join(''), values }
}

/** Finished pieces of one statement: their parameters are numbered together. */
export function toTexts(
  pieces: readonly Sql[],
  showParam: ShowParam = asPostgres,
): {
  readonly texts: readonly string[]
  readonly values: readonly unknown[]
} {
  const params = new Set(pieces.flatMap(({ parts }) => parts).filter((each) => typeof each !== 'string'))
  const ordered = [...params].sort((a, b) => a.order - b.order)
  const numbers = new Map(ordered.map((each, at) => [each, at + 1]))
  const show = (each: string | Param) =>
    typeof each === 'string' ? each : showParam(numbers.get(each) ?? 0, each.type)
  return {
    texts: pieces.map(({ parts }) => parts.map(show).join('')),
    values: ordered.map(({ value }) => value),
  }
}
