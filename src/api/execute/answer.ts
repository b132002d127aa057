import type { ExecutionResult } from 'graphql'
import type { Packed } from './packed.ts'

/** A result, and its JSON text where that is known already. */
export type GraphQLAnswer = ExecutionResult & {
  readonly stringify?: () => string
  /** The same text as gzip, where it is compressed already. */
  readonly gzip?: () => Promise<Buffer>
}

/** The answer that a text is, and what it says beside its data. Most doors send the text on; who looks at the data gets it parsed. `packed`: the text without its last brace. */
export function fromText(
  text: string,
  { extensions, packed }: { extensions?: Record<string, unknown>; packed?: Packed | undefined } = {},
): GraphQLAnswer {
  const end = extensions ? `,"extensions":${JSON.stringify(extensions)}}` : '}'
  return {
    get data() {
      return (JSON.parse(text) as { data: Record<string, unknown> }).data
    },
    ...(extensions && { extensions }),
    stringify: () => (extensions ? `${text.slice(0, -1)}${end}` : text),
    ...(packed && { gzip: () => packed.endingIn(end) }),
  }
}
