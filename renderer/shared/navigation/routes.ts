import { useCallback } from 'react';
import { navigate } from 'wouter/use-hash-location';
import type { StudyId } from '../../../main/domain/ids.ts';

/** Addresses after the #; the page's own address stays one, so that it works with every host. */
export const routes = {
  worklist: '/',
  read: '/read',
  screen: '/screen',
  data: '/data',
  train: '/train',
  evaluate: '/evaluate',
  compare: '/compare',
  models: '/models',
  learning: '/learning',
  settings: '/settings',
} as const;

export const readRoute = (studyId: StudyId): string => `${routes.read}/${studyId}`;

export function useNavigate(): (to: string) => void {
  return useCallback((to: string) => navigate(to), []);
}
