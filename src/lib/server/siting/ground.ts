import type { Geometry } from 'geojson';
import { mapPositions } from '../../geo/densify.ts';
import { ShapesBuilder } from '../../geo/geojson-shapes.ts';
import { planeOf, type Plane } from '../../geo/plane.ts';
import { selectShapes } from '../../geo/select-shapes.ts';
import { rulesInForce, rulesLeftOut, type LeftOut } from '../../risk/clearance/catalogue.ts';
import { DistrictBuilder } from '../../risk/district.ts';
import { LAYER_IDS, type Attributes, type LayerId } from '../../risk/layer.ts';
import type { Level } from '../../risk/level.ts';
import type { Proposal, SiteAnswer } from '../../risk/siting/answer.ts';
import { askedAttributes } from '../../risk/siting/asked-keys.ts';
import { silentRules, type Silent } from '../../risk/siting/not-applied.ts';
import { featuresNearBox, type MetricBox } from '../../risk/siting/near-box.ts';
import { askSite, readyToAsk } from '../../risk/siting/site.ts';
import { Footprint } from '../../risk/siting/footprint.ts';
import { subjectsOf } from '../../risk/siting/unasked.ts';
import { whereMayItStand } from '../../risk/siting/where.ts';
import { Surroundings } from '../../risk/siting/surroundings.ts';
import type { Neighbours, WhereAnswer } from '../../siting/api.ts';
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
	/** On which day each feature was stored last, `2026-11-29`. */
	days: ReadonlyMap<string, string>;
}

/** A parcel ready to be asked: in the metric plane. */
export interface MetricParcel {
	geometry: Geometry;
	accuracyM: number | null;
}

/**
 * What was said of a parcel, and on which day the other feature of each of its findings was stored last. What does not
 * apply travels without its words, which are half of an answer and follow from the rules.
 */
export interface DatedAnswer {
	answer: SiteAnswer;
	silent: Silent[];
	dataOn: (string | null)[];
}

/** Where a footprint may stand, in the metric plane. */
export interface WhereFound {
	raster: Pick<WhereAnswer, 'columns' | 'rows' | 'areaM2'> & { west: number; south: number; cells: Uint8Array };
	nearest: WhereAnswer['nearest'];
	unasked: WhereAnswer['unasked'];
}

/** A district held in memory, ready to be asked about one proposal after the other. */
export class Ground {
	readonly plane: Plane;
	readonly around: Surroundings;
	readonly sha256: string;
	readonly #leftOut: readonly LeftOut[];
	readonly #days: ReadonlyMap<string, string>;

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
		this.#days = order.days;
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
	ask(proposal: Proposal, parcels: readonly MetricParcel[], whole: boolean): DatedAnswer[] {
		const asked = readyToAsk(proposal, this.around);
		const builder = new ShapesBuilder();
		for (const { geometry } of parcels) builder.addGeometry(geometry);
		const shapes = builder.finish();
		return parcels.map(({ accuracyM }, i) => {
			const place = { shapes, i, accuracyM };
			const answer = askSite(this.around, asked, place);
			return {
				answer,
				silent: whole ? silentRules(this.around, asked.parts, answer.findings, place, this.#leftOut) : [],
				dataOn: answer.findings.map(({ other }) => (other === null ? null : (this.#days.get(other.id) ?? null)))
			};
		});
	}

	/** Where a parcel's footprint may stand, by cells from the north-west, and the parcel moved to the nearest place. */
	where(proposal: Proposal, parcel: MetricParcel, cellM: number): WhereFound {
		const asked = readyToAsk(proposal, this.around);
		const builder = new ShapesBuilder();
		builder.addGeometry(parcel.geometry);
		const place = { shapes: builder.finish(), i: 0, accuracyM: parcel.accuracyM };
		const { frame, cells, areaM2, nearest } = whereMayItStand(this.around, asked, place, cellM);
		const { columns, rows, originX, originY } = frame;
		const turned = new Uint8Array(cells.length);
		for (let row = 0; row < rows; row++) {
			turned.set(cells.subarray(row * columns, (row + 1) * columns), (rows - 1 - row) * columns);
		}
		const [x, y] = new Footprint(place.shapes, 0).middle;
		const moved = (eastM: number, northM: number) =>
			mapPositions(parcel.geometry, ([px, py]) => [px + eastM, py + northM]);
		return {
			raster: { west: originX, south: originY, columns, rows, cells: turned, areaM2 },
			nearest:
				nearest === null
					? null
					: {
							verdict: nearest.verdict,
							distanceM: nearest.distanceM,
							eastM: nearest.x - x,
							northM: nearest.y - y,
							geometry: moved(nearest.x - x, nearest.y - y)
						},
			unasked: subjectsOf(this.around, asked.parts).unasked
		};
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
