import { userInfo } from 'node:os';
import type { Right, RoleId } from '../../access/roles.ts';
import { EVERYTHING, NOTHING, type Sight } from './sight.ts';

/** Whoever does something: a person, a wall or machine with its pass, the command line, or Sise itself. */
export interface Who {
	kind: 'person' | 'wall' | 'machine' | 'operator' | 'system' | 'nobody';
	/** Id of the person or the pass; the name of the operating system's user. */
	id: string;
	name: string;
	role: RoleId | null;
	rights: ReadonlySet<Right>;
	sight: Sight;
	/** Where the request came from; null: from this machine's command line or from Sise itself. */
	address: string | null;
	/** Id of the session. */
	session: string | null;
	/** One of the demo persons. */
	demo: boolean;
	/** What has to be done before anything else. */
	must: 'change-password' | 'enrol-second-factor' | null;
}

const BASE = { role: null, rights: new Set<Right>(), address: null, session: null, demo: false, must: null };

/** Nobody: not signed in. */
export function nobody(address: string | null): Who {
	return { ...BASE, kind: 'nobody', id: '', name: '', sight: NOTHING, address };
}

/** Whoever works at the command line: whom the operating system let in to the data folder. */
export function operator(name = userInfo().username): Who {
	return { ...BASE, kind: 'operator', id: name, name, sight: EVERYTHING };
}

/** In which the command line says who works there: whoever may read the lock file has the machine anyway. */
export const OPERATOR_HEADER = 'x-sise-operator';

/** The operator whom the header names, percent-encoded as it must be; one that cannot be read is whoever runs the server. */
export function operatorOf(header: string | null): Who {
	try {
		return operator(decodeURIComponent(header ?? '').slice(0, 100) || undefined);
	} catch {
		return operator();
	}
}

/** Sise at its own work: the demo district's first run, overrides that end. */
export const SYSTEM: Who = { ...BASE, kind: 'system', id: 'sise', name: 'Sise', sight: EVERYTHING };
