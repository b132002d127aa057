import { describe, expect, test } from 'vitest'
import { runAssay } from '../../support/assay-cli.ts'
import { useMoneyApi } from '../../support/money-api.ts'
import { GPU, SHARED } from '../../support/money-world.ts'

const { api } = useMoneyApi()
const ID = `money:31337-${GPU}`
const assay = (...words: string[]) => runAssay([...words, '--api', api().url, '--days', '40'])

describe('assay demand', () => {
  test('says who paid a network, how concentrated they are, and who of them is linked', async () => {
    const { exit, stdout, stderr } = await assay('demand')
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' })
    // 4,019 of ten payers: 400 of the operator’s, 400 of the faucet’s; the first one paid 19 elsewhere as well.
    const [sentence] = stdout.split('\n')
    expect(sentence).toBe(
      '10 accounts paid money (synthetic money); the largest paid 10.4 %, and no rule links the payers of 80.1 %: that is an upper bound of independent demand.',
    )
    expect(stdout).toContain('█')
    expect(stdout).toMatch(/^ {2}0x0{38}64 +10\.4 % +419\.000000 USD +6 payments +no rule links it$/m)
    expect(stdout).toMatch(/^ {2}0x0{39}1 +10\.0 % +400\.000000 USD +4 payments +operator$/m)
    expect(stdout).toMatch(/^ {2}faucet +10\.0 %$/m)
    expect(stdout).toMatch(/^As of .*block 90000 of chain 31337 \(0x(08){32}\): history from 2026-01-05/m)
  })

  test('of a node, as many payers as are asked for, as one JSON object', async () => {
    const { exit, stdout } = await assay('demand', '--node', ID, '--payers', '3', '--json')
    expect(exit).toBe(0)
    const found = JSON.parse(stdout)
    expect(found).toMatchObject({ version: 1, of: ID, question: { days: 40, payers: 3 } })
    const [answer] = found.answers
    expect(answer.demand.uniquePayers.value).toBe('10')
    expect(answer.demand.payers).toHaveLength(3)
    expect(answer.demand.payers[0]).toMatchObject({ payments: 4, share: { value: '0.10000000' } })
  })

  test('refuses what it does not know, and says that nobody paid', async () => {
    expect(await assay('demand', '--network', 'none')).toMatchObject({
      exit: 64,
      stderr: expect.stringContaining('NETWORK_UNKNOWN'),
    })
    expect(await assay('demand', '--node', `money:31337-0x${'77'.repeat(32)}`)).toMatchObject({
      exit: 64,
      stderr: expect.stringContaining('NODE_UNKNOWN'),
    })
    expect(await assay('demand', '--to', 'yesterday')).toMatchObject({ exit: 64 })
    // Before the first noon.
    const nobody = await assay('demand', '--to', '2026-01-05T06:00:00Z')
    expect(nobody).toMatchObject({ exit: 2, stdout: expect.stringContaining('Nobody paid') })
    // What comes to a shared address is nobody's to tell.
    const hidden = await assay('demand', '--node', `money:31337-${SHARED}`)
    expect(hidden).toMatchObject({ exit: 2, stdout: expect.stringContaining('NOT_ATTRIBUTABLE') })
  })
})

describe('assay node', () => {
  test('is a node’s statement, with what it cost by the machine that it is said to run on', async () => {
    const { exit, stdout, stderr } = await assay(
      'node',
      ID,
      ...['--hardware', 'H100_SXM5_80', '--capex-usd', '36525', '--watts', '1000', '--usd-per-kwh', '0.1'],
      ...[
        '--pue',
        '1.5',
        '--hosting-usd-per-month',
        '30.4375',
        '--gas-usd-per-day',
        '0',
        '--commission',
        '1',
      ],
    )
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' })
    // Without 400 of its own operator’s: 3,600 − 50, and 1,000 tokens at 0.25. 3.60 a day of power, and one of hosting.
    const [sentence] = stdout.split('\n')
    expect(sentence).toBe(
      `${ID}, tee-gpu (synthetic money): gross income 3800.000000 USD, net cash 3616.000000 USD.`,
    )
    expect(stdout).toMatch(/^ {2}fees +3600\.000000 USD/m)
    expect(stdout).toMatch(/^ {2}power +144\.000000 USD/m)
    expect(stdout).toMatch(/^ {2}hosting +40\.000000 USD/m)
    expect(stdout).toMatch(/^ {2}utilisation +1 +/m)
    expect(stdout).toMatch(/^As of .*block 90000 of chain 31337/m)
  })

  test('without a machine says what it does not know, and is one JSON object for programs', async () => {
    const bare = await assay('node', ID)
    expect(bare.exit).toBe(0)
    expect(bare.stdout).toMatch(/^ {2}net cash +not known \(COST_UNKNOWN/m)
    const { stdout } = await assay('node', ID, '--json')
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      id: ID,
      answers: [{ class: 'synthetic', statement: { fees: { value: '3600.000000' } } }],
    })
    expect(await assay('node', `money:31337-0x${'77'.repeat(32)}`)).toMatchObject({
      exit: 64,
      stderr: expect.stringContaining('NODE_UNKNOWN'),
    })
    const help = await runAssay(['node', '--help'])
    expect(help.stdout).toContain('Example:')
  })
})
