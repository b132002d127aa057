import { type ReactNode, useId, useState } from 'react'
import { abbreviate } from '../figures/format.ts'
import { saveCsv } from './csv.ts'

export interface TableOf {
  readonly header: readonly string[]
  readonly rows: readonly (readonly (string | number | null)[])[]
}

/** A picture with its title, its unit, and the same as a table and as a file. */
export function ChartFrame({
  title,
  unit,
  table,
  note,
  children,
}: {
  title: string
  unit: string
  table: TableOf
  note?: ReactNode
  children: ReactNode
}) {
  const [asTable, setAsTable] = useState(false)
  const id = useId()
  return (
    <figure className="chart" aria-labelledby={id}>
      <figcaption>
        <h3 id={id}>
          {title} <small>{unit}</small>
        </h3>
        <span className="tools">
          <button type="button" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
            {asTable ? 'Picture' : 'Table'}
          </button>
          <button type="button" onClick={() => saveCsv(title, table.header, table.rows)}>
            CSV
          </button>
        </span>
      </figcaption>
      {asTable ? <Values {...table} /> : children}
      {note && <p className="note">{note}</p>}
    </figure>
  )
}

function Values({ header, rows }: TableOf) {
  return (
    <section className="scroll" tabIndex={0} aria-label="Values">
      <table>
        <thead>
          <tr>
            {header.map((each) => (
              <th key={each} scope="col">
                {each}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={String(row[0])}>
              {row.map((cell, at) => (
                <td key={at} className={typeof cell === 'number' ? 'number' : ''} title={String(cell ?? '')}>
                  {cell === null ? (
                    <span className="missing">none</span>
                  ) : typeof cell === 'number' ? (
                    abbreviate(String(cell))
                  ) : (
                    cell
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
