/** Imported before any schema is made: zod otherwise tries `new Function`, which the pages' policy forbids and reports. */
import { config } from 'zod';

config({ jitless: true });
