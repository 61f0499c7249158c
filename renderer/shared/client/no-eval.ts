/**
 * Imported before any schema is made: zod otherwise tries `new Function`, which the pages' policy forbids and reports. The
 * client imports it as well, so that it lies in the chunk of the contract's schemas and runs before them.
 */
import { config } from 'zod';

config({ jitless: true });
