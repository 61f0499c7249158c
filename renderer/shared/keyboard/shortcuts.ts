/** Keys of the page: one listener on the window, the newest group asked first, all of them listed by "?". */

export interface Shortcut {
  /** As `KeyboardEvent.key`, letters in lower case; with `Ctrl+` for Ctrl or Cmd, `Shift+` where it makes no other character. */
  readonly keys: readonly string[];
  /** The action in words, for the list of keys. */
  readonly does: string;
  press(): void;
  /** Goes on while the key is held, as movements do; anything else happens once. */
  readonly repeats?: true;
  /** For keys that act while held down. */
  release?(): void;
}

export interface ShortcutGroup {
  readonly title: string;
  readonly shortcuts: readonly Shortcut[];
}

const groups: ShortcutGroup[] = [];

/** The key of an event as shortcuts name it. */
export function keyOf(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey'>): string {
  const isCharacter = event.key.length === 1;
  const key = isCharacter ? event.key.toLowerCase() : event.key;
  const modifiers = [event.ctrlKey || event.metaKey ? 'Ctrl' : '', event.shiftKey && !isCharacter ? 'Shift' : ''];
  return [...modifiers.filter(Boolean), key].join('+');
}

export function findShortcut(key: string, among: readonly ShortcutGroup[]): Shortcut | undefined {
  return among
    .toReversed()
    .flatMap((group) => group.shortcuts)
    .find((shortcut) => shortcut.keys.includes(key));
}

const typing =
  'textarea, select, [contenteditable="true"], input:not([type=range], [type=checkbox], [type=radio], [type=button])';
const sliderKeys = new Set(['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End', 'PageUp', 'PageDown']);
const pressing = 'button, a, summary, [role=button], [role=tab], [role=option], input';
const scrollKeys = new Set([...sliderKeys, ' ']);

/** A part of the page that is focused to be scrolled; in a grid the keys move the selection. */
const isScrolling = (target: Element): boolean =>
  target.matches('[tabindex]:not([role=grid])') &&
  target.scrollHeight > target.clientHeight &&
  ['auto', 'scroll'].includes(getComputedStyle(target).overflowY);

/** Whether the control in focus has its own meaning for the key, which then wins. */
function belongsToControl(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof Element) || key === 'Ctrl+k') return false;
  if (target.closest('[role=dialog], [role=menu], [role=listbox]') !== null || target.matches(typing)) return true;
  if (target.matches('input[type=range]') && sliderKeys.has(key.replace('Shift+', ''))) return true;
  // After a click, focus stays where it was clicked; only someone who walks by Tab means what is in focus.
  if (!target.matches(':focus-visible')) return false;
  return ((key === ' ' || key === 'Enter') && target.matches(pressing)) || (scrollKeys.has(key) && isScrolling(target));
}

const held = new Map<string, Shortcut>();

function onKeyDown(event: KeyboardEvent): void {
  const key = keyOf(event);
  if (event.altKey || belongsToControl(event.target, key)) return;
  const shortcut = findShortcut(key, groups);
  if (shortcut === undefined) return;
  event.preventDefault();
  if (event.repeat && shortcut.repeats !== true) return;
  if (shortcut.release !== undefined) held.set(event.key, shortcut);
  shortcut.press();
}

function onKeyUp(event: KeyboardEvent): void {
  const shortcut = held.get(event.key);
  if (shortcut === undefined) return;
  held.delete(event.key);
  event.preventDefault();
  shortcut.release?.();
}

function releaseAll(): void {
  for (const shortcut of held.values()) shortcut.release?.();
  held.clear();
}

/** Puts a group's keys to work; call the returned function to take them back. */
export function addShortcuts(group: ShortcutGroup): () => void {
  if (groups.length === 0) {
    // First of all listeners: Cornerstone marks every key pressed over the image as dealt with.
    window.addEventListener('keydown', onKeyDown, true);
    window.addEventListener('keyup', onKeyUp, true);
    window.addEventListener('blur', releaseAll);
  }
  groups.push(group);
  return () => {
    groups.splice(groups.indexOf(group), 1);
    if (groups.length > 0) return;
    window.removeEventListener('keydown', onKeyDown, true);
    window.removeEventListener('keyup', onKeyUp, true);
    window.removeEventListener('blur', releaseAll);
  };
}

/** The keys that work now, the page's own first. */
export function currentShortcuts(): readonly ShortcutGroup[] {
  return groups.toReversed();
}
