import type { GraphQLFieldResolver } from 'graphql'
import type { Snapshot } from './snapshot.ts'

/** What every resolver gets. */
export interface Context {
  readonly snapshot: Snapshot
  /** Who asks, for work that callers take turns at. */
  readonly caller: string
}

type Resolver = GraphQLFieldResolver<unknown, Context>

/** Resolvers by `Type.field`. */
export type Resolvers = Readonly<Record<string, Resolver>>
