pragma circom 2.1.6;
// Written by devnet/circuits/setup.ts from the model's weights.
include "bitify.circom";
include "comparators.circom";

// max(0, sum) >> 9, at most 255; for |sum| < 2^20.
template Activation() {
  signal input sum;
  signal output out;
  component bits = Num2Bits(21);
  bits.in <== sum + 1048576;
  var low = 0;
  var high = 0;
  for (var i = 0; i < 8; i++) low += bits.out[9 + i] * (1 << i);
  for (var i = 17; i < 20; i++) high += bits.out[i];
  component fits = IsZero();
  fits.in <== high;
  signal clipped <== fits.out * (low - 255) + 255;
  // The top bit says that the sum is not negative; only then do the lower bits hold it.
  out <== bits.out[20] * clipped;
}

template Mlp() {
  signal input x[16];
  signal output logits[4];
  component bytes[16];
  for (var i = 0; i < 16; i++) {
    bytes[i] = Num2Bits(8);
    bytes[i].in <== x[i];
  }
  component h[8];
  h[0] = Activation();
  h[0].sum <== (40) * x[0] + (36) * x[1] + (53) * x[2] + (-58) * x[3] + (-27) * x[4] + (29) * x[5] + (37) * x[6] + (-58) * x[7] + (-42) * x[8] + (-49) * x[9] + (-43) * x[10] + (41) * x[11] + (25) * x[12] + (-61) * x[13] + (36) * x[14] + (29) * x[15] + (20036);
  h[1] = Activation();
  h[1].sum <== (-14) * x[0] + (-57) * x[1] + (-21) * x[2] + (-6) * x[3] + (-46) * x[4] + (9) * x[5] + (-1) * x[6] + (43) * x[7] + (37) * x[8] + (-42) * x[9] + (25) * x[10] + (40) * x[11] + (59) * x[12] + (-25) * x[13] + (-49) * x[14] + (-19) * x[15] + (14761);
  h[2] = Activation();
  h[2].sum <== (-46) * x[0] + (5) * x[1] + (12) * x[2] + (-13) * x[3] + (21) * x[4] + (-56) * x[5] + (33) * x[6] + (31) * x[7] + (52) * x[8] + (-19) * x[9] + (-8) * x[10] + (-48) * x[11] + (-54) * x[12] + (-25) * x[13] + (-29) * x[14] + (59) * x[15] + (37798);
  h[3] = Activation();
  h[3].sum <== (33) * x[0] + (-31) * x[1] + (-43) * x[2] + (24) * x[3] + (37) * x[4] + (-28) * x[5] + (-63) * x[6] + (28) * x[7] + (39) * x[8] + (-9) * x[9] + (-11) * x[10] + (31) * x[11] + (49) * x[12] + (-15) * x[13] + (-43) * x[14] + (41) * x[15] + (3020);
  h[4] = Activation();
  h[4].sum <== (-42) * x[0] + (-27) * x[1] + (29) * x[2] + (11) * x[3] + (46) * x[4] + (-60) * x[5] + (3) * x[6] + (13) * x[7] + (53) * x[8] + (-45) * x[9] + (15) * x[10] + (47) * x[11] + (35) * x[12] + (22) * x[13] + (46) * x[14] + (6) * x[15] + (7821);
  h[5] = Activation();
  h[5].sum <== (32) * x[0] + (59) * x[1] + (11) * x[2] + (48) * x[3] + (-48) * x[4] + (-1) * x[5] + (-1) * x[6] + (56) * x[7] + (19) * x[8] + (-5) * x[9] + (5) * x[10] + (-14) * x[11] + (5) * x[12] + (39) * x[13] + (-41) * x[14] + (-17) * x[15] + (16611);
  h[6] = Activation();
  h[6].sum <== (-21) * x[0] + (41) * x[1] + (-31) * x[2] + (-8) * x[3] + (-39) * x[4] + (25) * x[5] + (19) * x[6] + (-21) * x[7] + (-27) * x[8] + (-9) * x[9] + (0) * x[10] + (39) * x[11] + (54) * x[12] + (-14) * x[13] + (-25) * x[14] + (41) * x[15] + (-3699);
  h[7] = Activation();
  h[7].sum <== (-23) * x[0] + (-16) * x[1] + (45) * x[2] + (37) * x[3] + (-47) * x[4] + (18) * x[5] + (-30) * x[6] + (-32) * x[7] + (5) * x[8] + (-22) * x[9] + (-21) * x[10] + (42) * x[11] + (48) * x[12] + (-3) * x[13] + (23) * x[14] + (42) * x[15] + (-6399);
  logits[0] <== (13) * h[0].out + (-37) * h[1].out + (-34) * h[2].out + (-57) * h[3].out + (-5) * h[4].out + (56) * h[5].out + (-7) * h[6].out + (47) * h[7].out + (-2029);
  logits[1] <== (63) * h[0].out + (-57) * h[1].out + (30) * h[2].out + (-36) * h[3].out + (11) * h[4].out + (57) * h[5].out + (61) * h[6].out + (28) * h[7].out + (887);
  logits[2] <== (5) * h[0].out + (38) * h[1].out + (-30) * h[2].out + (-44) * h[3].out + (-55) * h[4].out + (9) * h[5].out + (-53) * h[6].out + (54) * h[7].out + (-768);
  logits[3] <== (37) * h[0].out + (18) * h[1].out + (48) * h[2].out + (-7) * h[3].out + (-26) * h[4].out + (37) * h[5].out + (41) * h[6].out + (42) * h[7].out + (717);
}

component main {public [x]} = Mlp();
