/** The page for a browser that is not signed in: what happened and what to do, with a field for the address. */

const style = `
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: #101010; color: #e6e6e6;
    font: 15px/1.5 system-ui, sans-serif; }
  main { max-width: 34rem; padding: 2rem; }
  h1 { font-size: 1.25rem; margin: 0 0 1rem; }
  form { display: flex; gap: 0.5rem; margin-top: 1.5rem; }
  input { flex: 1; min-width: 0; padding: 0.5rem 0.75rem; font: inherit; color: inherit; background: #1b1b1b;
    border: 1px solid #5a5a5a; border-radius: 4px; }
  button { padding: 0.5rem 1rem; font: inherit; color: #101010; background: #e6e6e6; border: 0; border-radius: 4px; }
`;

/** The sentence is one of the gate's, never a visitor's text. */
export const signInPage = (sentence: string): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Overread: sign in</title>
<style>${style}</style>
<main>
<h1>Overread</h1>
<p>${sentence}</p>
<form method="get" action="/">
<input name="token" aria-label="Address printed by Overread" placeholder="http://127.0.0.1:…/?token=…" autofocus autocomplete="off">
<button>Sign in</button>
</form>
</main>
</html>
`;

/** The token of what was typed: the whole printed address, or the token alone. */
export const tokenOf = (typed: string): string => /[?&]token=([\w-]+)/.exec(typed)?.[1] ?? typed.trim();
