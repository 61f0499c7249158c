/** `npm run build`: the pages and the Electron host's programs, into dist/. */
import { say, setUp } from './setup/setup.mjs';

await setUp('renderer', 'electron');
say('dist/renderer and dist/electron are built.');
