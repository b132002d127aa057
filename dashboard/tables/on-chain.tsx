import { Hash } from '../figures/chain-text.tsx'
import { At } from '../figures/when.tsx'
import type { Column } from './table.tsx'

interface OnChain {
  readonly blockNumber: number
  readonly blockTime: string
  readonly txHash: string
}

/** Where a row stands on chain: block, time and transaction. */
export const placeColumns = <Row extends OnChain>(): readonly [Column<Row>, Column<Row>, Column<Row>] => [
  {
    id: 'block',
    name: 'Block',
    number: true,
    value: (row) => row.blockNumber,
    cell: (row) => row.blockNumber,
  },
  { id: 'at', name: 'When (UTC)', value: (row) => row.blockTime, cell: (row) => <At at={row.blockTime} /> },
  { id: 'tx', name: 'Transaction', value: (row) => row.txHash, cell: (row) => <Hash of={row.txHash} /> },
]
