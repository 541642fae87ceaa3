/** What the endpoints under /api/draws take and answer: the words that server and pages share. */
import type { Coverage } from '../risk/draw/coverage.ts';
import type { DrawLevel, DrawSize } from '../risk/draw/draw-by-size.ts';
import type { Recused } from '../risk/draw/draw-inspectors.ts';
import type { DrawKey } from '../risk/draw/draw-sites.ts';
import type { LayerId } from '../risk/layer.ts';
import type { Level } from '../risk/level.ts';
import type { RuleTables } from '../risk/rule-set.ts';
import type { Words } from '../risk/words.ts';

/** What a pool is narrowed to. */
export interface PoolFilter {
	/** Absent: enterprises and major hazard sources. */
	layers?: readonly LayerId[];
	/** `notAssessed`: those without a level. Absent: all. */
	levels?: readonly DrawLevel[];
	subdistrict?: string;
	/** Number of the subject field. */
	field?: number;
}

/** Layers whose units can be drawn. */
export const DRAWN_LAYERS = ['enterprise', 'hazard_source', 'park', 'pipeline', 'geohazard_zone', 'building'] as const;
export const DEFAULT_LAYERS = ['enterprise', 'hazard_source'] as const;

/** GET /api/draws/pool : what a draw would be made from. */
export interface DrawPool {
	district: string;
	run: number;
	total: number;
	units: Record<DrawLevel, number>;
	weights: Record<DrawLevel, number>;
	/** More than this is not drawn from at once. */
	most: number;
	inspectors: { id: string; name: string; declared: number; subdistricts: number | null }[];
	/** How many each site needs, with the clause. */
	needed: { value: number; clause: string };
	/** The subject fields by which a pool can be narrowed. */
	fields: { no: number; name: Words }[];
	/** The rules of recusal that are switched on. */
	recusals: { id: string; name: Words; clause: string }[];
}

/** POST /api/draws : the id is made by whoever makes the draw. Sent twice, it is made once. */
export interface DrawOrder {
	district: string;
	id: string;
	name: string;
	filter: PoolFilter;
	size: DrawSize;
	/** 16 hexadecimal digits; absent: the server makes one. */
	seed?: string;
	/** Ids; absent: everybody who can be sent. */
	inspectors?: readonly string[];
}

/** The detail of a refusal 422 `recused`: nobody could be drawn for some site. */
export interface DrawProblems {
	problems: Words[];
	seed: string;
}

export interface DrawItem {
	id: string;
	district: string;
	day: string;
	name: string;
	seed: string;
	/** Somebody chose the seed: it was not made by the server. */
	seedGiven: boolean;
	pool: number;
	drawn: number;
	/** null: withheld. */
	by: string | null;
	at: string;
	publishedAt: string | null;
}

/** GET /api/draws */
export interface DrawList {
	district: string;
	/** Newest first. Those that are not published are for whoever makes draws. */
	items: DrawItem[];
}

export interface DrawnSite {
	/** From 1. */
	no: number;
	feature: string;
	name: string | null;
	layer: LayerId;
	level: Level | null;
	/** Ids and names; null: withheld. */
	inspectors: { id: string; name: string; isMe: boolean }[] | null;
	/** The newest day from that of the draw on on which it was visited. */
	visitedOn: string | null;
	/** It is seen: its page opens. */
	isSeen: boolean;
}

/** A site of the pool; its name is told where it was drawn, or to whoever sees the whole district. */
export interface PooledSite extends DrawKey {
	level: Level | null;
	name: string | null;
}

/** GET /api/draws/[id] : with everything by which it can be made again. */
export interface DrawDetail extends Omit<DrawItem, 'pool' | 'drawn'> {
	rulesVersion: string;
	run: number;
	filter: PoolFilter;
	/** Of the subject field to which the pool was narrowed. */
	fieldName: Words | null;
	size: DrawSize;
	sites: DrawnSite[];
	pool: PooledSite[];
	/** null: withheld. */
	inspectors: { id: string; name: string }[] | null;
	/** Why somebody was recused is for whoever makes draws. */
	recused: Recused[];
	/** The table of draws of the rule set that was asked. */
	table: RuleTables['draw'];
	publishedBy: string | null;
}

/** GET /api/draws/plan : what was drawn and visited, against the targets of the year. */
export interface DrawPlan {
	district: string;
	day: string;
	units: number;
	targets: Coverage[];
	fields: { no: number; name: Words }[];
}

export const RELATIONS = ['employer', 'relative'] as const;
export type Relation = (typeof RELATIONS)[number];

/** POST /api/draws/recusals : what an inspector declares of themselves. The id is made by whoever sends it. */
export interface RecusalOrder {
	district: string;
	id: string;
	feature: string;
	relation: Relation;
	note?: string;
}

/** GET /api/draws/recusals : one's own. */
export interface RecusalItem {
	id: string;
	feature: string;
	featureName: string | null;
	relation: Relation;
	note: string | null;
	declaredAt: string;
}
