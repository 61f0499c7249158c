/** Keys of the page: one listener on the window, the newest group asked first, all of them listed by "?". */

export interface Shortcut {
  /** As `KeyboardEvent.key`, letters in lower case; with `Ctrl+` for Ctrl or Cmd. */
  readonly keys: readonly string[];
  /** What it does, for the list of keys. */
  readonly does: string;
  press(): void;
  /** For keys that act while held down. */
  release?(): void;
}

export interface ShortcutGroup {
  readonly title: string;
  readonly shortcuts: readonly Shortcut[];
}

const groups: ShortcutGroup[] = [];

/** The key of an event as shortcuts name it. */
export function keyOf(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey'>): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return event.ctrlKey || event.metaKey ? `Ctrl+${key}` : key;
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
const pressing = 'button, a, [role=button], [role=tab], [role=option], input';

/** Whether the control in focus has its own meaning for the key, which then wins. */
function belongsToControl(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest('[role=dialog], [role=menu], [role=listbox]') !== null && key !== 'Ctrl+k') return true;
  if (target.matches(typing)) return !key.startsWith('Ctrl+');
  if (target.matches('input[type=range]') && sliderKeys.has(key)) return true;
  // After a click, focus stays on the button; only someone who walks by Tab means the button.
  return (key === ' ' || key === 'Enter') && target.matches(pressing) && target.matches(':focus-visible');
}

const held = new Map<string, Shortcut>();

function onKeyDown(event: KeyboardEvent): void {
  const key = keyOf(event);
  if (event.altKey || belongsToControl(event.target, key)) return;
  const shortcut = findShortcut(key, groups);
  if (shortcut === undefined) return;
  event.preventDefault();
  if (shortcut.release !== undefined) {
    if (event.repeat) return;
    held.set(event.key, shortcut);
  }
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
