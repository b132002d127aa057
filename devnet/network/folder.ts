import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pcrHashOf } from '../../src/claim/hash.ts'
import { toHex } from '../../src/claim/hex.ts'
import { INPUTS, OUTPUTS } from '../circuits/network.ts'
import { IMAGES, type Image, PUBLISHED, pcrsOf } from '../scenario/setup.ts'
import type { World } from '../scenario/world.ts'
import type { Validators } from '../validators/world.ts'
import type { Beacon } from './beacon.ts'
import { listRules } from './disclosures.ts'
import { describeNetwork } from './network-file.ts'
import { PRICES } from './prices.ts'

const SOURCE = 'devnet/README.md'

/**
 * Writes the network's folder: what anybody may know of this world. No key, and nothing of who cheats.
 * Written at each start, because the ports may have changed.
 */
export async function writeNetwork(
  folder: string,
  world: World,
  rpcUrl: string,
  { beacon, validators }: { readonly beacon: Beacon; readonly validators: Validators },
): Promise<void> {
  await mkdir(join(folder, 'trust'), { recursive: true })
  const files: Record<string, string> = {
    'network.json': toJson(describeNetwork(world, rpcUrl, { beacon, validators })),
    'trust/root.pem': toPem(world.keys.root.certificate),
    'measurements.json': toJson(PUBLISHED.map(describeImage)),
    'verification-keys.json': toJson(describeKeys(world)),
    'disclosures.json': toJson(listRules(world)),
    ...PRICES,
  }
  await mkdir(join(folder, 'prices'), { recursive: true })
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
}

function describeImage(image: Image) {
  const [pcr0, pcr1, pcr2] = pcrsOf(image)
  return {
    measurement: pcrHashOf(pcr0, pcr1, pcr2),
    version: IMAGES[image],
    source: SOURCE,
    pcr0: toHex(pcr0),
    pcr1: toHex(pcr1),
    pcr2: toHex(pcr2),
  }
}

/** Signals in the circuit's order: the logits, then the input bytes. */
function describeKeys({ verificationKey, model }: World) {
  const bindings = {
    outputs: { from: 0, count: OUTPUTS, as: 'i32le' },
    inputs: { from: OUTPUTS, count: INPUTS, as: 'u8' },
  }
  return {
    keys: [{ system: 'groth16', hash: verificationKey.hash, model: model.hash, bindings, source: SOURCE }],
  }
}

function toPem(der: Buffer): string {
  const lines = der.toString('base64').replace(/.{1,64}/g, '$&\n')
  return `-----BEGIN CERTIFICATE-----\n${lines}-----END CERTIFICATE-----\n`
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
