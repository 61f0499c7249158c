import { expect, test } from 'vitest';
import { tokenIn } from './sign-in.ts';

const token = 'k3J_x-9QmZ0aVbTnYpLrSdFgHjKlQwErTyUiOpAsDfG';

test('finds the token in the printed address, in the line around it, and alone', () => {
  expect(tokenIn(`http://127.0.0.1:4777/?token=${token}`)).toBe(token);
  expect(tokenIn(`Overread is at http://127.0.0.1:4777/?token=${token}\n`)).toBe(token);
  expect(tokenIn(` ${token} `)).toBe(token);
});

test('takes nothing else for a token', () => {
  expect(tokenIn('http://127.0.0.1:4777/')).toBeNull();
  expect(tokenIn('')).toBeNull();
});
