import type { GraphQLFieldResolver } from 'graphql'
import type { Snapshot } from './snapshot.ts'

/** What every resolver gets. */
export interface Context {
  readonly snapshot: Snapshot
}

type Resolver = GraphQLFieldResolver<unknown, Context>

/** Resolvers by `Type.field`. */
export type Resolvers = Readonly<Record<string, Resolver>>
