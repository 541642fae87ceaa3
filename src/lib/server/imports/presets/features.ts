import type { LayerId } from '../../../risk/layer.ts';
import type { Mapping } from '../mapping.ts';

/** The properties of a row that is a feature of Sise already: the demo district's. */
export interface FeatureProperties extends Record<string, unknown> {
	layer: LayerId;
	key: string;
	name: string | null;
	accuracyM: number | null;
	attributes: Record<string, unknown>;
}

/** Rows that are features already, each in the layer that it names. */
export function featuresPreset(): Mapping {
	return {
		repeatsAreSame: false,
		look() {},
		district: () => null,
		map(row) {
			const { layer, key, name, accuracyM, attributes } = row.properties as FeatureProperties;
			return [{ layer, key, name, raw: attributes, accuracyM, notes: [] }];
		}
	};
}
