import { CssBaseline, ThemeProvider } from '@mui/material';
import { QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { render } from 'vitest-browser-react';
import { queryClient } from '../../../renderer/shared/client/query-client.ts';
import '../../../renderer/shared/messages/messages.ts';
import { theme } from '../../../renderer/shared/theme/theme.ts';
import { answerWith, type Answers, type Call } from './fake-workstation.ts';

/** Shows a part of a page with the answers that it asks the workstation for; gives the calls it makes. */
export async function show(part: ReactNode, answers: Answers = {}) {
  queryClient.clear();
  const calls: readonly Call[] = answerWith(answers);
  const screen = await render(
    <ThemeProvider theme={theme} defaultMode="dark">
      <CssBaseline />
      <QueryClientProvider client={queryClient}>{part}</QueryClientProvider>
    </ThemeProvider>,
  );
  return { ...screen, calls };
}
