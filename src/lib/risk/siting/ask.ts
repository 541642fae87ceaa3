import { distanceBetween } from '../../geo/distance.ts';
import { ShapesBuilder } from '../../geo/geojson-shapes.ts';
import { neighboursOf, roundMm, type Neighbour } from '../../geo/nearby.ts';
import { distanceToPoint } from '../../geo/point-distance.ts';
import type { Shapes } from '../../geo/shapes.ts';
import { decide } from '../clearance/decide.ts';
import { asksPairs, reachOf } from '../clearance/limit.ts';
import { layersOf } from '../clearance/role.ts';
import type { Rule, Side } from '../clearance/rule.ts';
import { yieldToStricter } from '../clearance/strictest.ts';
import type { Finding } from '../finding.ts';
import { SITE, type SiteFinding } from './answer.ts';
import { forceOf } from './force.ts';
import { isOfStanding, plays } from './playing.ts';
import { isPolicy } from './policy-rules.ts';
import type { Guise } from './project.ts';
import { sideAt, type Players, type Surroundings } from './surroundings.ts';

/** The place of a site: one geometry of a list, in the metric plane, and how exactly it is known. */
export interface Place {
	shapes: Shapes;
	i: number;
	/** Metres; null: not stated. */
	accuracyM: number | null;
}

/** A side of a rule that a guise of the site plays. */
export interface Part {
	rule: Rule;
	guise: Guise;
	side: 'source' | 'target';
}

/**
 * Every rule that may concern the guises, with the side on which each stands. A symmetric rule is asked once, and a policy
 * of the district of what is proposed alone: it says nothing of what stands already.
 */
export function partsOf(guises: readonly Guise[], asked: readonly Rule[]): Part[] {
	return asked.flatMap((rule) => {
		if (isOfStanding(rule)) return [];
		return guises.flatMap((guise) => {
			const parts: Part[] = [];
			if (plays(guise, rule.sources, rule) !== 'no') parts.push({ rule, guise, side: 'source' });
			const isMutual = rule.symmetric || isPolicy(rule);
			if (!isMutual && plays(guise, rule.targets, rule) !== 'no') parts.push({ rule, guise, side: 'target' });
			return parts;
		});
	});
}

/**
 * Asks the parts of a site of everything around it that is near enough to matter. `leaveOut` is the feature that the
 * proposal extends: it keeps no distance from itself. Of several guises that one rule asks about one feature, the worst
 * answer stands. Findings come in no order.
 */
export function findingsAt(
	around: Surroundings,
	parts: readonly Part[],
	place: Place,
	leaveOut: string | null
): SiteFinding[] {
	const found = new Map<string, SiteFinding>();
	for (const part of parts) {
		for (const finding of askPart(around, part, place)) {
			if (finding.other !== null && finding.other.id === leaveOut) continue;
			const key = `${finding.rule}\0${finding.side}\0${finding.other?.id ?? ''}`;
			const known = found.get(key);
			if (known === undefined || rank(finding) < rank(known)) found.set(key, finding);
		}
	}
	const findings = [...found.values()];
	yieldToStricter(findings, around.asked);
	return findings;
}

const STATE_RANK: Readonly<Record<Finding['state'], number>> = { broken: 0, uncertain: 1, undecided: 2, met: 3 };

function rank({ state, marginM }: Finding): number {
	return STATE_RANK[state] + Math.atan(marginM ?? 0) / Math.PI / 2;
}

function askPart(around: Surroundings, part: Part, place: Place): SiteFinding[] {
	if (part.side === 'target') return askSources(around, part, place);
	const { rule, guise } = part;
	const side = siteSide(guise, place);
	if (rule.asks === 'nearest') return [askInside(around, part, place)];
	if (!asksPairs(rule, guise.attributes))
		return [findingOf(part, around, null, decide(rule, side, null, null, around.today))];
	return layersOf(rule.targets, rule.set).flatMap((layer) => {
		const players = around.players(rule.targets, layer);
		if (players === null) return [];
		const reachM = reachOf(rule, (place.accuracyM ?? 0) + players.accuracyM, guise.attributes);
		return neighboursOf(place.shapes, place.i, players.index, reachM).flatMap((near) => {
			const other = sideAt(players.columns, players.at[near.b]);
			const ownM = reachOf(rule, (place.accuracyM ?? 0) + (other.accuracyM ?? 0), guise.attributes);
			if (roundMm(near.distanceM) > ownM) return [];
			return [findingOf(part, around, { players, near }, decide(rule, side, other, near.distanceM, around.today))];
		});
	});
}

/** The sources around whose distance the site may be too near. */
function askSources(around: Surroundings, part: Part, place: Place): SiteFinding[] {
	const { rule, guise } = part;
	const side = siteSide(guise, place);
	return layersOf(rule.sources, rule.set).flatMap((layer) => {
		const players = around.players(rule.sources, layer);
		if (players === null) return [];
		const siteM = place.accuracyM ?? 0;
		const reachM = around.reachOfSources(rule, layer) + siteM + players.accuracyM;
		return neighboursOf(place.shapes, place.i, players.index, reachM).flatMap((near) => {
			const source = sideAt(players.columns, players.at[near.b]);
			const ownM = around.reachOfSource(rule, source.attributes) + siteM + (source.accuracyM ?? 0);
			if (roundMm(near.distanceM) > ownM) return [];
			const isAsked = asksPairs(rule, source.attributes);
			const decision = isAsked
				? decide(rule, source, side, near.distanceM, around.today)
				: decide(rule, source, null, null, around.today);
			return [findingOf(part, around, { players, near }, decision)];
		});
	});
}

/** What must lie inside: the whole site, so the corner that lies furthest outside decides. */
function askInside(around: Surroundings, part: Part, place: Place): SiteFinding {
	const { rule, guise } = part;
	const side = siteSide(guise, place);
	let best: { players: Players; near: Neighbour } | null = null;
	for (const layer of layersOf(rule.targets, rule.set)) {
		const players = around.players(rule.targets, layer);
		if (players === null) continue;
		for (let j = 0; j < players.at.length; j++) {
			const near = furthestOutside(place, players, j);
			if (best === null || near.distanceM < best.near.distanceM) best = { players, near };
		}
	}
	if (best === null) return findingOf(part, around, null, decide(rule, side, null, null, around.today));
	const other = sideAt(best.players.columns, best.players.at[best.near.b]);
	return findingOf(part, around, best, decide(rule, side, other, best.near.distanceM, around.today));
}

/** The site's corner that lies furthest from an area, and the point of the area nearest to it. */
function furthestOutside({ shapes, i }: Place, { index }: Players, b: number): Neighbour {
	let furthestM = -1;
	let corner: [number, number] = [0, 0];
	for (let v = shapes.vertexStart[shapes.partStart[i]]; v < shapes.vertexStart[shapes.partStart[i + 1]]; v++) {
		const distanceM = distanceToPoint(index.shapes, b, shapes.xy[2 * v], shapes.xy[2 * v + 1]);
		if (distanceM <= furthestM) continue;
		furthestM = distanceM;
		corner = [shapes.xy[2 * v], shapes.xy[2 * v + 1]];
	}
	const builder = new ShapesBuilder();
	builder.addGeometry({ type: 'Point', coordinates: corner });
	const points = new Float64Array(4);
	distanceBetween(builder.finish(), 0, index.shapes, b, points);
	return { b, distanceM: furthestM, points: [points[0], points[1], points[2], points[3]] };
}

function siteSide({ layer, roles, attributes }: Guise, { accuracyM }: Place): Side {
	return { id: SITE, layer, roles, attributes, accuracyM };
}

function findingOf(
	{ rule, guise, side }: Part,
	around: Surroundings,
	pair: { players: Players; near: Neighbour } | null,
	decision: ReturnType<typeof decide>
): SiteFinding {
	const columns = pair?.players.columns ?? null;
	const i = pair === null ? -1 : pair.players.at[pair.near.b];
	const other = columns === null ? null : { id: columns.ids[i], layer: columns.layer, name: columns.names[i] };
	const points = pair?.near.points ?? null;
	const [onSite, onOther]: ([number, number] | null)[] =
		points === null ? [null, null] : [points.slice(0, 2) as [number, number], points.slice(2) as [number, number]];
	const isSource = side === 'source';
	return {
		rule: rule.id,
		source: isSource ? SITE : (other?.id ?? ''),
		target: isSource ? (other?.id ?? null) : SITE,
		...decision,
		yieldsTo: null,
		measuredM: pair === null ? null : roundMm(pair.near.distanceM),
		from: isSource ? onSite : onOther,
		to: isSource ? onOther : onSite,
		side,
		use: guise.use,
		name: rule.name,
		clause: rule.clause,
		confidence: rule.confidence,
		force: forceOf(rule),
		effect: rule.effect,
		severity: rule.severity,
		other,
		otherAccuracyM: columns === null ? null : columns.accuracyM[i],
		notes: rule.note === null ? [] : [rule.note],
		counts: 'clear'
	};
}
