import type { ClaimVerdictFragment } from '../../data/generated/graphql.ts'
import { plain } from '../../figures/format.ts'
import { Verdict } from '../../figures/verdict.tsx'
import { When } from '../../figures/when.tsx'
import { codeOf } from '../../text/codes.ts'
import { outcomeOf, statementOf } from '../../text/verdicts.ts'

const ORDER = ['rejected', 'verified', 'undecided']

/** Each statement with its outcome, the code in words, whose fault, and what was corrected. */
export function Verdicts({ verdicts, empty }: { verdicts: readonly ClaimVerdictFragment[]; empty: string }) {
  if (verdicts.length === 0) return <p className="empty">{empty}</p>
  const sorted = [...verdicts].sort(
    (a, b) =>
      Number(a.superseded) - Number(b.superseded) ||
      ORDER.indexOf(a.outcome) - ORDER.indexOf(b.outcome) ||
      Number(b.number) - Number(a.number),
  )
  return (
    <ul className="verdicts">
      {sorted.map((each) => (
        <One key={each.number} of={each} />
      ))}
    </ul>
  )
}

function One({ of }: { of: ClaimVerdictFragment }) {
  const { statement, outcome, fault, code, detail, watchdog, checkedAt, superseded, transient } = of
  const words = codeOf(code)
  return (
    <li className={superseded ? 'superseded' : ''} data-statement={statement} data-outcome={outcome}>
      <h3>
        <Verdict outcome={outcome} fault={fault} />
        {superseded && <small>no longer stands</small>}
      </h3>
      <p>
        The statement: “{statementOf(statement).holds}” <code>{statement}</code>
      </p>
      {outcome !== 'verified' && (
        <p>
          Because: {words.meaning}. <code>{code}</code>
        </p>
      )}
      <p>{plain(detail, 400)}</p>
      {outcome !== 'verified' && words.actor !== 'nobody' && (
        <p>
          Who can change it: {words.actor}
          {words.remedy && `, who can ${words.remedy}`}.
        </p>
      )}
      {transient && <p>A later try may settle it.</p>}
      <Stopped verifiers={of.stoppedVerifiers} />
      <Corrections of={of} />
      <p className="note">
        Watchdog “{plain(watchdog, 40)}”, <When at={checkedAt} />, verdict {of.number}.
      </p>
      <details>
        <summary>Under which versions and rules</summary>
        <pre tabIndex={0}>
          <code>{plainJson(of.conditions)}</code>
        </pre>
      </details>
    </li>
  )
}

/** That the network stopped a verifier of this proof: it may hold, and prove nothing all the same. */
function Stopped({ verifiers }: { verifiers: unknown }) {
  if (!Array.isArray(verifiers) || verifiers.length === 0) return null
  const said = verifiers.map(({ kind, version, selector, blockNumber }) =>
    plain(`${kind} ${version} (${selector}) in block ${blockNumber}`, 100),
  )
  return (
    <p>
      <b>The network stopped its verifier</b>: {said.join(', ')}. A fault of such proofs was feared or found:
      that this one holds may prove nothing.
    </p>
  )
}

/** What this verdict corrects, and what corrects it: both stay. */
function Corrections({
  of: { corrects, correctsNumber, correctionReason, correctedBy, correctedByNumber },
}: {
  of: ClaimVerdictFragment
}) {
  return (
    <>
      {correctsNumber !== null && (
        <p>
          It corrects verdict {correctsNumber}
          {corrects && `, which said “${outcomeOf(corrects.outcome, corrects.fault)}”`}.
          {correctionReason && ` Why: ${plain(correctionReason, 300)}`}
        </p>
      )}
      {correctedByNumber !== null && (
        <p>
          It proved wrong: verdict {correctedByNumber} corrects it
          {correctedBy && ` and says “${outcomeOf(correctedBy.outcome, correctedBy.fault)}”`}.
          {correctedBy?.correctionReason && ` Why: ${plain(correctedBy.correctionReason, 300)}`}
        </p>
      )}
    </>
  )
}

/** JSON line by line, each line without marks that would turn or hide it. */
const plainJson = (value: unknown) =>
  JSON.stringify(value, null, 1)
    .split('\n')
    .map((line) => plain(line, 300))
    .join('\n')
