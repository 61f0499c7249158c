import CompareOutlined from '@mui/icons-material/CompareOutlined';
import DatasetOutlined from '@mui/icons-material/DatasetOutlined';
import FactCheckOutlined from '@mui/icons-material/FactCheckOutlined';
import FolderOpenOutlined from '@mui/icons-material/FolderOpenOutlined';
import HubOutlined from '@mui/icons-material/HubOutlined';
import ModelTrainingOutlined from '@mui/icons-material/ModelTrainingOutlined';
import QueryStatsOutlined from '@mui/icons-material/QueryStatsOutlined';
import SchoolOutlined from '@mui/icons-material/SchoolOutlined';
import SettingsOutlined from '@mui/icons-material/SettingsOutlined';
import ViewListOutlined from '@mui/icons-material/ViewListOutlined';
import type { SvgIconComponent } from '@mui/icons-material';
import type { english } from '../shared/messages/english/english.ts';
import { routes } from '../shared/navigation/routes.ts';

export interface Page {
  /** In the messages: `shell:page.NAME`. */
  readonly name: keyof (typeof english)['shell']['page'];
  readonly route: string;
  /** The page is one key away from everywhere. */
  readonly keyName: string;
  readonly icon: SvgIconComponent;
}

/** For reading. */
export const readingPages: readonly Page[] = [
  { name: 'worklist', route: routes.worklist, keyName: '1', icon: ViewListOutlined },
  { name: 'read', route: routes.read, keyName: '2', icon: FactCheckOutlined },
  { name: 'screen', route: routes.screen, keyName: '3', icon: FolderOpenOutlined },
];

/** For training and measuring models. */
export const laboratoryPages: readonly Page[] = [
  { name: 'data', route: routes.data, keyName: '4', icon: DatasetOutlined },
  { name: 'train', route: routes.train, keyName: '5', icon: ModelTrainingOutlined },
  { name: 'evaluate', route: routes.evaluate, keyName: '6', icon: QueryStatsOutlined },
  { name: 'compare', route: routes.compare, keyName: '7', icon: CompareOutlined },
  { name: 'models', route: routes.models, keyName: '8', icon: HubOutlined },
  { name: 'learning', route: routes.learning, keyName: '9', icon: SchoolOutlined },
];

export const settingsPage: Page = {
  name: 'settings',
  route: routes.settings,
  keyName: '0',
  icon: SettingsOutlined,
};

export const allPages: readonly Page[] = [...readingPages, ...laboratoryPages, settingsPage];

export function isOpen(route: string, location: string): boolean {
  return route === routes.worklist ? location === route : location === route || location.startsWith(`${route}/`);
}
