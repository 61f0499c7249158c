/** Which layout ONNX Runtime's own convolutions have on this processor. */
import * as ort from 'onnxruntime-node';
import { createBuilder } from '../graph/builder.ts';
import { BLOCKS_DOMAIN } from '../graph/convolutions/blocked.ts';
import { writeOnnx } from '../graph/write-onnx.ts';

/** As few as go into blocks; a processor that has them takes more together. */
const CHANNELS = 4;

/** Channels that lie side by side in it: 16 with AVX-512, 8 on other x86 processors; 0 where there are no blocks. */
export async function findChannelBlock(): Promise<number> {
  const builder = createBuilder();
  const maps = builder.input('maps', { type: 'float32', dims: [1, CHANNELS, 1, 1] });
  const inBlocks = builder.foreign(BLOCKS_DOMAIN, 'ReorderInput', [maps]);
  builder.output(inBlocks, { type: 'float32', dims: [1, 'C', 1, 1] });
  try {
    const session = await ort.InferenceSession.create(writeOnnx(builder.finish()), { logSeverityLevel: 4 });
    const given = new ort.Tensor('float32', new Float32Array(CHANNELS), [1, CHANNELS, 1, 1]);
    const { [inBlocks]: found } = await session.run({ maps: given });
    await session.release();
    const count = found!.dims[1]!;
    return count > CHANNELS ? count : 0;
  } catch {
    // An ONNX Runtime without this layout knows no such operator: convolutions then stay as they are.
    return 0;
  }
}
