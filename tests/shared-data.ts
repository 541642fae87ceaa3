import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The real data that tests read. It stands beside the project and is not part of it. */
export const SHARED = fileURLToPath(new URL('../../shared/data', import.meta.url));

export const hasShared = existsSync(SHARED);
