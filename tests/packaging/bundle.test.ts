/** The Electron door's bundled programs, as far as they run without Electron. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { root } from '../../scripts/setup.mjs';
import { float32 } from '../../main/domain/tensor.ts';
import { createBuilder } from '../../main/graph/builder.ts';
import { writeOnnx } from '../../main/graph/write-onnx.ts';
import { startEngine } from '../../main/runtime/engine-process.ts';

const programs = join(root, 'dist/electron');

beforeAll(() => {
  execFileSync(process.execPath, [join(root, 'scripts/build-electron.ts')], { stdio: 'inherit' });
});

test('the bundled engine process answers', async () => {
  const builder = createBuilder();
  const x = builder.input('x', { type: 'float32', dims: [2] });
  builder.output(builder.node('Relu', [x], {}, 'y'), { type: 'float32', dims: [2] });
  const engine = await startEngine({ provider: 'cpu', entry: join(programs, 'engine.js') });
  const session = await engine.open({ model: writeOnnx(builder.finish()) });
  const { y } = await session.run({ x: float32([2], [-1, 3]) });
  expect([...y!.data]).toEqual([0, 3]);
  await engine.close();
});

test('the preload script needs nothing that a sandbox lacks', () => {
  const source = readFileSync(join(programs, 'preload.cjs'), 'utf8');
  expect([...source.matchAll(/require\("([^"]+)"\)/g)].map(([, name]) => name)).toEqual(['electron']);
  expect(source).not.toMatch(/^import /m);
});

test('no package is bundled by mistake: they are loaded from node_modules', () => {
  const source = readFileSync(join(programs, 'main.js'), 'utf8');
  for (const name of ['electron', 'better-sqlite3', 'sharp', '@orpc/server', 'zod'])
    expect(source).toContain(`from "${name}`);
  expect(source).not.toContain('node_modules/');
});
