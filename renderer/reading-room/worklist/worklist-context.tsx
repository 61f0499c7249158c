import {
  createContext,
  useContext,
  useEffect,
  useMemo,
  useReducer,
  useRef,
  type Dispatch,
  type ReactNode,
  type RefObject,
} from 'react';
import { z } from 'zod';
import { createStoredValue } from '../../shared/preferences/stored-value.ts';
import {
  initialWorklist,
  reduceWorklist,
  worklistState,
  type WorklistAction,
  type WorklistState,
} from './worklist-state.ts';

interface WorklistContextValue {
  readonly state: WorklistState;
  readonly dispatch: Dispatch<WorklistAction>;
  /** Pixels from the top of the list, kept while another page is open. */
  readonly scrollTop: RefObject<number>;
}

/** For this tab: another one may look at another part of the list. */
const tab = globalThis.sessionStorage;
const kept = createStoredValue('overread:worklist', worklistState, initialWorklist, tab);
const keptScroll = createStoredValue('overread:worklist-scroll', z.number(), 0, tab);

const WorklistContext = createContext<WorklistContextValue | null>(null);

export function WorklistProvider({ children }: { readonly children: ReactNode }) {
  const [state, dispatch] = useReducer(reduceWorklist, kept.get());
  const scrollTop = useRef(keptScroll.get());
  useEffect(() => kept.set(state), [state]);
  useEffect(() => {
    const keepScroll = (): void => keptScroll.set(scrollTop.current);
    window.addEventListener('pagehide', keepScroll);
    return () => window.removeEventListener('pagehide', keepScroll);
  }, []);
  const value = useMemo(() => ({ state, dispatch, scrollTop }), [state]);
  return <WorklistContext value={value}>{children}</WorklistContext>;
}

export function useWorklist(): WorklistContextValue {
  const value = useContext(WorklistContext);
  if (value === null) throw new Error('useWorklist outside of WorklistProvider');
  return value;
}
