import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { short } from '../figures/format.ts'
import { useNetwork } from './network.tsx'

/** A link to a page of the open network: `<To page="node" id={key}>`. What the reader chose of the window goes along. */
export function To({
  page,
  id,
  search,
  children,
}: {
  page: string
  id?: string
  search?: Readonly<Record<string, string>>
  children: ReactNode
}) {
  const { network } = useNetwork()
  const path = [network.network, page, id].filter((each) => each !== undefined && each !== '')
  return (
    <Link
      to={`/${path.map((each) => encodeURIComponent(each ?? '')).join('/')}`}
      search={(before: Record<string, string>) => ({ ...pick(before, ['days', 'to']), ...search })}
    >
      {children}
    </Link>
  )
}

const pick = (from: Record<string, string>, names: readonly string[]) =>
  Object.fromEntries(Object.entries(from).filter(([name]) => names.includes(name)))

/** A node by the beginning and end of its name on chain. */
export function NodeLink({ of, children }: { of: string; children?: ReactNode }) {
  return (
    <To page="node" id={of}>
      <span title={of}>{children ?? short(of)}</span>
    </To>
  )
}
