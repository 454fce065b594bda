// Writes small ONNX models byte by byte (protocol buffers, onnx.proto3), so that tests need neither Python nor a stored model.

type Bytes = Uint8Array;
const encoder = new TextEncoder();

function varint(value: number | bigint): Bytes {
  const bytes: number[] = [];
  for (let rest = BigInt(value); ; rest >>= 7n) {
    const low = Number(rest & 127n);
    if (rest < 128n) return Uint8Array.from([...bytes, low]);
    bytes.push(low | 128);
  }
}
const number = (field: number, value: number): Bytes => Buffer.concat([varint(field << 3), varint(value)]);
const bytes = (field: number, value: Bytes): Bytes => Buffer.concat([varint((field << 3) | 2), varint(value.length), value]);
const text = (field: number, value: string): Bytes => bytes(field, encoder.encode(value));
const message = (...fields: Bytes[]): Bytes => Buffer.concat(fields);

const elementTypes = { float: 1, int64: 7 } as const;
export type ElementType = keyof typeof elementTypes;
/** A fixed number, or the name of a length that varies. */
export type Dimension = number | string;
export type OnnxValue = { name: string; type: ElementType; shape: readonly Dimension[] };
export type OnnxTensor = { name: string; shape: readonly number[]; data: Float32Array | BigInt64Array };
/** Attributes are whole numbers: enough for the operators used here. */
export type OnnxNode = { operator: string; inputs: readonly string[]; outputs: readonly string[]; attributes?: Readonly<Record<string, number>> };
export type OnnxGraph = { inputs: readonly OnnxValue[]; outputs: readonly OnnxValue[]; constants: readonly OnnxTensor[]; nodes: readonly OnnxNode[] };

const valueInfo = ({ name, type, shape }: OnnxValue): Bytes => {
  const dimensions = shape.map((dimension) => bytes(1, typeof dimension === 'number' ? number(1, dimension) : text(2, dimension)));
  return message(text(1, name), bytes(2, bytes(1, message(number(1, elementTypes[type]), bytes(2, message(...dimensions))))));
};
const tensor = ({ name, shape, data }: OnnxTensor): Bytes => message(
  ...shape.map((dimension) => number(1, dimension)), number(2, data instanceof Float32Array ? elementTypes.float : elementTypes.int64), text(8, name),
  bytes(9, new Uint8Array(data.buffer, data.byteOffset, data.byteLength)),
);
const node = ({ operator, inputs, outputs, attributes = {} }: OnnxNode): Bytes => message(
  ...inputs.map((name) => text(1, name)), ...outputs.map((name) => text(2, name)), text(4, operator),
  ...Object.entries(attributes).map(([name, value]) => bytes(5, message(text(1, name), number(3, value), number(20, 2)))),
);

/** The bytes of a model file (IR 8, operator set 17). */
export function onnxModel(graph: OnnxGraph): Bytes {
  const body = message(
    ...graph.nodes.map((one) => bytes(1, node(one))), text(2, 'graph'), ...graph.constants.map((one) => bytes(5, tensor(one))),
    ...graph.inputs.map((one) => bytes(11, valueInfo(one))), ...graph.outputs.map((one) => bytes(12, valueInfo(one))),
  );
  return message(number(1, 8), text(2, 'luminora-tests'), bytes(7, body), bytes(8, message(text(1, ''), number(2, 17))));
}
