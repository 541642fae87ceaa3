import type { Geometry } from 'geojson';
import { ShapesBuilder } from '../../../src/lib/geo/geojson-shapes.ts';
import { writeWkb } from '../../../src/lib/geo/wkb.ts';
import { rulesInForce, rulesLeftOut } from '../../../src/lib/risk/clearance/catalogue.ts';
import { DistrictBuilder } from '../../../src/lib/risk/district.ts';
import { LAYER_IDS, type Attributes, type LayerId } from '../../../src/lib/risk/layer.ts';
import type { Level } from '../../../src/lib/risk/level.ts';
import { SHIPPED, type RuleSet } from '../../../src/lib/risk/rule-set.ts';
import type { Proposal, SiteAnswer } from '../../../src/lib/risk/siting/answer.ts';
import { silentRules, tellSilent } from '../../../src/lib/risk/siting/not-applied.ts';
import { askSite, readyToAsk } from '../../../src/lib/risk/siting/site.ts';
import { Surroundings } from '../../../src/lib/risk/siting/surroundings.ts';

export const TODAY = '2026-11-29';
/** 东西湖区 of Wuhan. */
export const DISTRICT = '420112';

/** What stands on a test's field, metres from its corner, x east and y north. */
export interface Standing {
	id: string;
	layer: LayerId;
	attributes: Attributes;
	geometry: Geometry;
	accuracyM?: number;
}

const OUTLINE = (() => {
	const builder = new ShapesBuilder();
	builder.addGeometry(square(-5000, -5000, 10_000));
	return builder.finish();
})();

/** Nothing that a rule asks is unknown unless a test says so: every layer and role is confirmed as absent. */
export const ALL_ABSENT = new Set([
	...LAYER_IDS.map((layer) => `layer:${layer}`),
	...SHIPPED.tables.roles.rows.map(({ id }) => `role:${id}`)
]);

export function field(
	standing: readonly Standing[],
	options: { rules?: RuleSet; absent?: ReadonlySet<string>; levels?: Record<string, Level>; district?: string } = {}
): Surroundings {
	const builder = new DistrictBuilder();
	for (const { id, layer, attributes, geometry, accuracyM } of standing) {
		builder.add({ id, layer, name: `名为 ${id}`, attributes, accuracyM: accuracyM ?? null, wkb: writeWkb(geometry) });
	}
	const { rules = SHIPPED, absent = ALL_ABSENT, levels = {}, district = DISTRICT } = options;
	const inForce = rulesInForce(TODAY, district, rules);
	const levelOf = (id: string) => levels[id] ?? null;
	return new Surroundings(builder.finish(), {
		inForce,
		rules,
		today: TODAY,
		answered: absent,
		outline: OUTLINE,
		levelOf
	});
}

/** One use, new, for good. */
export function proposalOf(type: string, facts: Attributes = {}, more: Partial<Proposal> = {}): Proposal {
	return { uses: [{ type, facts }], extends: null, existingAreaM2: null, months: null, ...more };
}

export function ask(
	around: Surroundings,
	proposal: Proposal,
	site: Geometry,
	accuracyM: number | null = null
): SiteAnswer {
	const builder = new ShapesBuilder();
	builder.addGeometry(site);
	const place = { shapes: builder.finish(), i: 0, accuracyM };
	const asked = readyToAsk(proposal, around);
	const answer = askSite(around, asked, place);
	const leftOut = rulesLeftOut(TODAY, DISTRICT, around.rules);
	const silent = silentRules(around, asked.parts, answer.findings, place, leftOut);
	return { ...answer, notApplied: tellSilent(silent, leftOut, around.rules) };
}

/** A square whose south side lies on y, from x to x + size. */
export function square(x: number, y: number, size = 30): Geometry {
	const ring = [
		[x, y],
		[x + size, y],
		[x + size, y + size],
		[x, y + size],
		[x, y]
	];
	return { type: 'Polygon', coordinates: [ring] };
}

/** A line along y = 0, from far west to far east. */
export const ALONG: Geometry = {
	type: 'LineString',
	coordinates: [
		[-2000, 0],
		[2000, 0]
	]
};

export function findingOf(answer: SiteAnswer, rule: string) {
	const found = answer.findings.filter((finding) => finding.rule === rule);
	if (found.length === 0) {
		throw new Error(`No finding of ${rule}; there are ${answer.findings.map((one) => one.rule).join(', ')}.`);
	}
	return found[0];
}
