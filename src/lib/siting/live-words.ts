import type { Geometry } from 'geojson';
import type { Neighbours } from './api.ts';
import type { Said } from './result.ts';
import type { Proposal } from '../risk/siting/answer.ts';

/** What the page tells its worker: what stands around, and then one shape after the other. */
export type ToWorker =
	| { kind: 'around'; district: string; neighbours: Neighbours; proposal: Proposal }
	| { kind: 'ask'; number: number; geometry: Geometry; accuracyM: number | null };

/** What the worker answers; `wrong`: it could not, and why. */
export type FromWorker = { number: number; said: Said } | { number: number; wrong: string };
