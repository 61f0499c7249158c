import { describe, expect, test } from 'vitest';
import { findShortcut, keyOf, type ShortcutGroup } from './shortcuts.ts';

const group = (title: string, ...keys: string[]): ShortcutGroup => ({
  title,
  shortcuts: keys.map((key) => ({ keys: [key], does: `${title} ${key}`, press: () => undefined })),
});

describe('keys', () => {
  test('a letter works in upper and lower case', () => {
    expect(keyOf({ key: 'J', ctrlKey: false, metaKey: false })).toBe('j');
  });

  test('Ctrl on one keyboard is Cmd on another', () => {
    expect(keyOf({ key: 'k', ctrlKey: true, metaKey: false })).toBe('Ctrl+k');
    expect(keyOf({ key: 'k', ctrlKey: false, metaKey: true })).toBe('Ctrl+k');
  });

  test("the page's meaning of a key wins over the frame's", () => {
    expect(findShortcut('j', [group('frame', 'j', '?'), group('page', 'j')])?.does).toBe('page j');
    expect(findShortcut('?', [group('frame', 'j', '?'), group('page', 'j')])?.does).toBe('frame ?');
    expect(findShortcut('x', [group('frame', 'j')])).toBeUndefined();
  });
});
