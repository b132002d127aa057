import { HIDDEN, INPUTS, type Mlp, OUTPUTS, SHIFT } from './network.ts'

// |16 · 255 · 63 + 40000| < 2^20, so an offset of 2^20 makes every sum a positive number of 21 bits.
const SUM_BITS = 20

/**
 * The model's arithmetic as a circom circuit: the same integers as ONNX' MatMulInteger, Add, Max, Div, Min.
 * Public signals: the four logits (negative ones as p − |v|), then the 16 input bytes.
 */
export function toCircom(mlp: Mlp): string {
  return `pragma circom 2.1.6;
// Written by devnet/circuits/setup.ts from the model's weights.
include "bitify.circom";
include "comparators.circom";

// max(0, sum) >> ${SHIFT}, at most 255; for |sum| < 2^${SUM_BITS}.
template Activation() {
  signal input sum;
  signal output out;
  component bits = Num2Bits(${SUM_BITS + 1});
  bits.in <== sum + ${2 ** SUM_BITS};
  var low = 0;
  var high = 0;
  for (var i = 0; i < 8; i++) low += bits.out[${SHIFT} + i] * (1 << i);
  for (var i = ${SHIFT + 8}; i < ${SUM_BITS}; i++) high += bits.out[i];
  component fits = IsZero();
  fits.in <== high;
  signal clipped <== fits.out * (low - 255) + 255;
  // The top bit says that the sum is not negative; only then do the lower bits hold it.
  out <== bits.out[${SUM_BITS}] * clipped;
}

template Mlp() {
  signal input x[${INPUTS}];
  signal output logits[${OUTPUTS}];
  component bytes[${INPUTS}];
  for (var i = 0; i < ${INPUTS}; i++) {
    bytes[i] = Num2Bits(8);
    bytes[i].in <== x[i];
  }
  component h[${HIDDEN}];
${mlp.firstBias.map((bias, to) => `  h[${to}] = Activation();\n  h[${to}].sum <== ${sum(mlp.first, to, bias, (from) => `x[${from}]`)};`).join('\n')}
${mlp.secondBias.map((bias, to) => `  logits[${to}] <== ${sum(mlp.second, to, bias, (from) => `h[${from}].out`)};`).join('\n')}
}

component main {public [x]} = Mlp();
`
}

function sum(
  weights: readonly (readonly number[])[],
  to: number,
  bias: number,
  name: (from: number) => string,
): string {
  const terms = weights.map((row, from) => `(${row[to] ?? 0}) * ${name(from)}`)
  return [...terms, `(${bias})`].join(' + ')
}
