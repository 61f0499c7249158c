/**
 * Answers with files in them (a frame's pixels) travel as forms. Node's `Response` writes a form piece by piece and goes
 * on when the page has hung up in the middle, as it does with each image that is scrolled past: its next piece then
 * finds the stream closed, an error that nobody can catch and that ends the process (undici 7.29, `extractBody`). So a
 * form is read to its end before anything is sent, and what is sent can be left at any time.
 */
import type { StandardHandleResult } from '@orpc/server/standard';

/** For the handler's `rootInterceptors`. */
export async function sendFormsWhole({
  next,
}: {
  readonly next: () => Promise<StandardHandleResult>;
}): Promise<StandardHandleResult> {
  const result = await next();
  if (!result.matched || !(result.response.body instanceof FormData)) return result;
  const form = new Response(result.response.body);
  const whole = await form.blob();
  const headers = {
    ...result.response.headers,
    'content-type': form.headers.get('content-type') ?? '',
    'content-length': String(whole.size),
  };
  return { matched: true, response: { ...result.response, headers, body: whole.stream() } };
}
