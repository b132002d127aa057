import {
  encodeFields,
  findBytes,
  findText,
  listFields,
  type ProtobufField,
} from '../../../src/claim/protobuf.ts'

const GRAPH = 7
const INITIALIZER = 5
const NAME = 8

/**
 * The same model in which these inputs have no initializer: a value given for them is what counts (onnx.proto3: an
 * initializer of an input is its default). The runtime's JavaScript side takes no value for an input that has one.
 * @throws MalformedEvidence `REJECTED_PROTOBUF`; NotCheckable `UNSUPPORTED_PROTOBUF_FIELDS`
 */
export function withoutInitializers(file: Uint8Array, names: ReadonlySet<string>): Uint8Array {
  const fields = listFields(file)
  const graph = listFields(findBytes(fields, GRAPH) ?? new Uint8Array())
  const kept = graph.filter(
    (field) =>
      field.number !== INITIALIZER || field.wire !== 2 || !names.has(findText(listFields(field.value), NAME)),
  )
  const changed: ProtobufField = { number: GRAPH, wire: 2, value: encodeFields(kept) }
  return encodeFields(fields.map((field) => (field.number === GRAPH ? changed : field)))
}
