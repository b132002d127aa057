import { Link } from '@tanstack/react-router'
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from 'react'
import { API_URL } from '../data/ask.ts'
import type { Question } from '../data/use-answer.ts'
import { pageOf } from '../text/methods.ts'
import { reasonOf } from '../text/reasons.ts'
import { Filled } from './filled.tsx'
import { moment, plain } from './format.ts'
import type { Shown } from './shown.ts'

/** What a click on a number opens. */
export interface Proof {
  readonly name: string
  readonly shown: Shown
  readonly question: Question | null
}

const Open = createContext<(proof: Proof) => void>(() => {})
const Asked = createContext<Question | null>(null)

export const useProof = () => useContext(Open)

/** The question that the numbers below it came from. */
export const useQuestion = () => useContext(Asked)

/** Says which question the numbers inside were answered by. */
export function AskedBy({ question, children }: { question: Question; children: ReactNode }) {
  return <Asked.Provider value={question}>{children}</Asked.Provider>
}

/** Holds the one panel that says where a number comes from. */
export function ProofPanel({ children }: { children: ReactNode }) {
  const [proof, setProof] = useState<Proof | null>(null)
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (proof) dialog.current?.showModal()
  }, [proof])
  return (
    <Open.Provider value={setProof}>
      {children}
      <dialog
        ref={dialog}
        className="proof"
        aria-label="Where this number comes from"
        onClose={() => setProof(null)}
        // A click beside the panel lands on the dialog itself.
        onClick={(event) => event.target === dialog.current && dialog.current.close()}
        onKeyDown={() => {}}
      >
        {proof && <Panel proof={proof} close={() => dialog.current?.close()} />}
      </dialog>
    </Open.Provider>
  )
}

function Panel({ proof: { name, shown, question }, close }: { proof: Proof; close: () => void }) {
  const { more } = shown
  return (
    <div className="proof-body">
      <header>
        <h2>{name}</h2>
        <button type="button" onClick={close} aria-label="Close">
          ×
        </button>
      </header>
      <dl>
        <Row name="Exact value">
          {shown.value === null ? reasonOf(shown.reason).short : <Copied text={shown.value} />}
        </Row>
        <Row name="Unit">{shown.unit}</Row>
        <Row name="Class">{shown.class ?? 'not known: the chain is not configured here'}</Row>
        {shown.reason && <Row name="Why it is missing">{reasonOf(shown.reason).long}</Row>}
        {more && more.missing.length > 0 && (
          <Row name="What would fill it">
            <ul>
              {more.missing.map(({ reason, input }) => (
                <li key={`${reason}${input}`}>
                  {input} <code>{reason}</code>
                </li>
              ))}
            </ul>
          </Row>
        )}
        {more && (
          <Row name="Time covered">
            {moment(more.window.from)} up to {moment(more.window.to)}
          </Row>
        )}
        {shown.answer && (
          <Row name="The answer that it is part of">
            <Copied text={shown.answer.sentence} shown={plain(shown.answer.sentence, 2000)} />
            <Filled assumed={shown.answer.assumed} references={shown.answer.references} />
          </Row>
        )}
        <Row name="Read at">
          <ul>
            {shown.asOf.map(({ chainId, number, hash }) => (
              <li key={chainId}>
                chain {chainId}, block {number} {hash && <code className="hash">{hash}</code>}
              </li>
            ))}
          </ul>
        </Row>
        {more && <Row name="Finality">{more.finality}</Row>}
        {more && <Row name="Ledger entries counted">{more.eventsCounted}</Row>}
        {more?.priceSource && (
          <Row name="Prices">
            {more.priceSource}; quality {more.priceQuality}
          </Row>
        )}
        {more && more.caveats.length + more.stale.length > 0 && (
          <Row name="Know before you use it">
            <ul>
              {[...more.caveats, ...more.stale.map((each) => `past its shelf life: ${each}`)].map((each) => (
                <li key={each}>{each}</li>
              ))}
            </ul>
          </Row>
        )}
        {more && (
          <Row name="Definition">
            <Link to="/methodology/$page" params={{ page: pageOf(more.methodVersion) }} onClick={close}>
              {more.methodVersion}
            </Link>
          </Row>
        )}
        {question && (
          <Row name="Query">
            <a href={addressOf(question)} target="_blank" rel="noreferrer">
              Ask it again in GraphiQL
            </a>
            <Copied text={commandOf(question)} shown="copy it for a shell" />
            <pre tabIndex={0}>
              <code>{question.query}</code>
            </pre>
            <pre tabIndex={0}>
              <code>{JSON.stringify(question.variables, null, 1)}</code>
            </pre>
          </Row>
        )}
      </dl>
    </div>
  )
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

const addressOf = ({ query, variables }: Question) =>
  `${API_URL}/graphql?query=${encodeURIComponent(query)}&variables=${encodeURIComponent(JSON.stringify(variables))}`

function commandOf({ query, variables }: Question): string {
  const body = JSON.stringify({ query, variables }).replaceAll("'", "'\\''")
  return `curl ${API_URL || window.location.origin}/graphql -H 'content-type: application/json' -d '${body}'`
}

/** Text that a click copies, and that says so. */
export function Copied({ text, shown = text }: { text: string; shown?: string }) {
  const [done, setDone] = useState(false)
  return (
    <button
      type="button"
      className="copied"
      title={`Copy: ${text.slice(0, 200)}`}
      onClick={() =>
        navigator.clipboard
          .writeText(text)
          .then(() => setDone(true))
          // A page without https may not write to the clipboard: the text stays there to be marked by hand.
          .catch(() => setDone(false))
      }
    >
      {shown}
      <span aria-live="polite">{done ? ' copied' : ''}</span>
    </button>
  )
}
