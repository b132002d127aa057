/** Why Postgres answers alone. */
export type Reason =
  | 'NOT_SET_UP'
  | 'NOTHING_LOADED'
  | 'REPLACED'
  | 'BEHIND'
  | 'NOT_HELD'
  | 'NO_ANSWER'
  | 'INCOMPLETE'
  | 'OVERFLOW'

/** ClickHouse cannot be asked for this: why. */
export class Declined extends Error {
  readonly reason: Reason

  constructor(reason: Reason, options?: ErrorOptions) {
    super(reason, options)
    this.reason = reason
  }
}
