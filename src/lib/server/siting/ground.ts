import type { Geometry } from 'geojson';
import { ShapesBuilder } from '../../geo/geojson-shapes.ts';
import { planeOf, type Plane } from '../../geo/plane.ts';
import { selectShapes } from '../../geo/select-shapes.ts';
import { rulesInForce, rulesLeftOut, type LeftOut } from '../../risk/clearance/catalogue.ts';
import { DistrictBuilder } from '../../risk/district.ts';
import { LAYER_IDS, type Attributes, type LayerId } from '../../risk/layer.ts';
import type { Level } from '../../risk/level.ts';
import type { Proposal, SiteAnswer } from '../../risk/siting/answer.ts';
import { askedAttributes } from '../../risk/siting/asked-keys.ts';
import { featuresNearBox, type MetricBox } from '../../risk/siting/near-box.ts';
import { askSite, readyToAsk } from '../../risk/siting/site.ts';
import { Surroundings } from '../../risk/siting/surroundings.ts';
import type { Neighbours } from '../../siting/api.ts';
import { writeShapes } from '../../siting/shapes-text.ts';
import { receiveRules, type SentRules } from '../rules/sent.ts';
import { areasOf } from '../runs/areas.ts';
import { InputHash } from '../runs/input-hash.ts';
import type { RawFeature } from '../runs/read.ts';

/** What a district is asked with, besides its features. */
export interface GroundOrder {
	district: string;
	srid: number;
	today: string;
	rules: SentRules | null;
	/** Subjects of which somebody confirmed that the district has none. */
	absent: string[];
	/** Levels of the newest run, by feature. */
	levels: Record<string, Level>;
}

/** A parcel ready to be asked: in the metric plane. */
export interface MetricParcel {
	geometry: Geometry;
	accuracyM: number | null;
}

/** A district held in memory, ready to be asked about one proposal after the other. */
export class Ground {
	readonly plane: Plane;
	readonly around: Surroundings;
	readonly sha256: string;
	readonly #leftOut: readonly LeftOut[];

	constructor(order: GroundOrder, features: Iterable<RawFeature>) {
		const builder = new DistrictBuilder();
		const hash = new InputHash();
		for (const raw of features) {
			hash.add(raw);
			builder.add({
				id: raw.id,
				layer: raw.layer as LayerId,
				name: raw.name,
				attributes: JSON.parse(raw.attributes) as Attributes,
				accuracyM: raw.accuracy_m,
				wkb: raw.wkb
			});
		}
		const rules = receiveRules(order.rules);
		const { district, today, absent, levels } = order;
		const columns = builder.finish();
		this.plane = planeOf(order.srid);
		this.sha256 = hash.digest();
		this.#leftOut = rulesLeftOut(today, district, rules);
		this.around = new Surroundings(columns, {
			inForce: rulesInForce(today, district, rules),
			rules,
			today,
			answered: new Set(absent),
			outline: areasOf(columns).district,
			levelOf: (feature) => levels[feature] ?? null
		});
	}

	/** Answers each parcel. `whole` lists what does not apply too. */
	ask(proposal: Proposal, parcels: readonly MetricParcel[], whole: boolean): SiteAnswer[] {
		const asked = readyToAsk(proposal, this.around);
		const builder = new ShapesBuilder();
		for (const { geometry } of parcels) builder.addGeometry(geometry);
		const shapes = builder.finish();
		return parcels.map(({ accuracyM }, i) =>
			askSite(this.around, asked, { shapes, i, accuracyM }, whole ? this.#leftOut : null)
		);
	}

	/** What a page needs to answer as this does, wherever the proposal is moved within a box of the metric plane. */
	neighbours(proposal: Proposal, box: MetricBox): Pick<Neighbours, 'answered' | 'layers' | 'outline'> {
		const { around } = this;
		const near = featuresNearBox(around, proposal, box);
		const filled = LAYER_IDS.filter((layer) => around.district[layer].ids.length > 0);
		const layers: Neighbours['layers'] = {};
		for (const layer of LAYER_IDS) {
			const at = near[layer];
			if (at.length === 0) continue;
			const { ids, names, attributes, accuracyM, shapes } = around.district[layer];
			const pick = <T>(values: readonly T[]) => Array.from(at, (i) => values[i]);
			layers[layer] = {
				ids: pick(ids),
				names: pick(names),
				attributes: pick(attributes).map((one) => askedAttributes(one, around.rules)),
				accuracyM: pick(accuracyM),
				levels: pick(ids).map((id) => around.levelOf(id)),
				shapes: writeShapes(selectShapes(shapes, at))
			};
		}
		return {
			answered: [...around.answered, ...filled.map((layer) => `layer:${layer}`)],
			layers,
			outline: writeShapes(around.outline)
		};
	}
}
