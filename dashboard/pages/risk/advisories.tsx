import { useChoice } from '../../app/choice.ts'
import { useNetwork } from '../../app/network.tsx'
import { Failed, Loading } from '../../app/states.tsx'
import type {
  ExposurePartsFragment,
  RiskAdvisoriesQuery,
  RiskBlastQuery,
} from '../../data/generated/graphql.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { classWord } from '../../figures/band.tsx'
import { plain } from '../../figures/format.ts'
import { Num } from '../../figures/num.tsx'
import { AskedBy } from '../../figures/proof.tsx'
import { shownOf } from '../../figures/shown.ts'
import { type Column, Table } from '../../tables/table.tsx'
import { ADVISORIES, BLAST } from './questions.ts'

type Row = RiskAdvisoriesQuery['advisories'][number] & RiskAdvisoriesQuery['advisoryNodes'][number]

/** Holes in trusted hardware that were published, with what they mean for the nodes here, and what the chosen one puts in doubt. */
export function Advisories() {
  const { network } = useNetwork()
  const [chosen, set] = useChoice('advisory')
  const answer = useAnswer(ADVISORIES, { network: network.network })
  if (answer.error && !answer.data) return <Failed error={answer.error} />
  if (!answer.data) return <Loading rows={6} />
  const { advisories, advisoryNodes } = answer.data
  const rows = advisories.flatMap((each): Row[] =>
    advisoryNodes.filter(({ advisory }) => advisory === each.id).map((own) => ({ ...each, ...own })),
  )
  const isCounted = (id: string, state: State) =>
    rows.some((row) => row.id === id && Number(row[state].value) > 0)
  const [affected, unknown] = (['affected', 'unknown'] as const).map((state) =>
    advisories.filter(({ id }) => isCounted(id, state)),
  ) as [typeof advisories, typeof advisories]
  const forged = [...affected, ...unknown].find(({ hardware }) =>
    hardware.some(({ forges }) => forges !== 'NO'),
  )
  // One that puts something in doubt here is told first.
  const selected =
    advisories.find(({ id }) => id === chosen) ?? forged ?? affected[0] ?? unknown[0] ?? advisories[0]
  return (
    <section>
      <h2>Holes in trusted hardware</h2>
      <p>
        {`Of ${advisories.length} advisories, ${affected.length} ${affected.length === 1 ? 'is' : 'are'} about machines of nodes here; of ${unknown.length} nothing shows whether they are. Published attacks on hardware that no node here has are not counted.`}
      </p>
      <AskedBy question={answer.question}>
        <Table
          name="Advisories"
          rows={rows}
          columns={new Set(rows.map((row) => row.class)).size > 1 ? [...COLUMNS, OF_CLASS] : COLUMNS}
          rowId={(row) => `${row.id} ${row.class}`}
          prefix="advisory-"
          sorted="-affected"
          empty={
            advisories.length > 0
              ? 'No node is registered here that one of them could be about.'
              : 'No advisory is known here.'
          }
        />
      </AskedBy>
      {selected && (
        <>
          <label className="window">
            What{' '}
            <select value={selected.id} onChange={(event) => set(event.target.value)}>
              {advisories.map(({ id, name }) => (
                <option key={id} value={id}>
                  {plain(name, 80)}
                </option>
              ))}
            </select>{' '}
            puts in doubt
          </label>
          <Blast advisory={selected.id} />
        </>
      )}
    </section>
  )
}

type State = 'affected' | 'unknown' | 'patched'

const count = (id: State, name: string, about: string): Column<Row> => ({
  id,
  name,
  about,
  number: true,
  value: (row) => Number(row[id].value),
  cell: (row) => <Num name={`${row.id}: ${name}`} of={shownOf(row[id])} />,
})

const OF_CLASS: Column<Row> = {
  id: 'class',
  name: 'nodes on',
  value: (row) => row.class,
  cell: (row) => classWord(row.class),
}

const COLUMNS: readonly Column<Row>[] = [
  { id: 'published', name: 'published', value: (row) => row.published, cell: (row) => row.published },
  {
    id: 'name',
    name: 'name',
    wraps: true,
    value: (row) => plain(row.name, 120),
    cell: (row) => <b>{plain(row.name, 120)}</b>,
  },
  count('affected', 'affected', 'Nodes whose machine it is about now'),
  count('unknown', 'not known', 'Nodes of which nothing shows whether it is'),
  count('patched', 'patched', 'Nodes that attested with a fresh key on versions that have the fix'),
  {
    id: 'forges',
    name: 'forges attestations',
    value: (row) => plain(row.forgesAttestation ?? '', 80),
    cell: (row) => plain(row.forgesAttestation ?? 'not said', 80),
  },
  {
    id: 'affects',
    name: 'affects',
    value: (row) => plain(row.affects, 120),
    cell: (row) => plain(row.affects, 120),
  },
  {
    id: 'fix',
    name: 'fix',
    hidden: true,
    value: (row) => plain(row.fix ?? '', 200),
    cell: (row) => plain(row.fix ?? 'not said', 200),
  },
  {
    id: 'source',
    name: 'source',
    value: (row) => plain(row.source, 120),
    cell: (row) => plain(row.source, 120),
  },
]

function Blast({ advisory }: { advisory: string }) {
  const { network } = useNetwork()
  const [to] = useChoice('to')
  const answer = useAnswer(BLAST, { network: network.network, advisory, to: to === '' ? null : to })
  if (answer.error && !answer.data) return <Failed error={answer.error} />
  if (!answer.data) return <Loading rows={4} />
  return (
    <AskedBy question={answer.question}>
      {answer.data.blastRadius.map((each) => (
        <OfClass key={each.class} of={each} />
      ))}
    </AskedBy>
  )
}

type Radius = RiskBlastQuery['blastRadius'][number]
type Exposed = readonly [name: string, of: ExposurePartsFragment]

function OfClass({ of }: { of: Radius }) {
  const rows: readonly Exposed[] = [
    ['known, affected', of.known.affected],
    ['known, may be affected', of.known.unknown],
    ['possible, affected', of.possible.affected],
    ['possible, may be affected', of.possible.unknown],
  ]
  return (
    <>
      <h3>{classWord(of.class)}</h3>
      <p>{plain(of.sentence, 400)}</p>
      <Table
        name={`What is in doubt, ${of.class}`}
        rows={rows}
        columns={EXPOSED}
        rowId={([name]) => name}
        prefix={`blast-${of.class}-`}
        empty="Nothing."
      />
      <p className="note">
        Known: since the day of publication. Possible: since the first such machine. Both last until a node
        attests with a fresh key on versions that have the fix; a patch by itself ends neither.
      </p>
    </>
  )
}

const exposed = (id: keyof Omit<ExposurePartsFragment, '__typename'>): Column<Exposed> => ({
  id: String(id),
  name: String(id),
  number: true,
  value: ([, of]) => (of[id].value === null ? null : Number(of[id].value)),
  cell: ([name, of]) => <Num name={`${name}: ${String(id)}`} of={shownOf(of[id])} />,
})

const EXPOSED: readonly Column<Exposed>[] = [
  { id: 'name', name: 'exposure', wraps: true, value: ([name]) => name, cell: ([name]) => <b>{name}</b> },
  exposed('nodes'),
  exposed('claims'),
  exposed('fees'),
  exposed('emissions'),
  exposed('stake'),
]
