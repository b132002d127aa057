import { Misconfigured } from '../claim/errors.ts'

export interface CsvRow {
  /** Line of the file that the row begins on, from 1; the header is line 1. */
  readonly line: number
  readonly fields: Readonly<Record<string, string>>
}

/**
 * Rows of a CSV file (RFC 4180: quotes, doubled quotes, line breaks inside quotes) by the names in its first line.
 * @throws Misconfigured `CSV_INVALID` for a quote that does not close, a doubled name or a row with more or fewer
 *   fields than names
 */
export function parseCsv(text: string, file: string): readonly CsvRow[] {
  const [header, ...records] = listRecords(text.replace(/^\uFEFF/, ''), file)
  if (!header) throw new Misconfigured('CSV_INVALID', `${file} is empty: it needs a line of names`)
  const names = header.fields
  if (new Set(names).size !== names.length)
    throw new Misconfigured('CSV_INVALID', `${file}:1 names a column twice: ${names.join(', ')}`)
  return records.map(({ line, fields }) => {
    if (fields.length !== names.length)
      throw new Misconfigured(
        'CSV_INVALID',
        `${file}:${line} has ${fields.length} fields, expected ${names.length}`,
      )
    return { line, fields: Object.fromEntries(names.map((name, index) => [name, fields[index] ?? ''])) }
  })
}

/** Fields as a line of a CSV file, without its end. */
export function toCsvLine(fields: readonly string[]): string {
  return fields.map((text) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)).join(',')
}

interface RawRecord {
  readonly line: number
  readonly fields: string[]
}

function listRecords(text: string, file: string): RawRecord[] {
  const records: RawRecord[] = []
  let line = 1
  for (let at = 0; at < text.length; ) {
    const record: RawRecord = { line, fields: [] }
    for (;;) {
      const field = text[at] === '"' ? quoted(text, at, file, line) : plain(text, at)
      line += field.value.split('\n').length - 1
      record.fields.push(field.value)
      at = field.end
      if (text[at] !== ',') break
      at++
    }
    if (text[at] === '\r') at++
    if (at < text.length && text[at] !== '\n')
      throw new Misconfigured('CSV_INVALID', `${file}:${line} has text after a closing quote`)
    at++
    line++
    // An empty line is no record.
    if (record.fields.length > 1 || record.fields[0] !== '') records.push(record)
  }
  return records
}

function plain(text: string, from: number): { value: string; end: number } {
  let end = from
  while (end < text.length && text[end] !== ',' && text[end] !== '\n' && text[end] !== '\r') end++
  return { value: text.slice(from, end), end }
}

function quoted(text: string, from: number, file: string, line: number): { value: string; end: number } {
  let value = ''
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] !== '"') value += text[at]
    else if (text[at + 1] === '"') {
      value += '"'
      at++
    } else return { value, end: at + 1 }
  }
  throw new Misconfigured('CSV_INVALID', `${file}:${line} opens a quote that does not close`)
}
