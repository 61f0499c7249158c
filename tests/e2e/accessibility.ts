/** Pages for everyone: axe-core's rules, in a tab of the same person. */
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { keysAreHeard, type Workplace } from './harness.ts';

/** The worklist in a second tab that axe may be put into: the page's own policy lets nothing in. */
export async function openTabForAxe(workplace: Workplace, width = 1280, height = 800): Promise<Page> {
  const storageState = await workplace.context.storageState();
  const viewport = { width, height };
  const tab = await (await workplace.browser.newContext({ storageState, bypassCSP: true, viewport })).newPage();
  await tab.addInitScript(axe.source);
  await tab.goto(workplace.origin);
  await keysAreHeard(tab);
  return tab;
}

/** Rules that the page breaks with serious or critical impact, each with its first element. */
export function seriousViolations(tab: Page): Promise<readonly string[]> {
  return tab.evaluate(async () => {
    const { axe: rules } = window as unknown as { axe: typeof axe };
    const { violations } = await rules.run();
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  });
}
