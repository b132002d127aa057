import type { Pool } from '../../platform/database.ts'
import type { Engine } from '../execute/engine.ts'
import type { RowsParts } from './divide.ts'
import { rowsSubject } from './rows-subject.ts'
import type { Subject } from './subject.ts'
import { listTables } from './tables.ts'

/** Everything that can be exported: the rows of every entity, and what the API works out. */
export function listSubjects(
  parts: RowsParts & { readonly pool: Pool; readonly mostMs: number },
  engine: Engine,
): Subject[] {
  return [
    ...[...parts.model.entities.values()].map((entity) => rowsSubject(parts, entity)),
    ...listTables(engine),
  ]
}
