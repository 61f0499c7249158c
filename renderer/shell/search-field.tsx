import Search from '@mui/icons-material/Search';
import { InputAdornment, InputBase } from '@mui/material';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useShortcuts } from '../shared/keyboard/use-shortcuts.ts';
import { KeyCap } from '../shared/keyboard/key-cap.tsx';
import { routes, useNavigate } from '../shared/navigation/routes.ts';
import { useWorklist } from '../reading-room/worklist/worklist-context.tsx';

/** Searches the worklist by patient name, ID, description and file name. */
export function SearchField({ isOnWorklist }: { readonly isOnWorklist: boolean }) {
  const { t } = useTranslation('shell');
  const { state, dispatch } = useWorklist();
  const navigate = useNavigate();
  const field = useRef<HTMLInputElement>(null);
  useShortcuts(t('keysSearch'), [{ keys: ['/'], does: t('search'), press: () => field.current?.select() }]);
  return (
    <InputBase
      inputRef={field}
      value={state.search}
      placeholder={t('search')}
      inputProps={{ 'aria-label': t('search'), type: 'search', maxLength: 200 }}
      onChange={(event) => {
        dispatch({ type: 'searched', search: event.target.value });
        if (!isOnWorklist) navigate(routes.worklist);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && state.search !== '') dispatch({ type: 'searched', search: '' });
        else if (event.key === 'Escape' || event.key === 'Enter' || event.key === 'ArrowDown') field.current?.blur();
      }}
      startAdornment={
        <InputAdornment position="start">
          <Search fontSize="small" />
        </InputAdornment>
      }
      endAdornment={state.search === '' && <KeyCap name="/" />}
      sx={{
        width: { xs: 260, xl: 360 },
        height: 34,
        px: 1.25,
        fontSize: '0.875rem',
        border: '1px solid',
        borderColor: 'divider',
        borderRadius: 1,
        bgcolor: 'background.default',
        color: 'text.primary',
        '& kbd': { color: 'text.secondary' },
        '&:focus-within': { borderColor: 'text.secondary' },
      }}
    />
  );
}
