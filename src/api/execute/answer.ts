import type { ExecutionResult } from 'graphql'

/** A result, and its JSON text where that is known already. */
export type GraphQLAnswer = ExecutionResult & { readonly stringify?: () => string }

/** The answer that a text is, and what it says beside its data. Most doors send the text on; who looks at the data gets it parsed. */
export function fromText(text: string, extensions?: Record<string, unknown>): GraphQLAnswer {
  return {
    get data() {
      return (JSON.parse(text) as { data: Record<string, unknown> }).data
    },
    ...(extensions && { extensions }),
    stringify: () => (extensions ? `${text.slice(0, -1)},"extensions":${JSON.stringify(extensions)}}` : text),
  }
}
