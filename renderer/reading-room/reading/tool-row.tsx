import ArrowDownward from '@mui/icons-material/ArrowDownward';
import ArrowUpward from '@mui/icons-material/ArrowUpward';
import AspectRatio from '@mui/icons-material/AspectRatio';
import Contrast from '@mui/icons-material/Contrast';
import FitScreen from '@mui/icons-material/FitScreen';
import InvertColors from '@mui/icons-material/InvertColors';
import LocalFireDepartment from '@mui/icons-material/LocalFireDepartment';
import OpenWith from '@mui/icons-material/OpenWith';
import RestartAlt from '@mui/icons-material/RestartAlt';
import ViewSidebar from '@mui/icons-material/ViewSidebar';
import ZoomIn from '@mui/icons-material/ZoomIn';
import type { SvgIconComponent } from '@mui/icons-material';
import { Box, Divider, IconButton, Tooltip, Typography } from '@mui/material';
import type { Dispatch } from 'react';
import { useTranslation } from 'react-i18next';
import type { Tool } from '../viewer/bind-tools.ts';
import type { Viewer } from '../viewer/viewer.ts';
import type { ReadingAction, ReadingState } from '../reading-state/reading-state.ts';
import type { Neighbours } from './use-neighbours.ts';

interface ToolButtonProps {
  readonly title: string;
  readonly keyName: string;
  readonly icon: SvgIconComponent;
  readonly isPressed?: boolean;
  readonly isMachine?: boolean;
  readonly isDisabled?: boolean;
  readonly onPress: () => void;
}

function ToolButton({
  title,
  keyName,
  icon: Icon,
  isPressed,
  isMachine = false,
  isDisabled = false,
  onPress,
}: ToolButtonProps) {
  const { t } = useTranslation('reading');
  return (
    <Tooltip title={t('toolWithKey', { title, key: keyName })}>
      <span>
        <IconButton
          aria-label={title}
          aria-pressed={isPressed}
          disabled={isDisabled}
          onClick={onPress}
          sx={{
            borderRadius: 1,
            color: isPressed === true && isMachine ? 'machine.main' : 'text.primary',
            bgcolor: isPressed === true ? 'selected' : 'transparent',
          }}
        >
          <Icon fontSize="small" />
        </IconButton>
      </span>
    </Tooltip>
  );
}

interface ToolRowProps {
  readonly viewer: Viewer | null;
  readonly state: ReadingState;
  readonly dispatch: Dispatch<ReadingAction>;
  readonly canExplain: boolean;
  readonly neighbours: Neighbours;
}

const tools: readonly {
  readonly tool: Tool;
  readonly keyName: string;
  readonly icon: SvgIconComponent;
}[] = [
  { tool: 'window', keyName: 'W', icon: Contrast },
  { tool: 'zoom', keyName: 'Z', icon: ZoomIn },
  { tool: 'pan', keyName: 'P', icon: OpenWith },
];

/** The tools of the image, and the way to the next study, in one row over it. */
export function ToolRow({ viewer, state, dispatch, canExplain, neighbours }: ToolRowProps) {
  const { t } = useTranslation('reading');
  return (
    <Box
      role="toolbar"
      aria-label={t('tools')}
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 0.5,
        px: 1,
        height: 44,
        borderBottom: '1px solid',
        borderColor: 'divider',
        bgcolor: 'frame',
        flexShrink: 0,
      }}
    >
      {tools.map(({ tool, ...button }) => (
        <ToolButton
          key={tool}
          title={t(tool)}
          {...button}
          isPressed={state.tool === tool}
          onPress={() => dispatch({ type: 'toolChosen', tool })}
        />
      ))}
      <Divider orientation="vertical" flexItem sx={{ mx: 0.5, my: 1 }} />
      <ToolButton title={t('invert')} keyName="I" icon={InvertColors} onPress={() => viewer?.toggleInvert()} />
      <ToolButton title={t('fit')} keyName="F" icon={FitScreen} onPress={() => viewer?.fit()} />
      <ToolButton title={t('actualPixels')} keyName="O" icon={AspectRatio} onPress={() => viewer?.showActualPixels()} />
      <ToolButton title={t('reset')} keyName="R" icon={RestartAlt} onPress={() => viewer?.reset()} />
      <Divider orientation="vertical" flexItem sx={{ mx: 0.5, my: 1 }} />
      <ToolButton
        title={t('heatmap')}
        keyName="H"
        icon={LocalFireDepartment}
        isMachine
        isPressed={state.isHeatmapOn}
        isDisabled={!canExplain}
        onPress={() => dispatch({ type: 'heatmapToggled' })}
      />
      <Box sx={{ flex: 1 }} />
      <Typography variant="caption" color="textSecondary" sx={{ whiteSpace: 'nowrap', mr: 0.5 }}>
        {neighbours.place === null ? '' : t('place', neighbours.place)}
      </Typography>
      <ToolButton
        title={t('previousStudy')}
        keyName="K"
        icon={ArrowUpward}
        isDisabled={neighbours.previous === null}
        onPress={() => neighbours.previous?.()}
      />
      <ToolButton
        title={t('nextStudy')}
        keyName="J"
        icon={ArrowDownward}
        isDisabled={neighbours.next === null}
        onPress={() => neighbours.next?.()}
      />
      <Divider orientation="vertical" flexItem sx={{ mx: 0.5, my: 1 }} />
      <ToolButton
        title={t('secondReadPanel')}
        keyName="S"
        icon={ViewSidebar}
        isPressed={state.isPanelOpen}
        onPress={() => dispatch({ type: 'panelToggled' })}
      />
    </Box>
  );
}
