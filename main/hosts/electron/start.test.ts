/** The first steps of an application, before anything else of it runs. */
import { beforeEach, expect, test, vi } from 'vitest';

const fake = vi.hoisted(() => ({ steps: [] as string[], isPackaged: true, changed: [] as string[] }));

vi.mock('electron', () => ({
  app: {
    get isPackaged() {
      return fake.isPackaged;
    },
    exit: (code: number) => void fake.steps.push(`exit ${code}`),
  },
  dialog: { showErrorBox: (_title: string, text: string) => void fake.steps.push(text) },
}));
vi.mock('./outside-files.ts', () => ({ changedOutsideFiles: () => Promise.resolve(fake.changed) }));

async function start(more: Partial<typeof fake>): Promise<readonly string[]> {
  Object.assign(fake, { steps: [], isPackaged: true, changed: [], ...more });
  vi.resetModules();
  vi.doMock('./main.ts', () => {
    fake.steps.push('main');
    return {};
  });
  await import('./start.ts');
  return fake.steps;
}

beforeEach(() => void Object.assign(process, { resourcesPath: '/resources' }));

test('it goes on where everything is as it was packaged, and in a clone', async () => {
  expect(await start({})).toEqual(['main']);
  expect(await start({ isPackaged: false, changed: ['models/a.onnx'] })).toEqual(['main']);
});

test('it names what was changed, and ends before any of it runs', async () => {
  const steps = await start({ changed: ['models/a.onnx'] });
  expect(steps).toEqual([expect.stringMatching(/models\/a\.onnx.*Install Overread again/), 'exit 1']);
});
