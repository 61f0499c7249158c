import DarkModeOutlined from '@mui/icons-material/DarkModeOutlined';
import HelpOutlined from '@mui/icons-material/HelpOutlined';
import LightModeOutlined from '@mui/icons-material/LightModeOutlined';
import type { SvgIconComponent } from '@mui/icons-material';
import { Box, IconButton, Tooltip, useColorScheme } from '@mui/material';
import { useNavigate } from '../shared/navigation/routes.ts';
import { isOpen, pages } from './pages.ts';

interface RailButtonProps {
  readonly title: string;
  readonly keyName?: string;
  readonly icon: SvgIconComponent;
  readonly isCurrent?: boolean;
  readonly onPress: () => void;
}

function RailButton({ title, keyName, icon: Icon, isCurrent = false, onPress }: RailButtonProps) {
  return (
    <Tooltip title={keyName === undefined ? title : `${title} (${keyName})`} placement="right">
      <IconButton
        aria-label={title}
        aria-current={isCurrent ? 'page' : undefined}
        onClick={onPress}
        sx={{
          width: 40,
          height: 40,
          color: isCurrent ? 'text.primary' : 'text.secondary',
          bgcolor: isCurrent ? 'selected' : 'transparent',
        }}
      >
        <Icon fontSize="small" />
      </IconButton>
    </Tooltip>
  );
}

/** The pages, at the left edge. */
export function Rail({ location, onHelp }: { readonly location: string; readonly onHelp: () => void }) {
  const navigate = useNavigate();
  const { mode, setMode } = useColorScheme();
  const isLight = mode === 'light';
  return (
    <Box
      component="nav"
      aria-label="Pages"
      sx={{
        gridRow: '1 / -1',
        display: 'flex',
        flexDirection: 'column',
        alignItems: 'center',
        gap: 0.5,
        py: 1,
        bgcolor: 'frame',
        borderRight: '1px solid',
        borderColor: 'divider',
      }}
    >
      {pages.map(({ title, route, keyName, icon }) => (
        <RailButton
          key={route}
          title={title}
          keyName={keyName}
          icon={icon}
          isCurrent={isOpen(route, location)}
          onPress={() => navigate(route)}
        />
      ))}
      <Box sx={{ flex: 1 }} />
      <RailButton
        title={isLight ? 'Dark theme' : 'Light theme'}
        icon={isLight ? DarkModeOutlined : LightModeOutlined}
        onPress={() => setMode(isLight ? 'dark' : 'light')}
      />
      <RailButton title="Keys and about" keyName="?" icon={HelpOutlined} onPress={onHelp} />
    </Box>
  );
}
