import { expect, test } from 'vitest';
import { findChannelBlock } from './channel-block.ts';
import { createLocalEngine } from './local-engine.ts';

test('blocks have as many channels as registers hold numbers, or there are none', async () => {
  const block = await findChannelBlock();
  expect([0, 8, 16]).toContain(block);
  // Every x86 processor that ONNX Runtime runs on has them.
  if (process.arch === 'x64') expect(block).toBeGreaterThan(0);
});

test('the engine of the processor knows its blocks', async () => {
  const engine = await createLocalEngine();
  expect(engine.channelBlock).toBe(await findChannelBlock());
  await engine.close();
});
