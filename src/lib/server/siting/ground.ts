import type { Geometry } from 'geojson';
import { ShapesBuilder } from '../../geo/geojson-shapes.ts';
import { containing, indexShapes, type ShapeIndex } from '../../geo/nearby.ts';
import { planeOf, type Plane } from '../../geo/plane.ts';
import { distanceToPoint } from '../../geo/point-distance.ts';
import { rulesInForce, rulesLeftOut, type LeftOut } from '../../risk/clearance/catalogue.ts';
import { DistrictBuilder } from '../../risk/district.ts';
import type { Attributes, LayerId } from '../../risk/layer.ts';
import type { Level } from '../../risk/level.ts';
import type { Proposal, SiteAnswer } from '../../risk/siting/answer.ts';
import { askSite, readyToAsk } from '../../risk/siting/site.ts';
import { Surroundings } from '../../risk/siting/surroundings.ts';
import { receiveRules, type SentRules } from '../rules/sent.ts';
import { areasOf, type DistrictAreas } from '../runs/areas.ts';
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
	readonly areas: DistrictAreas;
	readonly #leftOut: readonly LeftOut[];
	readonly #outline: ShapeIndex;

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
		this.areas = areasOf(columns);
		this.#outline = indexShapes(this.areas.district);
		this.#leftOut = rulesLeftOut(today, district, rules);
		this.around = new Surroundings(columns, {
			inForce: rulesInForce(today, district, rules),
			rules,
			today,
			absent: new Set(absent),
			levelOf: (feature) => levels[feature] ?? null
		});
	}

	/**
	 * Answers each parcel. `whole` lists what does not apply too. A parcel that is not all within the district cannot be
	 * decided: what stands beyond the border is not on this map.
	 */
	ask(proposal: Proposal, parcels: readonly MetricParcel[], whole: boolean): SiteAnswer[] {
		const asked = readyToAsk(proposal, this.around);
		const builder = new ShapesBuilder();
		for (const { geometry } of parcels) builder.addGeometry(geometry);
		const shapes = builder.finish();
		return parcels.map(({ accuracyM }, i) => {
			const answer = askSite(this.around, asked, { shapes, i, accuracyM }, whole ? this.#leftOut : null);
			const beyondM = this.#beyond(shapes, i);
			if (beyondM > 0) addBeyond(answer, beyondM);
			return answer;
		});
	}

	/** How far the parcel's furthest corner lies outside of the district, metres. */
	#beyond({ xy, partStart, vertexStart }: ReturnType<ShapesBuilder['finish']>, i: number): number {
		let furthestM = 0;
		for (let v = vertexStart[partStart[i]]; v < vertexStart[partStart[i + 1]]; v++) {
			const [x, y] = [xy[2 * v], xy[2 * v + 1]];
			if (containing(x, y, this.#outline).length > 0) continue;
			const { shapes } = this.#outline;
			let nearestM = Infinity;
			for (let k = 0; k < shapes.count; k++) nearestM = Math.min(nearestM, distanceToPoint(shapes, k, x, y));
			furthestM = Math.max(furthestM, nearestM);
		}
		return furthestM;
	}
}

function addBeyond(answer: SiteAnswer, beyondM: number): void {
	const m = Math.ceil(beyondM);
	const text = {
		zh: `地块有一部分在本区之外（最远 ${m} 米），界外没有资料：请向相邻辖区核查`,
		en: `Part of the site lies outside this district (up to ${m} m), where nothing is on record: ask the neighbouring district`
	};
	answer.unasked.push({
		subject: 'beyond:border',
		name: { zh: '区界以外', en: 'Beyond the border' },
		rules: [],
		cause: { code: 'beyond-border', text }
	});
	answer.subjects.asked++;
	if (answer.verdict !== 'veto') answer.verdict = 'undecided';
}
