import type { MigrationInterface, QueryRunner } from 'typeorm'
import { disabling } from './1790000000590-registries.ts'
import { CONTACT_FROM } from './1790000000640-contacts.ts'
import { MEASUREMENT_FROM, newestWord, TOLD } from './1790000000670-measurements.ts'

const word = (column: string) => `(select m.${column} ${newestWord('t.changed_block')})`

// Lists join this view once for each of their rows, and few ask for a measurement: as values of their own, and no join, its version
// and approval are looked up where they are asked for.
const VIEW = `create or replace view api.node as select t.network, t.chain_id, t.node as node_key, first_block, first_time,
    changed_block, changed_time, t.role, t.owner, coalesce(t.payment_address, c.payment_address) as payment_address,
    coalesce(t.endpoint, c.endpoint) as endpoint, t.tee_type, coalesce(t.measurement, c.measurement) as measurement,
    coalesce(t.measurement_version, ${word('version')}) as measurement_version,
    coalesce(t.measurement_approved, ${word('approved')}) as measurement_approved, t.attested_block, t.attested_at, t.enabled,
    ${disabling('t.changed_block')}, last_heartbeat_block, last_heartbeat_at, last_heartbeat_signed_at, lapsed, registry,
    null::text as lapsed_reason, ${CONTACT_FROM}, ${MEASUREMENT_FROM}
  from derived.node t ${TOLD}`

/** A list with its nodes looks up no measurement that nobody asked for. */
export class NodeLinks1790000001120 implements MigrationInterface {
  readonly name = 'NodeLinks1790000001120'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(VIEW)
  }

  async down(): Promise<void> {
    throw new Error('its columns are those of before: there is nothing to go back to')
  }
}
