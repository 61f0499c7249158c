import CompareOutlined from '@mui/icons-material/CompareOutlined';
import DatasetOutlined from '@mui/icons-material/DatasetOutlined';
import FactCheckOutlined from '@mui/icons-material/FactCheckOutlined';
import FolderOpenOutlined from '@mui/icons-material/FolderOpenOutlined';
import HubOutlined from '@mui/icons-material/HubOutlined';
import ModelTrainingOutlined from '@mui/icons-material/ModelTrainingOutlined';
import QueryStatsOutlined from '@mui/icons-material/QueryStatsOutlined';
import SchoolOutlined from '@mui/icons-material/SchoolOutlined';
import ViewListOutlined from '@mui/icons-material/ViewListOutlined';
import type { SvgIconComponent } from '@mui/icons-material';
import { routes } from '../shared/navigation/routes.ts';

interface Page {
  readonly title: string;
  readonly route: string;
  /** The page is one key away from everywhere. */
  readonly keyName: string;
  readonly icon: SvgIconComponent;
}

export const pages: readonly Page[] = [
  { title: 'Worklist', route: routes.worklist, keyName: '1', icon: ViewListOutlined },
  { title: 'Read', route: routes.read, keyName: '2', icon: FactCheckOutlined },
  { title: 'Screen', route: routes.screen, keyName: '3', icon: FolderOpenOutlined },
  { title: 'Data', route: routes.data, keyName: '4', icon: DatasetOutlined },
  { title: 'Evaluate', route: routes.evaluate, keyName: '5', icon: QueryStatsOutlined },
  { title: 'Compare', route: routes.compare, keyName: '6', icon: CompareOutlined },
  { title: 'Train', route: routes.train, keyName: '7', icon: ModelTrainingOutlined },
  { title: 'Models', route: routes.models, keyName: '8', icon: HubOutlined },
  { title: 'Learning', route: routes.learning, keyName: '9', icon: SchoolOutlined },
];

export function isOpen(route: string, location: string): boolean {
  return route === routes.worklist ? location === route : location === route || location.startsWith(`${route}/`);
}
