import type { NodeMoneyQuery, NodeQuery } from '../../data/generated/graphql.ts'

export type NodeNow = NodeQuery['nodes'][number]

/** What one node earned and what it cost, of money of one class. */
export type Economics = NonNullable<NonNullable<NodeMoneyQuery['node']>['economics']>[number]
