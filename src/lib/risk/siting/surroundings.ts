import { indexShapes, type ShapeIndex } from '../../geo/nearby.ts';
import { selectShapes } from '../../geo/select-shapes.ts';
import type { Shapes } from '../../geo/shapes.ts';
import { reachOf } from '../clearance/limit.ts';
import { anyRoleOf, layersOf } from '../clearance/role.ts';
import type { Rule, Side } from '../clearance/rule.ts';
import type { DistrictColumns, LayerColumns } from '../district.ts';
import type { LayerId } from '../layer.ts';
import type { Level } from '../level.ts';
import type { RuleSet } from '../rule-set.ts';
import type { Part } from './ask.ts';
import { policyRules } from './policy-rules.ts';
import { sitingTables } from './project.ts';

/** The features of a layer that play, or may play, one of some roles, with an index of them. */
export interface Players {
	columns: LayerColumns;
	/** Positions in the columns, in the order of the index. */
	at: Uint32Array;
	index: ShapeIndex;
	/** The greatest of their stated accuracies, metres. */
	accuracyM: number;
}

/** What stands around a site, ready to be asked of one proposal after the other. */
export interface SurroundingsOptions {
	/** Rules in force here and today. */
	inForce: readonly Rule[];
	rules: RuleSet;
	/** `2026-11-29` */
	today: string;
	/**
	 * Subjects (`layer:power_line`, `role:airport`) that answer though none of them is among the features: somebody confirmed
	 * that the district has none, or they stand elsewhere in it.
	 */
	answered: ReadonlySet<string>;
	/** The outline of the district, in the metric plane. */
	outline: Shapes;
	/** The level of a feature in the newest run; null: not assessed. */
	levelOf: (feature: string) => Level | null;
}

/**
 * The features of a district, or of the part of it around a site, as the engine of siting asks them: who plays what, with
 * an index of each. Indexes are made when they are first needed and kept.
 */
export class Surroundings {
	readonly district: DistrictColumns;
	/** Clearances in force and the policies of the district that are switched on and speak of distances. */
	readonly asked: readonly Rule[];
	readonly rules: RuleSet;
	readonly today: string;
	readonly answered: ReadonlySet<string>;
	readonly outline: Shapes;
	readonly levelOf: (feature: string) => Level | null;
	readonly #whole = new Map<LayerId, ShapeIndex>();
	readonly #players = new Map<string, Map<LayerId, Players | null>>();
	/** The same by the lists that rules hold: a text need not be made for every question. */
	readonly #playersOf = new WeakMap<readonly string[], Map<LayerId, Players | null>>();
	readonly #reach = new Map<string, number>();
	#places: Map<string, { layer: LayerId; i: number }> | null = null;

	constructor(district: DistrictColumns, { inForce, rules, today, answered, outline, levelOf }: SurroundingsOptions) {
		this.district = district;
		this.asked = [...inForce, ...policyRules(rules)];
		this.rules = rules;
		this.today = today;
		this.answered = answered;
		this.outline = outline;
		this.levelOf = levelOf;
	}

	/** The features of a layer that play one of the roles, those with an attribute missing included; null: none does. */
	players(roles: readonly string[], layer: LayerId): Players | null {
		let known = this.#playersOf.get(roles);
		if (known === undefined) {
			// Rules that speak of the same roles share their index.
			const text = roles.join(' ');
			known = this.#players.get(text) ?? new Map<LayerId, Players | null>();
			this.#players.set(text, known);
			this.#playersOf.set(roles, known);
		}
		let players = known.get(layer);
		if (players === undefined) {
			players = this.#find(roles, layer);
			known.set(layer, players);
		}
		return players;
	}

	/** How far a rule reaches from any of the sources of a layer that stand here, metres, accuracies left out. */
	reachOfSources(rule: Rule, layer: LayerId): number {
		const key = `${layer} ${rule.id}`;
		let reachM = this.#reach.get(key);
		if (reachM === undefined) {
			const { columns, at } = this.players(rule.sources, layer)!;
			reachM = 0;
			for (const i of at) reachM = Math.max(reachM, this.reachOfSource(rule, columns.attributes[i]));
			this.#reach.set(key, reachM);
		}
		return reachM;
	}

	/** How far a part of a site is to be looked for among the features of a layer, metres, accuracies left out. */
	reachOfPart({ rule, guise, side }: Part, layer: LayerId): number {
		return side === 'source' ? reachOf(rule, 0, guise.attributes) : this.reachOfSources(rule, layer);
	}

	/** How far a rule reaches from one source, metres: one with no stated distance is relevant within a number of its own. */
	reachOfSource(rule: Rule, attributes: Side['attributes']): number {
		const reachM = reachOf(rule, 0, attributes);
		if (rule.op !== 'require_registered_distance' || reachM > 0) return reachM;
		return sitingTables(this.rules).siting.unregistered.withinM.value;
	}

	/** Where a feature stands in the columns; null: it is not here. */
	find(id: string): { columns: LayerColumns; i: number } | null {
		this.#places ??= new Map(
			Object.values(this.district).flatMap(({ layer, ids }) => ids.map((one, i) => [one, { layer, i }] as const))
		);
		const place = this.#places.get(id);
		return place === undefined ? null : { columns: this.district[place.layer], i: place.i };
	}

	/** Whether any feature plays one of the roles. */
	any(roles: readonly string[]): boolean {
		return layersOf(roles, this.rules).some((layer) => this.players(roles, layer) !== null);
	}

	#find(roles: readonly string[], layer: LayerId): Players | null {
		const columns = this.district[layer];
		const { attributes, accuracyM } = columns;
		const at: number[] = [];
		for (let i = 0; i < attributes.length; i++) {
			if (anyRoleOf(roles, layer, attributes[i], this.rules) !== 'no') at.push(i);
		}
		if (at.length === 0) return null;
		const positions = Uint32Array.from(at);
		return {
			columns,
			at: positions,
			index:
				at.length === attributes.length ? this.#indexOf(columns) : indexShapes(selectShapes(columns.shapes, positions)),
			accuracyM: at.reduce((most, i) => Math.max(most, accuracyM[i] ?? 0), 0)
		};
	}

	#indexOf({ layer, shapes }: LayerColumns): ShapeIndex {
		const index = this.#whole.get(layer) ?? indexShapes(shapes);
		this.#whole.set(layer, index);
		return index;
	}
}

/** A feature as the side of a rule. */
export function sideAt({ layer, ids, attributes, accuracyM }: LayerColumns, i: number): Side {
	return { id: ids[i], layer, attributes: attributes[i], accuracyM: accuracyM[i] };
}
