import { withIndex } from '../indexer/operate/operate.ts'
import { type LakeOptions, openPlace, sayCell } from './command-options.ts'
import { exportFacts } from './export.ts'
import { exportLate } from './late/export.ts'

/** What `assay lake export` takes. */
export interface ExportCommand extends LakeOptions {
  readonly again?: true
  readonly from?: number
  readonly late?: true
}

/** `assay lake export` */
export function runExport(options: ExportCommand): Promise<void> {
  return withIndex(options, async ({ pool, place, config, signal, answer }) => {
    const { lake, store, grid } = openPlace(options, config.env)
    if (options.late) {
      const done = await exportLate({ pool, network: place.network, store }, signal)
      answer(
        { network: place.network, lake, ...done },
        `${done.rows} leaves and verdicts written, in ${done.entries} entries`,
      )
      return
    }
    const again = options.from ?? options.again ?? false
    const done = await exportFacts({ pool, place, store, grid, again, onCell: sayCell }, signal)
    answer(
      { ...place, lake, ...done },
      `${done.cells} cells with ${done.rows} facts written; the lake holds blocks 0 to ${done.covered}, final are blocks up to ${done.final}`,
    )
  })
}
