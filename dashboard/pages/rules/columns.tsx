import type { RulesQuery } from '../../data/generated/graphql.ts'
import { Hash, Word } from '../../figures/chain-text.tsx'
import { plain } from '../../figures/format.ts'
import { placeColumns } from '../../tables/on-chain.tsx'
import type { Column } from '../../tables/table.tsx'
import { ROLE_NAMES } from '../../text/roles.ts'
import { parameterInWords } from '../../text/rules.ts'

export const PARAMETERS: readonly Column<RulesQuery['parameterChanges'][number]>[] = [
  {
    id: 'rule',
    name: 'Rule',
    value: (row) => row.parameter,
    cell: (row) => plain(parameterInWords(row.parameter)),
  },
  { id: 'old', name: 'Before', value: (row) => row.oldValue, cell: (row) => <Word of={row.oldValue} /> },
  { id: 'new', name: 'After', value: (row) => row.newValue, cell: (row) => <Word of={row.newValue} /> },
  {
    id: 'contract',
    name: 'Contract',
    value: (row) => row.contract,
    cell: (row) => <Hash of={row.contract} />,
  },
  ...placeColumns<RulesQuery['parameterChanges'][number]>(),
]

export const MEASUREMENTS: readonly Column<RulesQuery['measurementChanges'][number]>[] = [
  { id: 'code', name: 'Code', value: (row) => row.measurement, cell: (row) => <Hash of={row.measurement} /> },
  {
    id: 'version',
    name: 'Version',
    value: (row) => row.version,
    cell: (row) => plain(row.version ?? '') || <span className="missing">unnamed</span>,
  },
  {
    id: 'what',
    name: 'What',
    value: (row) => String(row.approved),
    cell: (row) => (row.approved ? 'approved' : 'revoked'),
  },
  ...placeColumns<RulesQuery['measurementChanges'][number]>(),
]

export const ROLES: readonly Column<RulesQuery['roleChanges'][number]>[] = [
  { id: 'what', name: 'What', value: (row) => row.change, cell: (row) => plain(row.change) },
  {
    id: 'role',
    name: 'Role',
    value: (row) => ROLE_NAMES[row.role] ?? row.role,
    cell: (row) => {
      const name = ROLE_NAMES[row.role]
      return name === undefined ? <Hash of={row.role} /> : <code title={row.role}>{name}</code>
    },
  },
  { id: 'account', name: 'Account', value: (row) => row.account, cell: (row) => <Hash of={row.account} /> },
  { id: 'sender', name: 'By', value: (row) => row.sender, cell: (row) => <Hash of={row.sender} /> },
  ...placeColumns<RulesQuery['roleChanges'][number]>(),
]

export const VOTES: readonly Column<RulesQuery['governanceActions'][number]>[] = [
  { id: 'action', name: 'What', value: (row) => row.action, cell: (row) => plain(row.action) },
  { id: 'proposal', name: 'Proposal', value: (row) => row.proposal, cell: (row) => plain(row.proposal) },
  { id: 'account', name: 'Account', value: (row) => row.account, cell: (row) => <Hash of={row.account} /> },
  { id: 'detail', name: 'Detail', value: (row) => row.detail, cell: (row) => plain(row.detail ?? '', 120) },
  ...placeColumns<RulesQuery['governanceActions'][number]>(),
]
