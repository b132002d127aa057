/** Rows in their canonical encoding, one behind another. Format: docs/formats/lake.md, section 4. */
export interface EncodedRows {
  readonly bytes: Buffer
  /** Where each row ends; the first one begins at 0. */
  readonly ends: readonly number[]
}
