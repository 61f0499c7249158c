import { Box } from '@mui/material';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useHashLocation } from 'wouter/use-hash-location';
import { studyId as studyIdSchema, type StudyId } from '../../main/domain/ids.ts';
import { CommandPalette } from './command-palette.tsx';
import { ConnectionBanner } from './connection-banner.tsx';
import { DropTarget } from './drop-target.tsx';
import { KeyHelp } from './key-help.tsx';
import { Notices } from './notices.tsx';
import { allPages, isOpen } from './pages.ts';
import { Rail, railWidth } from './rail.tsx';
import { SignIn } from './sign-in-dialog.tsx';
import { SettingsPage } from './settings/settings-page.tsx';
import { TopBar } from './top-bar.tsx';
import { useEvents } from './use-events.ts';
import { bridge } from '../shared/client/client.ts';
import { useHasSession } from '../shared/client/session.ts';
import { useShortcuts } from '../shared/keyboard/use-shortcuts.ts';
import { LearningPage } from '../laboratory/active-learning/learning-page.tsx';
import { ModelsPage } from '../laboratory/models/models-page.tsx';
import { OpenFirstStudy } from '../reading-room/reading/open-first-study.tsx';
import { useReading } from '../reading-room/reading-state/use-reading.ts';
import { routes, useNavigate } from '../shared/navigation/routes.ts';
import { preferences } from '../shared/preferences/preferences.ts';
import { ScreenPage } from '../reading-room/screening/screen-page.tsx';
import { useScreening, type ScreeningControls } from '../reading-room/screening/use-screening.ts';
import { WorklistProvider } from '../reading-room/worklist/worklist-context.tsx';
import { WorklistPage } from '../reading-room/worklist/worklist-page.tsx';

// The viewport's libraries are the larger part of the code: the worklist need not wait for them.
const loadReadPage = () =>
  import('../reading-room/reading/read-page.tsx').then(({ ReadPage }) => ({ default: ReadPage }));
const ReadPage = lazy(loadReadPage);
// The laboratory's charts are not needed to read.
const DataPage = lazy(() =>
  import('../laboratory/datasets/data-page.tsx').then(({ DataPage: page }) => ({ default: page })),
);
const EvaluatePage = lazy(() =>
  import('../laboratory/evaluation/evaluate-page.tsx').then(({ EvaluatePage: page }) => ({ default: page })),
);
const TrainPage = lazy(() =>
  import('../laboratory/training/train-page.tsx').then(({ TrainPage: page }) => ({ default: page })),
);
const ComparePage = lazy(() =>
  import('../laboratory/comparison/compare-page.tsx').then(({ ComparePage: page }) => ({ default: page })),
);

/** `/read/12` → 12 */
function openStudyOf(location: string): StudyId | null {
  const [, page, id] = location.split('/');
  const parsed = studyIdSchema.safeParse(Number(id));
  return `/${page}` === routes.read && parsed.success ? parsed.data : null;
}

interface PageProps {
  readonly location: string;
  readonly studyId: StudyId | null;
  readonly screening: ScreeningControls;
}

function Page({ location, studyId, screening }: PageProps) {
  const { reading, dispatch } = useReading(studyId);
  if (studyId !== null) return <ReadPage studyId={studyId} state={reading} dispatch={dispatch} />;
  if (location === routes.read) return <OpenFirstStudy />;
  if (location === routes.screen) return <ScreenPage screening={screening} />;
  if (isOpen(routes.data, location)) return <DataPage location={location} />;
  if (isOpen(routes.evaluate, location)) return <EvaluatePage location={location} />;
  if (isOpen(routes.train, location)) return <TrainPage location={location} />;
  if (isOpen(routes.compare, location)) return <ComparePage location={location} />;
  if (location === routes.models) return <ModelsPage />;
  if (location === routes.learning) return <LearningPage />;
  if (location === routes.settings) return <SettingsPage />;
  return <WorklistPage />;
}

function Workstation() {
  const { t } = useTranslation('shell');
  const { locale } = preferences.use();
  const [location] = useHashLocation();
  const navigate = useNavigate();
  const [isHelpOpen, setIsHelpOpen] = useState(false);
  const [isPaletteOpen, setIsPaletteOpen] = useState(false);
  const screening = useScreening();
  const studyId = openStudyOf(location);
  useEvents();
  useEffect(() => {
    const idle = requestIdleCallback(() => void loadReadPage(), { timeout: 1500 });
    return () => cancelIdleCallback(idle);
  }, []);
  useShortcuts(t('keysEverywhere'), [
    ...allPages.map(({ name, route, keyName }) => ({
      keys: [keyName],
      does: t(`page.${name}`),
      press: () => navigate(route),
    })),
    { keys: ['Ctrl+k'], does: t('goToHint'), press: () => setIsPaletteOpen(true) },
    { keys: ['?'], does: t('showKeys'), press: () => setIsHelpOpen(true) },
  ]);
  return (
    <Box sx={{ display: 'grid', gridTemplate: `48px minmax(0, 1fr) / ${railWidth}px minmax(0, 1fr)`, height: '100vh' }}>
      <Rail location={location} onHelp={() => setIsHelpOpen(true)} />
      <TopBar location={location} studyId={studyId} />
      <Box component="main" sx={{ minHeight: 0, minWidth: 0, display: 'flex', flexDirection: 'column' }}>
        <ConnectionBanner />
        {/* Dates and numbers on a page are written anew when the person chooses another format. */}
        <Box key={locale} sx={{ flex: 1, minHeight: 0 }}>
          <Suspense fallback={null}>
            <Page location={location} studyId={studyId} screening={screening} />
          </Suspense>
        </Box>
      </Box>
      <DropTarget onDrop={(selection) => screening.mutate({ selection })} />
      <Notices location={location} />
      {isPaletteOpen && <CommandPalette onClose={() => setIsPaletteOpen(false)} />}
      <KeyHelp isOpen={isHelpOpen} onClose={() => setIsHelpOpen(false)} />
    </Box>
  );
}

/** The workstation; a browser that has no session with it is asked to sign in first. */
export function App() {
  const hasSession = useHasSession();
  if (bridge === undefined && !hasSession) return <SignIn isAgain={false} />;
  return (
    <WorklistProvider>
      <Workstation />
    </WorklistProvider>
  );
}
