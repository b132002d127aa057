import { useState } from 'react'
import { useNetwork } from '../../app/network.tsx'
import type { Checked } from './groth16.ts'

const MOST_BYTES = 24 * 1024 * 1024

/** Checks files in the browser: nothing is sent anywhere but the questions for a root and for keys. */
export function Page() {
  const { network } = useNetwork()
  const [found, setFound] = useState<readonly Checked[] | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [over, setOver] = useState(false)
  const look = async (files: readonly File[]) => {
    setFound(null)
    setProblem(null)
    setBusy(true)
    try {
      setFound(await checkFiles(files, network.network))
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error))
    }
    setBusy(false)
  }
  return (
    <div className="page">
      <h1>Check a file in this browser</h1>
      <p className="lead">
        Your files stay here: this page computes, and asks the API only for roots and keys.
      </p>
      <ul>
        <li>
          A <b>batch</b>: the blob of a settlement (OpenZeppelin StandardMerkleTree, JSON). The tree is
          rebuilt leaf by leaf, its root looked up, each signature checked with the key that its node
          registered.
        </li>
        <li>
          A <b>Groth16 proof</b>: three files of snarkjs together (verification key, proof, public signals).
        </li>
      </ul>
      <label
        className={over ? 'drop over' : 'drop'}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault()
          setOver(false)
          void look([...event.dataTransfer.files])
        }}
      >
        Drop files here, or choose them{' '}
        <input type="file" multiple onChange={(event) => void look([...(event.target.files ?? [])])} />
      </label>
      <div role="status">
        {busy && <p>Checking …</p>}
        {problem && <p className="state failed">{problem}</p>}
        {found && (
          <ul className="checks">
            {found.map(({ statement, outcome, detail }) => (
              <li key={statement}>
                <span className={`outcome ${outcome}`}>{outcome}</span>{' '}
                <b>{statement.replaceAll('_', ' ')}</b>: {detail}
              </li>
            ))}
          </ul>
        )}
      </div>
      <p className="note">
        For Nitro attestations, PLONK, fflonk, replays and everything else there is <code>assay verify</code>,
        which also says whose fault a rejection is.
      </p>
    </div>
  )
}

async function checkFiles(files: readonly File[], network: string): Promise<Checked[]> {
  if (files.length === 0) return []
  if (files.some((each) => each.size > MOST_BYTES))
    throw new Error('A file is larger than 24 MB, which is our limit.')
  const texts = await Promise.all(
    files.map(async (file) => ({
      bytes: new Uint8Array(await file.arrayBuffer()),
      json: parse(await file.text()),
    })),
  )
  const tree = texts.find(({ json }) => isObject(json) && 'leafEncoding' in json)
  if (tree) {
    if (typeof WebAssembly === 'undefined')
      throw new Error(
        'This browser has no WebAssembly, which hashing a whole batch needs: nothing was checked. `assay verify batch` does the same.',
      )
    const [{ Buffer }, { checkBatch }] = await Promise.all([import('buffer'), import('./batch.ts')])
    // The checks are those that the reference node runs, and they know Node's byte arrays.
    Object.assign(globalThis, { Buffer })
    return checkBatch(tree.bytes, network)
  }
  const jsons = texts.map(({ json }) => json)
  const key = jsons.find((each) => isObject(each) && 'vk_alpha_1' in each)
  const proof = jsons.find((each) => isObject(each) && 'pi_a' in each)
  const signals = jsons.find(Array.isArray)
  if (isObject(key) && isObject(proof) && signals) {
    const { checkGroth16 } = await import('./groth16.ts')
    return [checkGroth16(key, proof, signals)]
  }
  throw new Error(
    'Neither a batch nor the three files of a Groth16 proof: nothing was checked, and nothing is held against it.',
  )
}

const isObject = (of: unknown): of is Record<string, unknown> =>
  typeof of === 'object' && of !== null && !Array.isArray(of)

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // A file that is no JSON is none that can be read here; the page says so.
    return null
  }
}
