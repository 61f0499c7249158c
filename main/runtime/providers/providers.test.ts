import { clauseOf } from '../../domain/messages/clause.ts';
import { describe, expect, test } from 'vitest';
import { chooseProvider, providerOrder } from './providers.ts';
import type { ProviderName } from '../engine.ts';

describe('the choice of an execution provider', () => {
  test('ends with the CPU on every platform', () => {
    for (const platform of ['win32', 'darwin', 'linux'] as const) expect(providerOrder(platform).at(-1)).toBe('cpu');
  });

  test('falls back to the CPU and says why the others were refused', async () => {
    const tried: ProviderName[] = [];
    const platform = process.platform === 'darwin' ? 'win32' : 'darwin';
    const { engine, refused } = await chooseProvider({ onTry: (name) => tried.push(name) }, platform);
    expect(engine.provider).toBe('cpu');
    expect(tried).toEqual(providerOrder(platform));
    expect(refused).toEqual([{ name: tried[0], reason: { code: 'provider.absent', details: {} } }]);
  });

  test('does not try again what was excluded', async () => {
    const excluded = providerOrder(process.platform)
      .filter((name) => name !== 'cpu')
      .map((name) => ({ name, reason: clauseOf('provider.not-started', {}) }));
    const { engine, refused } = await chooseProvider({ excluded });
    expect(engine.provider).toBe('cpu');
    expect(refused).toEqual(excluded);
  });

  test('refuses a demanded provider with its reason instead of using another', async () => {
    const provider = process.platform === 'win32' ? 'coreml' : 'dml';
    await expect(chooseProvider({ provider })).rejects.toMatchObject({
      fault: { code: 'engine.provider-unavailable', details: { provider, reason: { code: 'provider.absent' } } },
    });
  });
});
