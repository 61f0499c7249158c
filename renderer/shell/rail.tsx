import DarkModeOutlined from '@mui/icons-material/DarkModeOutlined';
import HelpOutlined from '@mui/icons-material/HelpOutlined';
import LightModeOutlined from '@mui/icons-material/LightModeOutlined';
import type { SvgIconComponent } from '@mui/icons-material';
import { Box, ButtonBase, Divider, Tooltip, useColorScheme } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { useNavigate } from '../shared/navigation/routes.ts';
import { preferences } from '../shared/preferences/preferences.ts';
import { isOpen, laboratoryPages, readingPages, settingsPage, type Page } from './pages.ts';

/** Pixels: room for the longest name beneath its icon. */
export const railWidth = 76;

interface RailButtonProps {
  readonly title: string;
  readonly keyName?: string;
  readonly icon: SvgIconComponent;
  readonly isCurrent?: boolean;
  readonly onPress: () => void;
}

/** Icon with its name beneath; the key is in the tooltip. */
function RailButton({ title, keyName, icon: Icon, isCurrent = false, onPress }: RailButtonProps) {
  const { t } = useTranslation('shell');
  const button = (
    <ButtonBase
      aria-current={isCurrent ? 'page' : undefined}
      aria-keyshortcuts={keyName}
      onClick={onPress}
      sx={{
        width: railWidth - 8,
        minHeight: 46,
        py: 0.5,
        flexDirection: 'column',
        gap: 0.25,
        borderRadius: 1,
        font: 'inherit',
        fontSize: '0.6875rem',
        lineHeight: 1.2,
        color: isCurrent ? 'text.primary' : 'text.secondary',
        bgcolor: isCurrent ? 'selected' : 'transparent',
        '&:hover': { bgcolor: isCurrent ? 'selected' : 'raised' },
      }}
    >
      <Icon sx={{ fontSize: 20 }} />
      {title}
    </ButtonBase>
  );
  if (keyName === undefined) return button;
  return (
    <Tooltip title={t('pageWithKey', { title, key: keyName })} placement="right">
      {button}
    </Tooltip>
  );
}

/** The pages at the left edge: reading, the laboratory unless it is hidden, and settings and help at the foot. */
export function Rail({ location, onHelp }: { readonly location: string; readonly onHelp: () => void }) {
  const { t } = useTranslation('shell');
  const navigate = useNavigate();
  const { mode, setMode } = useColorScheme();
  const { isLaboratoryHidden } = preferences.use();
  const isLight = mode === 'light';
  const button = ({ name, route, keyName, icon }: Page) => (
    <RailButton
      key={route}
      title={t(`page.${name}`)}
      keyName={keyName}
      icon={icon}
      isCurrent={isOpen(route, location)}
      onPress={() => navigate(route)}
    />
  );
  return (
    <Box
      component="nav"
      aria-label={t('pages')}
      sx={{
        gridRow: '1 / -1',
        display: 'flex',
        flexDirection: 'column',
        alignItems: 'center',
        gap: 0.25,
        py: 0.75,
        overflowY: 'auto',
        scrollbarWidth: 'none',
        bgcolor: 'frame',
        borderRight: '1px solid',
        borderColor: 'divider',
      }}
    >
      {readingPages.map(button)}
      {!isLaboratoryHidden && (
        <>
          <Divider flexItem sx={{ mx: 1.5, my: 0.5 }} />
          {laboratoryPages.map(button)}
        </>
      )}
      <Box sx={{ flex: 1 }} />
      <RailButton
        title={t(isLight ? 'darkTheme' : 'lightTheme')}
        icon={isLight ? DarkModeOutlined : LightModeOutlined}
        onPress={() => setMode(isLight ? 'dark' : 'light')}
      />
      {button(settingsPage)}
      <RailButton title={t('help')} keyName="?" icon={HelpOutlined} onPress={onHelp} />
    </Box>
  );
}
