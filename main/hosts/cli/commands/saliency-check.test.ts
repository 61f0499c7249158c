import { Command } from 'commander';
import { expect, test, vi } from 'vitest';
import { describe } from './saliency-check.ts';

async function overread(...parameters: string[]): Promise<void> {
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const command = new Command('exam').exitOverride();
  describe(command);
  await command.parseAsync(parameters, { from: 'user' });
}

test.each([[['--methods', 'grad-cam,guess']], [['--cases', '0']], [['--provider', 'abacus']]])(
  '%j is refused before anything begins',
  async (parameters) => {
    await expect(overread('--model', 'any', ...parameters)).rejects.toMatchObject({
      code: 'commander.invalidArgument',
    });
  },
);

test('whose heatmaps has to be said', async () => {
  await expect(overread()).rejects.toMatchObject({ code: 'commander.missingMandatoryOptionValue' });
});
