import { API_URL } from '../../data/ask.ts'
import { Copied } from '../../figures/proof.tsx'
import type { ClaimNow } from './claim-now.ts'

/** The command that repeats every check of a claim, from public data and the reader's own endpoint. */
const commandOf = (id: string): string =>
  `assay verify claim ${id} --api ${API_URL || window.location.origin} --rpc "$RPC"`

export function Recheck({ claim }: { claim: ClaimNow }) {
  const command = commandOf(claim.id)
  return (
    <>
      <p>
        This repeats every check with the same judges, reads the log from an endpoint of your choice (
        <code>RPC</code>) and proves it against its block’s header. The API is asked only where things stand.
      </p>
      <pre tabIndex={0} className="command">
        <code>{command}</code>
      </pre>
      <p className="copy">
        <Copied text={command} shown="Copy the command" />
      </p>
      <p className="note">
        It ends with 0 where everything that can be repeated is verified and no verdict differs, 1 where
        something is rejected, 2 where something is undecided or a verdict differs.
      </p>
    </>
  )
}
