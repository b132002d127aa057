import { useNavigate, useSearch } from '@tanstack/react-router'
import { type FormEvent, useId } from 'react'
import type { CostInput } from '../data/generated/graphql.ts'
import { MACHINES } from '../text/machines.ts'

/** What a reader may say of costs, by the name that it has in the address. */
const FIELDS = [
  { name: 'cards', key: 'count', label: 'Cards', hint: '1' },
  { name: 'load', key: 'utilisation', label: 'Share of time under load', hint: '0 to 1' },
  { name: 'kwh', key: 'usdPerKwh', label: 'USD per kWh', hint: 'catalogue' },
  {
    name: 'upstream',
    key: 'upstreamUsdPerRequest',
    label: 'USD paid upstream per request',
    hint: 'not known',
  },
  { name: 'gas', key: 'gasUsdPerDay', label: 'USD for gas per day', hint: 'not known' },
  { name: 'commission', key: 'commission', label: 'Commission on delegators', hint: '0 to 1' },
] as const

interface CostChoice {
  readonly cost: CostInput
  readonly machine: string
  readonly kind: 'instance' | 'hardware'
  readonly values: Readonly<Record<string, string>>
}

/** What a node is taken to cost, as the address says; the machine is that of its role unless one is named. */
export const useCost = (role: string | null): CostChoice => costFrom(useCostSearch(), role)

type Search = Readonly<Record<string, string | undefined>>

/** What an address says of costs, for those who ask for many nodes with `costFrom`. */
export const useCostSearch = (): Search => useSearch({ strict: false }) as Search

/** The costs of a node of one role, as an address says. */
export function costFrom(search: Search, role: string | null): CostChoice {
  const preset = MACHINES[role ?? ''] ?? {}
  const chosen = search.instance || search.hardware
  const kind = (chosen ? search.instance : preset.instance) ? 'instance' : 'hardware'
  const machine = chosen || preset.instance || preset.hardware || ''
  const values = Object.fromEntries(FIELDS.map(({ name }) => [name, search[name] ?? '']))
  const given = FIELDS.filter(({ name }) => values[name] !== '').map(({ name, key }) => [
    key,
    key === 'count' ? Number(values[name]) : values[name],
  ])
  return {
    cost: { ...(machine !== '' && { [kind]: machine }), ...Object.fromEntries(given) },
    machine,
    kind,
    values,
  }
}

/** The form to say it with. It is asked again when the reader leaves a field or presses enter. */
export function CostForm({ of: role }: { of: string | null }) {
  const { machine, kind, values } = useCost(role)
  const navigate = useNavigate()
  const list = useId()
  const send = (form: HTMLFormElement) => {
    const data = new FormData(form)
    const text = (name: string) => String(data.get(name) ?? '').trim()
    const named = text('machine')
    const isPreset = named === '' || (named === machine && text('kind') === kind)
    const chosen = isPreset ? {} : { instance: undefined, hardware: undefined, [text('kind')]: named }
    void navigate({
      to: '.',
      search: ((before: Record<string, string>) => ({
        ...before,
        ...chosen,
        ...Object.fromEntries(FIELDS.map(({ name }) => [name, text(name) === '' ? undefined : text(name)])),
      })) as never,
      replace: true,
      resetScroll: false,
    })
  }
  return (
    <form
      className="cost"
      key={JSON.stringify([machine, kind, values])}
      onSubmit={(event: FormEvent<HTMLFormElement>) => {
        event.preventDefault()
        send(event.currentTarget)
      }}
      onBlur={(event) => {
        if (event.target instanceof HTMLInputElement && event.target.value !== event.target.defaultValue)
          send(event.currentTarget)
      }}
    >
      <label>
        <span>It runs on</span>
        <select
          name="kind"
          defaultValue={kind}
          onChange={(event) => event.target.form && send(event.target.form)}
        >
          <option value="instance">a rented instance</option>
          <option value="hardware">a machine of its own</option>
        </select>
      </label>
      <label>
        <span>Which</span>
        <input
          name="machine"
          defaultValue={machine}
          placeholder="usual for the role"
          list={list}
          size={16}
          autoComplete="off"
        />
      </label>
      <datalist id={list}>
        {[...new Set(Object.values(MACHINES).map((each) => each.instance ?? each.hardware))].map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
      {FIELDS.map(({ name, label, hint }) => (
        <label key={name}>
          <span>{label}</span>
          <input
            name={name}
            defaultValue={values[name]}
            placeholder={hint}
            inputMode="decimal"
            size={8}
            autoComplete="off"
          />
        </label>
      ))}
      <button type="submit">Work it out</button>
    </form>
  )
}
