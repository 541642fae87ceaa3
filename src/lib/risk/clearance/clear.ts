import { indexShapes, nearestOf, pairsWithin, roundMm, type Pairs, type ShapeIndex } from '../../geo/nearby.ts';
import { selectShapes } from '../../geo/select-shapes.ts';
import type { DistrictColumns, LayerColumns } from '../district.ts';
import { STATES, type Finding } from '../finding.ts';
import type { LayerId } from '../layer.ts';
import { layerOf } from '../layers/registry.ts';
import type { RuleSet } from '../rule-set.ts';
import type { Words } from '../words.ts';
import { decide } from './decide.ts';
import { asksPairs, reachOf } from './limit.ts';
import { yieldToStricter } from './strictest.ts';
import { anyRoleOf, layersOf, roleById } from './role.ts';
import type { Rule, Side } from './rule.ts';

/** What one rule was asked of between two layers: kept so that the second engine can be asked the same. */
export interface AskedPairs {
	rule: Rule;
	source: LayerColumns;
	target: LayerColumns;
	/** The features that play a source, and how far from each a pair was looked for, metres. */
	players: Uint32Array;
	/** The features that play a target. */
	targets: Uint32Array;
	reachM: Float64Array;
	/** Every pair found: positions in the columns, and the distance. */
	sourceAt: Uint32Array;
	targetAt: Uint32Array;
	distanceM: Float64Array;
}

export interface Clearances {
	/** Broken first, then uncertain, undecided, met; within a state the worst margin first. */
	findings: Finding[];
	/** Ids of the rules that were asked, and those that could not be, with why: together all that were given. */
	asked: string[];
	notAsked: { rule: string; why: Words }[];
	pairs: AskedPairs[];
}

/**
 * Asks every rule of every pair of features of a district that is near enough to matter, by distance in the metric
 * plane. A rule that nothing on the map can answer is not asked, and says why: it is never counted as kept. Where the
 * columns are only a part of a district, `rules` are those that are asked of the whole (`isPart`): each is asked.
 * `tell` hears after each rule which share of them is asked.
 */
export function clear(
	district: DistrictColumns,
	rules: readonly Rule[],
	today: string,
	{ isPart = false, tell = () => {} }: { isPart?: boolean; tell?: (share: number) => void } = {}
): Clearances {
	const players = new Players(district);
	const indexes = new Map<LayerId, ShapeIndex>();
	const indexOf = (layer: LayerId) => {
		const known = indexes.get(layer) ?? indexShapes(district[layer].shapes);
		indexes.set(layer, known);
		return known;
	};
	const answer: Clearances = { findings: [], asked: [], notAsked: [], pairs: [] };
	for (const [n, rule] of rules.entries()) {
		tell(n / rules.length);
		const why = isPart ? null : whyNotAsked(rule, players);
		if (why !== null) {
			answer.notAsked.push({ rule: rule.id, why });
			continue;
		}
		answer.asked.push(rule.id);
		for (const source of layersOf(rule.sources, rule.set)) {
			const at = players.of(rule.sources, source, rule.set);
			if (at.length === 0) continue;
			if (rule.asks === 'pair') askPairs(rule, district[source], at, players, indexOf, today, answer);
			else askAlone(rule, district, district[source], at, players, today, answer);
		}
	}
	yieldToStricter(answer.findings, rules);
	answer.findings.sort(worstFirst);
	return answer;
}

/** Which features play, or may play, the roles of rules: looked up once for each set of roles and layer. */
class Players {
	readonly district: DistrictColumns;
	readonly #known = new Map<string, Uint32Array>();

	constructor(district: DistrictColumns) {
		this.district = district;
	}

	/** Positions in the layer's columns, ascending. One that only an absent attribute keeps out is among them. */
	of(roles: readonly string[], layer: LayerId, rules: RuleSet): Uint32Array {
		const key = `${layer} ${roles.join(' ')}`;
		const known = this.#known.get(key);
		if (known) return known;
		const { attributes } = this.district[layer];
		const at: number[] = [];
		for (let i = 0; i < attributes.length; i++) if (anyRoleOf(roles, layer, attributes[i], rules) !== 'no') at.push(i);
		const found = Uint32Array.from(at);
		this.#known.set(key, found);
		return found;
	}

	any(roles: readonly string[], rules: RuleSet): boolean {
		return layersOf(roles, rules).some((layer) => this.of(roles, layer, rules).length > 0);
	}
}

function whyNotAsked(rule: Rule, players: Players): Words | null {
	if (!players.any(rule.sources, rule.set)) return nothingPlays(rule.sources, players, rule.set);
	if (rule.asks === 'pair' && !players.any(rule.targets, rule.set))
		return nothingPlays(rule.targets, players, rule.set);
	return null;
}

function nothingPlays(roles: readonly string[], { district }: Players, rules: RuleSet): Words {
	const zh = roles.map((id) => roleById(id, rules).name.zh).join('、');
	const en = roles.map((id) => roleById(id, rules).name.en).join(', ');
	const layers = layersOf(roles, rules);
	if (layers.length === 0) {
		return {
			zh: `现有图层中没有：${zh}。只在核查拟建项目时适用。`,
			en: `No layer holds: ${en}. It is asked of proposals only.`
		};
	}
	const empty = layers.filter((layer) => district[layer].ids.length === 0).map((layer) => layerOf(layer).name);
	if (empty.length === layers.length) {
		return {
			zh: `图层为空：${empty.map((name) => name.zh).join('、')}。导入之前无法核查。`,
			en: `Empty: ${empty.map((name) => name.en).join(', ')}. It cannot be asked before something is imported.`
		};
	}
	return { zh: `图上没有：${zh}。`, en: `Nothing on the map is: ${en}.` };
}

function askPairs(
	rule: Rule,
	source: LayerColumns,
	at: Uint32Array,
	players: Players,
	indexOf: (layer: LayerId) => ShapeIndex,
	today: string,
	answer: Clearances
): void {
	const withPairs = at.filter((i) => asksPairs(rule, source.attributes[i]));
	for (const i of at) {
		if (asksPairs(rule, source.attributes[i])) continue;
		answer.findings.push(alone(rule, sideOf(source, i), today));
	}
	const shapes = selectShapes(source.shapes, withPairs);
	for (const layer of layersOf(rule.targets, rule.set)) {
		const target = players.district[layer];
		const targets = players.of(rule.targets, layer, rule.set);
		if (targets.length === 0 || withPairs.length === 0) continue;
		const worstAccuracyM = targets.reduce((worst, i) => Math.max(worst, target.accuracyM[i] ?? 0), 0);
		const reachM = Float64Array.from(withPairs, (i) =>
			reachOf(rule, (source.accuracyM[i] ?? 0) + worstAccuracyM, source.attributes[i])
		);
		const found = pairsWithin(shapes, indexOf(layer), reachM);
		const isTarget = new Uint8Array(target.ids.length);
		for (const i of targets) isTarget[i] = 1;
		const kept = keepPairs(found, (a, b) => {
			if (isTarget[b] === 0 || source.ids[withPairs[a]] === target.ids[b]) return false;
			return !rule.symmetric || source.ids[withPairs[a]] < target.ids[b];
		});
		const sourceAt = Uint32Array.from(kept, (k) => withPairs[found.a[k]]);
		const targetAt = Uint32Array.from(kept, (k) => found.b[k]);
		answer.pairs.push({
			rule,
			source,
			target,
			players: withPairs,
			targets,
			reachM,
			sourceAt,
			targetAt,
			distanceM: Float64Array.from(kept, (k) => found.distanceM[k])
		});
		for (const k of kept) {
			const from = sideOf(source, withPairs[found.a[k]]);
			const to = sideOf(target, found.b[k]);
			// The reach above serves every target; a kept pair beyond its own is no news.
			const ownReachM = reachOf(rule, (from.accuracyM ?? 0) + (to.accuracyM ?? 0), from.attributes);
			if (roundMm(found.distanceM[k]) > ownReachM) continue;
			answer.findings.push(measured(rule, from, to, found.distanceM[k], found.points, k, today));
		}
	}
}

/** Asks a rule of each source with its nearest target, or of each source by itself. */
function askAlone(
	rule: Rule,
	district: DistrictColumns,
	source: LayerColumns,
	at: Uint32Array,
	players: Players,
	today: string,
	answer: Clearances
): void {
	const layers = rule.asks === 'nearest' ? layersOf(rule.targets, rule.set) : [];
	const targets = layers.map((layer) => {
		const among = players.of(rule.targets, layer, rule.set);
		return { columns: district[layer], among, index: indexShapes(selectShapes(district[layer].shapes, among)) };
	});
	for (const i of at) {
		const side = sideOf(source, i);
		const nearest = targets
			.flatMap(({ columns, among, index }) => {
				const found = nearestOf(source.shapes, i, index, Infinity);
				return found === null ? [] : [{ ...found, side: sideOf(columns, among[found.b]) }];
			})
			.sort((a, b) => a.distanceM - b.distanceM)[0];
		answer.findings.push(
			nearest === undefined
				? alone(rule, side, today)
				: measured(rule, side, nearest.side, nearest.distanceM, nearest.points, 0, today)
		);
	}
}

function keepPairs(pairs: Pairs, keep: (a: number, b: number) => boolean): Uint32Array {
	const kept: number[] = [];
	for (let k = 0; k < pairs.count; k++) if (keep(pairs.a[k], pairs.b[k])) kept.push(k);
	return Uint32Array.from(kept);
}

function sideOf({ layer, ids, attributes, accuracyM }: LayerColumns, i: number): Side {
	return { id: ids[i], layer, attributes: attributes[i], accuracyM: accuracyM[i] };
}

function alone(rule: Rule, source: Side, today: string): Finding {
	const decision = decide(rule, source, null, null, today);
	return {
		rule: rule.id,
		source: source.id,
		target: null,
		...decision,
		yieldsTo: null,
		measuredM: null,
		from: null,
		to: null
	};
}

function measured(
	rule: Rule,
	source: Side,
	target: Side,
	distanceM: number,
	points: ArrayLike<number>,
	pair: number,
	today: string
): Finding {
	return {
		rule: rule.id,
		source: source.id,
		target: target.id,
		...decide(rule, source, target, distanceM, today),
		yieldsTo: null,
		measuredM: roundMm(distanceM),
		from: [points[4 * pair], points[4 * pair + 1]],
		to: [points[4 * pair + 2], points[4 * pair + 3]]
	};
}

const ORDER = new Map(STATES.map((state, i) => [state, i]));

/** The order of findings: by state, worst margin, then by what they are of. No two of a run stand at one place. */
export function worstFirst(a: Finding, b: Finding): number {
	return (
		ORDER.get(a.state)! - ORDER.get(b.state)! ||
		(a.marginM ?? Infinity) - (b.marginM ?? Infinity) ||
		compare(a.rule, b.rule) ||
		compare(a.source, b.source) ||
		compare(a.target ?? '', b.target ?? '')
	);
}

function compare(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
