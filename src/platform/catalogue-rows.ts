import { z } from 'zod'
import { Misconfigured } from '../claim/errors.ts'
import { parseCsv } from './csv.ts'

/** `2026-05-20` or `2026-05`, which counts as its first day. */
export const CatalogueDate = z.string().regex(/^\d{4}-\d{2}(-\d{2})?$/, 'a date: 2026-05-20 or 2026-05')
/** Days after which a row is stale. */
export const ShelfLife = z
  .string()
  .regex(/^\d{1,5}$/, 'whole days')
  .transform(Number)

/**
 * Rows of a CSV file that a schema accepts.
 * @throws Misconfigured `CSV_INVALID`, `CATALOGUE_INVALID` naming every fault at once
 */
export function readRows<T>(text: string, file: string, schema: z.ZodType<T>): T[] {
  const faults: string[] = []
  const rows: T[] = []
  for (const { line, fields } of parseCsv(text, file)) {
    const parsed = schema.safeParse(fields)
    if (parsed.success) rows.push(parsed.data)
    else
      faults.push(
        `${file}:${line} ${parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')}`,
      )
  }
  if (faults.length) throw new Misconfigured('CATALOGUE_INVALID', faults.join('\n'))
  return rows
}
