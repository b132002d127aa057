import type { Command } from 'commander'
import type { Hash32 } from '../../src/claim/hex.ts'
import { printAnswer } from './answer.ts'
import type { ClaimOptions } from './claim.ts'
import { readContent, readEvidence, readHexOrFile } from './file.ts'
import type { NitroOptions } from './nitro.ts'
import type { OnnxOptions } from './onnx.ts'
import type { SuiteOptions } from './onnx-suite.ts'
import {
  parseHex,
  parsePcr,
  parsePredicate,
  parseRoot,
  parseSeconds,
  parseTime,
  parseTolerance,
  parseUrl,
  parseUrls,
} from './parse.ts'
import type { Risc0Options } from './risc0.ts'

// What each command takes. What it does is loaded when it is called, so that none waits for what another one needs.

export function defineNitro(parent: Command): void {
  parent
    .command('nitro')
    .description(
      'an AWS Nitro attestation document, raw or as hexadecimal, base64 or base64url text, also in PEM or JSON',
    )
    .argument('<file>')
    .requiredOption('--at <time>', 'the moment in question, ISO 8601; without a zone it is UTC', parseTime)
    .option('--root <pem>', 'trusted root certificates instead of AWS’')
    .option('--pcr <n=hex>', 'expected measurement, may be repeated', parsePcr)
    .option('--nonce <hex>', 'expected nonce', parseHex)
    .option('--max-age <seconds>', 'how old the document may be', parseSeconds)
    .option('--allow-debug', 'accept a debug-mode enclave, which attests nothing')
    .option('--json', 'print one JSON object')
    .addHelpText('after', '\nExample:\n  assay verify nitro document.cbor --at 2026-02-12T17:56:02Z')
    .action(async (file: string, options: NitroOptions & { root?: string }, self: Command) => {
      const { checkNitro } = await import('./nitro.ts')
      await printAnswer('attestation_valid', isJson(self), (note) =>
        checkNitro(
          readEvidence(file),
          options,
          options.root === undefined ? undefined : readEvidence(options.root),
          note,
        ),
      )
    })
}

export function defineSignature(parent: Command): void {
  parent
    .command('signature')
    .description('signed responses and heartbeats of a TEE node, as JSON')
    .argument('<file>')
    .option('--json', 'print one JSON object')
    .addHelpText('after', '\nExample:\n  assay verify signature response.json')
    .action(async (path: string, _options: unknown, self: Command) => {
      const { openSignature } = await import('./signature.ts')
      const { statement, check } = openSignature(() => readEvidence(path))
      await printAnswer(statement, isJson(self), check)
    })
}

export function defineBatch(parent: Command): void {
  parent
    .command('batch')
    .description('an OpenZeppelin StandardMerkleTree dump of settled responses')
    .argument('<file>')
    .requiredOption('--root <hash>', 'the root that was settled', parseRoot)
    .option('--keys <json>', 'keys by teeId, or a list of keys: then every leaf’s signature is checked too')
    .option('--json', 'print one JSON object')
    .addHelpText('after', '\nExample:\n  assay verify batch tree.json --root 0x… --keys keys.json')
    .action(async (file: string, options: { root: Hash32; keys?: string }, self: Command) => {
      const { checkBatch } = await import('./batch.ts')
      await printAnswer('settlement_included', isJson(self), (note) =>
        checkBatch(
          readEvidence(file),
          options.root,
          options.keys === undefined ? undefined : { name: options.keys, bytes: readEvidence(options.keys) },
          note,
        ),
      )
    })
}

interface SnarkOptions {
  readonly vkey: string
  readonly proof: string
  readonly public: string
  readonly input?: string
  readonly output?: string
  readonly model?: string
  readonly keys?: string
}

export function defineSnarks(parent: Command): void {
  for (const protocol of ['groth16', 'plonk', 'fflonk'] as const)
    parent
      .command(protocol)
      .description(
        `a ${protocol} proof of snarkjs: equation_holds for its signals; proof_valid with the claim it is to be about`,
      )
      .requiredOption('--vkey <file>', 'verification_key.json')
      .requiredOption('--proof <file>', 'proof.json')
      .requiredOption('--public <file>', 'public.json')
      .option(
        '--input <file or hash>',
        'what the claim was asked, or its keccak-256: then the claim is checked too',
      )
      .option('--output <file or hash>', 'what the claim says came out, or its keccak-256')
      .option('--model <file or hash>', 'the model of the claim, or its keccak-256')
      .option(
        '--keys <file>',
        'the network’s verification-keys.json: whose key it is, and what its signals stand for; proof_valid needs it',
      )
      .option('--json', 'print one JSON object')
      .addHelpText(
        'after',
        `\nExamples:\n  assay verify ${protocol} --vkey verification_key.json --proof proof.json --public public.json\n  (the same) --input input.bin --output output.bin --model model.onnx --keys verification-keys.json`,
      )
      .action(async (options: SnarkOptions, self: Command) => {
        const { checkSnark, openSubject, statementOf } = await import('./snark.ts')
        await printAnswer(statementOf(options), isJson(self), async (note) => {
          const key = readEvidence(options.vkey)
          const files = { key, proof: readEvidence(options.proof), signals: readEvidence(options.public) }
          return checkSnark(protocol, files, openSubject(options, readContent, readEvidence), note)
        })
      })
}

export function defineRisc0(parent: Command): void {
  parent
    .command('risc0')
    .description(
      'a seal of RISC Zero or of Boundless: Groth16 of every version, set inclusion, Blake3 Groth16; as hexadecimal with 0x, or a file of bytes',
    )
    .argument('<seal>')
    .option('--image <hash>', 'image id of the program', parseRoot)
    .option('--journal <hex or file>', 'what the program wrote')
    .option(
      '--claim <hash>',
      'digest of the claim that was delivered: asked about alone, or compared',
      parseRoot,
    )
    .option(
      '--predicate <type:hex>',
      'what the client asked for: 0 digest, 1 prefix or 2 claim match, and its data',
      parsePredicate,
    )
    .option(
      '--root-seal <hex or file>',
      'of set inclusion: the seal in VerifiedRoot, where the seal itself has none',
    )
    .option('--json', 'print one JSON object')
    .addHelpText('after', '\nExample:\n  assay verify risc0 0x73c457ba… --image 0x… --journal 0x…')
    .action(async (seal: string, options: Risc0Options, self: Command) => {
      const { checkRisc0, statementOf } = await import('./risc0.ts')
      await printAnswer(statementOf(options), isJson(self), (note) =>
        checkRisc0(seal, options, readHexOrFile, note),
      )
    })
}

export function defineClaim(parent: Command): void {
  parent
    .command('claim')
    .description(
      'repeat everything that the reference node judged about one claim, from public data: the chain, the network’s stores, and an API that is believed in nothing',
    )
    .argument('<id>', 'the claim’s id, as the API has it')
    .requiredOption('--api <url>', 'the API that lists the claim and the verdicts', parseUrl)
    .option(
      '--rpc <url>',
      'an endpoint of the claim’s chain, may be repeated; else RPC_<chain id>, else those of network.json',
      parseUrls,
    )
    .option('--key <key>', 'API key, if it asks for one')
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      `
Exit: 0 everything that can be repeated is verified, and the verdicts agree; 1 something is rejected here; 2 something is
undecided here, or a verdict differs.
Settings: ASSAY_NETWORKS (whom the network trusts: roots, measurements, verification keys), ASSAY_PRIVATE_HOSTS,
ASSAY_CLAIM_MAX_AGE_SECONDS, ASSAY_REPLAY_WITHOUT_WALLS, ASSAY_REPLAY_MEMORY_MB. A demo that runs here is found.

Example:
  assay verify claim opengradient-testnet:10740-1234567-0 --api https://api.example.org --rpc https://rpc.example.org`,
    )
    .action(async (id: string, options: ClaimOptions, self: Command) =>
      (await import('./claim.ts')).verifyClaim(id, options, isJson(self)),
    )
}

export function defineOnnx(parent: Command): void {
  const command = (name: string) =>
    parent
      .command(name)
      .argument('<folder>')
      .option(
        '--rtol <number>',
        'relative tolerance for floats; by data type unless given: 1e-4, for float16 5e-3',
        parseTolerance,
      )
      .option(
        '--atol <number>',
        'absolute tolerance for floats; by data type unless given: 1e-5, for float16 1e-3',
        parseTolerance,
      )
      .option(
        '--json',
        name === 'onnx'
          ? 'print one JSON object'
          : 'print one JSON object for each model, as soon as it is judged, and the summary as the last line',
      )
      .addHelpText('after', `\nExample:\n  assay verify ${name} folder`)
  command('onnx')
    .description('re-run a model: model.onnx and test_data_set_N/{input,output}_M.pb')
    .action(async (folder: string, options: OnnxOptions, self: Command) =>
      (await import('./onnx.ts')).verifyOnnx(folder, options, isJson(self)),
    )
  parent
    .command('onnx-calibrate')
    .description(
      'measure a tolerance for a float model: ten times the spread between two optimisation levels',
    )
    .argument('<folder>')
    .option('--json', 'print one JSON object on one line')
    .addHelpText('after', '\nExample:\n  assay verify onnx-calibrate folder')
    .action(async (folder: string, _options: unknown, self: Command) =>
      (await import('./onnx-calibrate.ts')).printCalibration(folder, isJson(self)),
    )
  command('onnx-suite')
    .description(
      're-run every model below a folder; prints a JSON summary by name, and says on stderr how far it is and what is not verified',
    )
    .option('--resume <file>', 'keep answers in this file, and take from it those that it has')
    .action(async (folder: string, options: SuiteOptions, self: Command) =>
      (await import('./onnx-suite.ts')).verifyOnnxSuite(folder, options, isJson(self)),
    )
}

function isJson(command: Command): boolean {
  return Boolean(command.optsWithGlobals().json)
}
