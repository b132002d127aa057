import { plain } from '../../figures/format.ts'
import { Num } from '../../figures/num.tsx'
import { countOf, type Reading } from '../../figures/shown.ts'
import { When } from '../../figures/when.tsx'
import { codeOf } from '../../text/codes.ts'
import type { ClaimNow } from './claim-now.ts'
import { Fact, Hash } from './facts.tsx'
import { Verdicts } from './verdicts.tsx'

type Settlement = NonNullable<ClaimNow['settlement']>

const BLOB: Readonly<Record<string, string>> = {
  kept: 'kept here, and its bytes give the settled root',
  pending: 'not fetched yet',
  lost: 'lost: the store does not serve it',
  refused: 'refused: its bytes are not what was settled',
}

/** The transaction that put it on chain, the batch that it stands in, and what became of the batch's bytes. */
export function Settled({
  settlement,
  leaf,
  reading,
}: {
  settlement: Settlement
  leaf: number | null
  reading: Reading
}) {
  const { blob } = settlement
  return (
    <>
      <dl className="facts">
        <Fact name="Kind">{settlement.kind === 'batch' ? 'in a batch' : plain(settlement.kind, 30)}</Fact>
        <Fact name="Who settled it" none="the log does not say, and who called the contract is not shown">
          {settlement.relayer && <Hash of={settlement.relayer} />}
        </Fact>
        {settlement.kind === 'batch' && (
          <>
            <Fact name="Place in the batch" none="not known">
              {leaf === null ? undefined : `leaf ${leaf}`}
            </Fact>
            <Fact name="Leaves that the log states">
              <Num name="Leaves that the log states" of={countOf(settlement.batchSize, 'leaves', reading)} />
            </Fact>
            <Fact name="Root of the batch" none="none">
              {settlement.merkleRoot && <Hash of={settlement.merkleRoot} />}
            </Fact>
          </>
        )}
        <Fact name="Contract">
          <Hash of={settlement.contract} />
        </Fact>
        <Fact name="Blob" none="none is named">
          {settlement.blobId && <Hash of={settlement.blobId} />}
        </Fact>
        {blob && (
          <>
            <Fact name="What became of it">
              {BLOB[blob.status] ?? plain(blob.status, 30)}
              {blob.code && (
                <>
                  : {codeOf(blob.code).meaning} <code>{blob.code}</code>
                </>
              )}
              {blob.detail && ` (${plain(blob.detail, 200)})`}
            </Fact>
            <Fact name="Leaves in its bytes">
              <Num name="Leaves in the blob" of={countOf(blob.leafCount, 'leaves', reading)} />
            </Fact>
            <Fact name="Size">
              <Num name="Size of the blob" of={countOf(blob.size, 'bytes', reading)} />
            </Fact>
            <Fact name="SHA-256 of its bytes" none="none: it is not kept">
              {blob.sha256 && <Hash of={blob.sha256} />}
            </Fact>
            <Fact name="Kept since" none={`not kept after ${blob.tries} tries`}>
              {blob.keptAt && <When at={blob.keptAt} />}
            </Fact>
          </>
        )}
      </dl>
      <h3 className="sub">What was found about the settlement</h3>
      <Verdicts
        verdicts={settlement.verdicts}
        empty="No watchdog has said anything about the settlement itself."
      />
    </>
  )
}
