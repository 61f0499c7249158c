import { describe, expect, test } from 'vitest';
import { findShortcut, keyOf, type ShortcutGroup } from './shortcuts.ts';

const group = (title: string, ...keys: string[]): ShortcutGroup => ({
  title,
  shortcuts: keys.map((key) => ({ keys: [key], does: `${title} ${key}`, press: () => undefined })),
});

const plain = { ctrlKey: false, metaKey: false, shiftKey: false };

describe('keys', () => {
  test('a letter works in upper and lower case', () => {
    expect(keyOf({ ...plain, key: 'J', shiftKey: true })).toBe('j');
  });

  test('Ctrl on one keyboard is Cmd on another', () => {
    expect(keyOf({ ...plain, key: 'k', ctrlKey: true })).toBe('Ctrl+k');
    expect(keyOf({ ...plain, key: 'k', metaKey: true })).toBe('Ctrl+k');
  });

  test('Shift counts where it makes no other character', () => {
    expect(keyOf({ ...plain, key: 'ArrowUp', shiftKey: true })).toBe('Shift+ArrowUp');
    expect(keyOf({ ...plain, key: '?', shiftKey: true })).toBe('?');
  });

  test("the page's meaning of a key wins over the frame's", () => {
    expect(findShortcut('j', [group('frame', 'j', '?'), group('page', 'j')])?.does).toBe('page j');
    expect(findShortcut('?', [group('frame', 'j', '?'), group('page', 'j')])?.does).toBe('frame ?');
    expect(findShortcut('x', [group('frame', 'j')])).toBeUndefined();
  });
});
