import { useChoice } from '../../app/choice.ts'
import { useNetwork } from '../../app/network.tsx'
import { Failed, Loading } from '../../app/states.tsx'
import type {
  ConcentrationBy,
  ConcentrationPartsFragment,
  FigurePartsFragment,
  RiskHoldersQuery,
} from '../../data/generated/graphql.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { classWord } from '../../figures/band.tsx'
import { plain } from '../../figures/format.ts'
import { Num } from '../../figures/num.tsx'
import { AskedBy } from '../../figures/proof.tsx'
import { partOf, shownOf } from '../../figures/shown.ts'
import { useWindow } from '../../figures/window.ts'
import { type Column, Table } from '../../tables/table.tsx'
import { HOLDERS } from './questions.ts'

type Concentrated = RiskHoldersQuery['concentration'][number]
type Holder = Concentrated['holders'][number]

const BY: Readonly<Record<ConcentrationBy, string>> = {
  TEE_VENDOR: 'maker of trusted hardware',
  CLOUD: 'cloud',
  REGION: 'region',
  OPERATOR: 'operator',
  MEASUREMENT: 'code',
  RELAYER: 'relayer',
  APPROVER: 'approver of code',
}
const isBy = (text: string): text is ConcentrationBy => Object.hasOwn(BY, text)

/** In how few hands it is, by the kind of holder that the reader chooses, and what goes when one of them fails. */
export function Holders() {
  const { network } = useNetwork()
  const { days, to } = useWindow()
  const [chosen, set] = useChoice('by', 'OPERATOR')
  const by = isBy(chosen) ? chosen : 'OPERATOR'
  const answer = useAnswer(HOLDERS, { network: network.network, by, days, to })
  return (
    <section className={answer.isPlaceholderData ? 'asking' : undefined}>
      <h2>In how few hands</h2>
      <label className="window">
        By{' '}
        <select value={by} onChange={(event) => set(event.target.value)}>
          {Object.entries(BY).map(([key, name]) => (
            <option key={key} value={key}>
              {name}
            </option>
          ))}
        </select>
      </label>
      {answer.error && <Failed error={answer.error} />}
      {!answer.data && !answer.error && <Loading rows={6} />}
      <AskedBy question={answer.question}>
        {answer.data?.concentration.map((each) => (
          <OfClass key={each.class} of={each} by={BY[by]} />
        ))}
      </AskedBy>
    </section>
  )
}

function OfClass({ of, by }: { of: Concentrated; by: string }) {
  const measures = [
    ['Claims', of.claims],
    ['Fees', of.fees],
    ['Stake', of.stake],
  ] as const
  return (
    <>
      <h3>{classWord(of.class)}</h3>
      <p>{plain(of.sentence, 400)}</p>
      <Table
        name={`Concentration by ${by}, ${of.class}`}
        rows={measures}
        columns={MEASURES}
        rowId={([name]) => name}
        prefix={`hhi-${of.class}-`}
        empty="Nothing to share out."
      />
      <Table
        name={`Holders by ${by}, ${of.class}`}
        rows={of.holders}
        columns={HOLDER}
        rowId={(row) => row.holder}
        prefix={`holder-${of.class}-`}
        empty={`No ${by} is known.`}
      />
    </>
  )
}

const numberOf = ({ value }: FigurePartsFragment) => (value === null ? null : Number(value))

type Row = readonly [name: string, of: ConcentrationPartsFragment]

const column = (
  id: string,
  name: string,
  about: string,
  pick: (of: ConcentrationPartsFragment) => FigurePartsFragment,
  unit?: string,
): Column<Row> => ({
  id,
  name,
  about,
  number: true,
  value: ([, of]) => numberOf(pick(of)),
  cell: ([row, of]) => {
    const figure = pick(of)
    return (
      <Num
        name={`${row}: ${name}`}
        of={unit === undefined ? shownOf(figure) : partOf(figure, figure.value, unit)}
      />
    )
  },
})

const MEASURES: readonly Column<Row>[] = [
  { id: 'name', name: 'of', value: ([name]) => name, cell: ([name]) => <b>{name}</b> },
  column('total', 'all of it', 'The whole that is shared out', (of) => of.total),
  column('unknown', 'not known whose', 'Share whose holder nothing names', (of) => of.unknown),
  column('free', 'nobody’s', 'Share that rests on no holder of the kind', (of) => of.free),
  column(
    'low',
    'HHI, at least',
    'Sum of squared shares if what is unknown were in many hands: 1 is one holder',
    (of) => of.hhiLow,
    'of 1',
  ),
  column(
    'high',
    'HHI, at most',
    'The same if all of the unknown were the largest holder’s',
    (of) => of.hhiHigh,
    'of 1',
  ),
  column('third', 'hold a third', 'Fewest that are known to hold a third', (of) => of.third.most),
  column('half', 'hold a half', 'Fewest that are known to hold a half', (of) => of.half.most),
]

const share = (
  id: string,
  name: string,
  about: string,
  pick: (row: Holder) => FigurePartsFragment,
): Column<Holder> => ({
  id,
  name,
  about,
  number: true,
  value: (row) => numberOf(pick(row)),
  cell: (row) => <Num name={`${name} of ${plain(row.holder, 60)}`} of={shownOf(pick(row))} />,
})

const FROM: Readonly<Record<string, string>> = {
  ATTESTATION: 'hardware’s word',
  CHAIN: 'chain',
  DECLARED: 'declared, not proved',
}

const HOLDER: readonly Column<Holder>[] = [
  {
    id: 'holder',
    name: 'holder',
    value: (row) => plain(row.holder, 80),
    cell: (row) => <span title={plain(row.holder, 80)}>{shortened(plain(row.holder, 80))}</span>,
  },
  {
    id: 'from',
    name: 'known from',
    value: (row) => FROM[row.from] ?? row.from,
    cell: (row) => FROM[row.from] ?? row.from,
  },
  share('claims', 'claims', 'Share of claims', (row) => row.claims),
  share('fees', 'fees', 'Share of fees', (row) => row.fees),
  share('stake', 'stake', 'Share of stake', (row) => row.stake),
  share('nodes', 'nodes that stop', 'Nodes that serve now and would stop with it', (row) => row.fails.nodes),
  share('perDay', 'claims a day lost', 'Its claims per day', (row) => row.fails.claimsPerDay),
  share('risk', 'stake at risk', 'What is staked behind its nodes', (row) => row.fails.stake),
  share('recovery', 'back after', 'Median time that its nodes were away before', (row) => row.fails.recovery),
]

function shortened(name: string): string {
  return /^0x[0-9a-f]{20,}$/.test(name) ? `${name.slice(0, 8)}…${name.slice(-4)}` : name
}
