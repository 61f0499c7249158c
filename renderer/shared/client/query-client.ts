import { ORPCError } from '@orpc/client';
import { QueryClient } from '@tanstack/react-query';

/** The server is on this machine: what the browser calls offline cuts nothing off. */
const networkMode = 'always';

/** Answers stay fresh until an event says otherwise (see shell/use-events.ts); only lost calls are repeated. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      networkMode,
      staleTime: Number.POSITIVE_INFINITY,
      refetchOnWindowFocus: false,
      retry: (count, error) => !(error instanceof ORPCError) && count < 2,
      retryDelay: 500,
    },
    mutations: { networkMode },
  },
});
