import {
  type ColumnDef,
  getCoreRowModel,
  getFilteredRowModel,
  getSortedRowModel,
  type Row as RowOf,
  type SortingState,
  useReactTable,
} from '@tanstack/react-table'
import { useVirtualizer } from '@tanstack/react-virtual'
import { memo, type ReactNode, useMemo, useRef } from 'react'
import { useChoice } from '../app/choice.ts'
import { saveCsv } from '../charts/csv.ts'

export interface Column<Row> {
  readonly id: string
  readonly name: string
  /** What it is, for those who hover over its head. */
  readonly about?: string
  readonly number?: boolean
  /** Words that take several lines on a narrow screen, so that numbers stand beside them; not for long tables, whose rows are of one height. */
  readonly wraps?: boolean
  /** Left out at first; the reader may choose it. */
  readonly hidden?: boolean
  /** What it is sorted, filtered and exported by; null: not known, and last in any order. */
  readonly value: (row: Row) => string | number | null
  readonly cell: (row: Row) => ReactNode
}

export interface TableProps<Row> {
  readonly name: string
  readonly rows: readonly Row[]
  readonly columns: readonly Column<Row>[]
  readonly rowId: (row: Row) => string
  /** Column that it is sorted by at first; `-` in front: the largest first. */
  readonly sorted?: string
  readonly empty: ReactNode
  /** Begins the names of its choices in the address, where a page has two tables. */
  readonly prefix?: string
}

const VIRTUAL_FROM = 100
const ROW_PX = 33

/**
 * A table that sorts, filters, hides columns and is saved as a file; each choice is in the address. Rows beyond what fits the
 * window are drawn as they come into view.
 */
export function Table<Row>({ name, rows, columns, rowId, sorted = '', empty, prefix = '' }: TableProps<Row>) {
  const [sort, setSort] = useChoice(`${prefix}sort`, sorted)
  const [filter, setFilter] = useChoice(`${prefix}filter`)
  const preset = columns.filter((each) => !each.hidden).map((each) => each.id)
  const [chosen, setChosen] = useChoice(`${prefix}columns`, preset.join('.'))
  const shown = new Set(chosen.split('.'))
  const sorting = useMemo<SortingState>(
    () => (sort === '' ? [] : [{ id: sort.replace(/^-/, ''), desc: sort.startsWith('-') }]),
    [sort],
  )
  const definitions = useMemo(() => columns.map(defineColumn), [columns])
  const table = useReactTable<Row>({
    data: rows as Row[],
    columns: definitions,
    state: {
      sorting,
      globalFilter: filter,
      columnVisibility: Object.fromEntries(columns.map(({ id }) => [id, shown.has(id)])),
    },
    getRowId: rowId,
    getCoreRowModel: getCoreRowModel(),
    getSortedRowModel: getSortedRowModel(),
    getFilteredRowModel: getFilteredRowModel(),
    // By itself the table would leave out a column whose first row is empty.
    getColumnCanGlobalFilter: () => true,
    globalFilterFn: (row, id, text: string) =>
      String(row.getValue(id) ?? '')
        .toLowerCase()
        .includes(text.toLowerCase()),
    onSortingChange: () => {},
  })
  const { rows: found } = table.getRowModel()
  const visible = useMemo(() => {
    const kept = new Set(chosen.split('.'))
    return columns.filter(({ id }) => kept.has(id))
  }, [columns, chosen])
  const save = () =>
    saveCsv(
      name,
      visible.map((each) => each.name),
      found.map((row) => visible.map((each) => each.value(row.original))),
    )
  if (rows.length === 0) return <p className="empty">{empty}</p>
  return (
    <div className="table">
      <div className="choices">
        <input
          type="search"
          value={filter}
          placeholder="Filter"
          aria-label={`Filter ${name}`}
          onChange={(event) => setFilter(event.target.value)}
        />
        <span role="status">
          {found.length === rows.length ? '' : `${found.length} of `}
          {rows.length === 1 ? '1 row' : `${rows.length} rows`}
        </span>
        <details className="columns-choice">
          <summary>Columns</summary>
          {columns.map(({ id, name: label }) => (
            <label key={id}>
              <input
                type="checkbox"
                checked={shown.has(id)}
                onChange={() =>
                  setChosen(
                    columns
                      .map((each) => each.id)
                      .filter((each) => shown.has(each) !== (each === id))
                      .join('.'),
                  )
                }
              />
              {label}
            </label>
          ))}
        </details>
        <button type="button" onClick={save}>
          CSV
        </button>
      </div>
      <Rows name={name} columns={visible} rows={found} sort={sort} onSort={setSort} />
    </div>
  )
}

function defineColumn<Row>({ id, name, value }: Column<Row>): ColumnDef<Row> {
  return {
    id,
    header: name,
    // What is not known is undefined here: the table puts it last whichever way it sorts.
    accessorFn: (row) => value(row) ?? undefined,
    sortUndefined: 'last',
    sortingFn: (a, b) => compare(a.getValue(id), b.getValue(id)),
  }
}

function compare(a: unknown, b: unknown): number {
  if (a === b) return 0
  return typeof a === 'number' && typeof b === 'number' ? a - b : String(a) < String(b) ? -1 : 1
}

interface RowsProps<Row> {
  readonly name: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly RowOf<Row>[]
  readonly sort: string
  readonly onSort: (sort: string) => void
}

function Rows<Row>({ name, columns, rows, sort, onSort }: RowsProps<Row>) {
  const box = useRef<HTMLElement>(null)
  const virtual = rows.length > VIRTUAL_FROM
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_PX,
    overscan: 6,
    enabled: virtual,
  })
  const items = virtual
    ? virtualizer.getVirtualItems()
    : rows.map((_, index) => ({ index, start: index * ROW_PX }))
  const above = virtual ? (items[0]?.start ?? 0) : 0
  const below = virtual ? Math.max(0, virtualizer.getTotalSize() - above - items.length * ROW_PX) : 0
  return (
    <section className="scroll" ref={box} tabIndex={0} aria-label={name}>
      <table aria-rowcount={rows.length + 1}>
        <thead>
          <tr>
            {columns.map(({ id, name: label, about, number }) => (
              <th
                key={id}
                scope="col"
                className={number ? 'number' : ''}
                aria-sort={sort === id ? 'ascending' : sort === `-${id}` ? 'descending' : 'none'}
              >
                <button
                  type="button"
                  className="sort"
                  title={about}
                  onClick={() => onSort(sort === `-${id}` ? id : `-${id}`)}
                >
                  {label}
                  {sort === id ? ' ▲' : sort === `-${id}` ? ' ▼' : ''}
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {above > 0 && <Spacer height={above} columns={columns.length} />}
          {items.map(({ index }) => {
            const row = rows[index]
            if (!row) return null
            return (
              <Line
                key={row.id}
                index={index}
                row={row.original}
                columns={columns as readonly Column<never>[]}
              />
            )
          })}
          {below > 0 && <Spacer height={below} columns={columns.length} />}
        </tbody>
      </table>
    </section>
  )
}

/** One row. It is drawn again only when its own data or the columns change, and not with each step of scrolling. */
const Line = memo(function Line({
  index,
  row,
  columns,
}: {
  index: number
  row: unknown
  columns: readonly Column<never>[]
}) {
  return (
    <tr aria-rowindex={index + 2}>
      {columns.map(({ id, number, wraps, cell }) => (
        <td key={id} className={number ? 'number' : wraps ? 'wraps' : ''}>
          {cell(row as never)}
        </td>
      ))}
    </tr>
  )
})

function Spacer({ height, columns }: { height: number; columns: number }) {
  return (
    <tr>
      <td colSpan={columns} style={{ height, padding: 0, border: 0 }} />
    </tr>
  )
}
