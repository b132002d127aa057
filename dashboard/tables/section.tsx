import { Table, type TableProps } from './table.tsx'

/** A table with its heading, of rows that have an id. */
export function TableSection<Row extends { readonly id: string }>({
  title,
  ...table
}: Omit<TableProps<Row>, 'rowId'> & { readonly title: string }) {
  return (
    <section>
      <h2>{title}</h2>
      <Table rowId={(row) => row.id} {...table} />
    </section>
  )
}
