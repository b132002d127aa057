import type { ClaimQuery } from '../../data/generated/graphql.ts'

export type ClaimNow = NonNullable<ClaimQuery['claimById']>
