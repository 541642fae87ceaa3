import { anyRoleOf, layersOf } from '../../risk/clearance/role.ts';
import type { Rule } from '../../risk/clearance/rule.ts';
import type { DistrictColumns } from '../../risk/district.ts';
import { LAYER_IDS, type Attributes, type LayerId } from '../../risk/layer.ts';

/**
 * How many features of a district play, or may play, the roles of each rule: by that a rule is asked or not. Counted
 * once, and kept true as single features change.
 */
export class Playing {
	readonly #rules: readonly Rule[];
	readonly #counts = new Map<string, number>();
	/** The roles that features of a layer can play. */
	readonly #rolesOfLayer = new Map<LayerId, Map<string, readonly string[]>>();

	constructor(columns: DistrictColumns, rules: readonly Rule[]) {
		this.#rules = rules;
		for (const rule of rules) {
			for (const roles of [rule.sources, rule.targets]) {
				for (const layer of layersOf(roles, rule.set)) {
					const known = this.#rolesOfLayer.get(layer) ?? new Map<string, readonly string[]>();
					this.#rolesOfLayer.set(layer, known.set(roles.join(' '), roles));
				}
			}
		}
		for (const layer of LAYER_IDS) for (const attributes of columns[layer].attributes) this.add(layer, attributes, 1);
	}

	/** Counts a feature in (`times` 1) or out (−1). */
	add(layer: LayerId, attributes: Attributes, times: 1 | -1): void {
		for (const [key, roles] of this.#rolesOfLayer.get(layer) ?? []) {
			if (anyRoleOf(roles, layer, attributes, this.#rules[0].set) === 'no') continue;
			this.#counts.set(key, (this.#counts.get(key) ?? 0) + times);
		}
	}

	/** The rules that something on the map can answer. */
	asked(): Rule[] {
		const plays = (roles: readonly string[]) => (this.#counts.get(roles.join(' ')) ?? 0) > 0;
		return this.#rules.filter((rule) => plays(rule.sources) && (rule.asks !== 'pair' || plays(rule.targets)));
	}
}
