import {
  createContext,
  useContext,
  useMemo,
  useReducer,
  useRef,
  type Dispatch,
  type ReactNode,
  type RefObject,
} from 'react';
import { initialWorklist, reduceWorklist, type WorklistAction, type WorklistState } from './worklist-state.ts';

interface WorklistContextValue {
  readonly state: WorklistState;
  readonly dispatch: Dispatch<WorklistAction>;
  /** Pixels from the top of the list, kept while another page is open. */
  readonly scrollTop: RefObject<number>;
}

const WorklistContext = createContext<WorklistContextValue | null>(null);

export function WorklistProvider({ children }: { readonly children: ReactNode }) {
  const [state, dispatch] = useReducer(reduceWorklist, initialWorklist);
  const scrollTop = useRef(0);
  const value = useMemo(() => ({ state, dispatch, scrollTop }), [state]);
  return <WorklistContext value={value}>{children}</WorklistContext>;
}

export function useWorklist(): WorklistContextValue {
  const value = useContext(WorklistContext);
  if (value === null) throw new Error('useWorklist outside of WorklistProvider');
  return value;
}
