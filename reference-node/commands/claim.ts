import { openPublicContext } from '../repeat/open.ts'
import { PublicApi } from '../repeat/public-api.ts'
import { repeatStatements } from '../repeat/repeat-claim.ts'
import { fetchClaim, toSubject } from '../repeat/said-claim.ts'
import { EXIT, judge, toText } from './answer.ts'
import { type ClaimReport, toReport } from './claim-report.ts'
import { toClaimText } from './claim-text.ts'

export interface ClaimOptions {
  readonly api: string
  readonly rpc?: readonly string[]
  readonly key?: string
}

/** `assay verify claim`: prints every statement about a claim as it is judged here, next to the verdicts that stand. */
export async function verifyClaim(id: string, options: ClaimOptions, isJson: boolean): Promise<void> {
  let report: ClaimReport | undefined
  const { answer, exit } = await judge(null, async () => {
    const api = new PublicApi(options.api, options.key)
    const claim = await fetchClaim(api, id)
    const { chain, context, close } = await openPublicContext(claim, api, {
      endpoints: options.rpc ?? [],
      env: process.env,
    })
    try {
      report = toReport(claim, chain.class, await repeatStatements(claim, toSubject(claim), context))
    } finally {
      await close()
    }
    return ''
  })
  if (!report) {
    process.stdout.write(isJson ? `${JSON.stringify(answer)}\n` : toText(answer))
    process.exitCode = exit
    return
  }
  process.stdout.write(isJson ? `${JSON.stringify(report)}\n` : toClaimText(report))
  const isAnother = report.outcome === 'verified' && report.agrees === false
  process.exitCode = isAnother ? EXIT.undecided : EXIT[report.outcome]
}
