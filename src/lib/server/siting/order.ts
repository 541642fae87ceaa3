import type { Geometry } from 'geojson';
import * as v from 'valibot';
import { densifyLngLat, projectGeometry } from '../../geo/densify.ts';
import type { Plane } from '../../geo/plane.ts';
import { problemsOf } from '../../geo/validity.ts';
import type { Attributes } from '../../risk/layer.ts';
import { parseAttributes } from '../../risk/layers/parse.ts';
import { layerOf } from '../../risk/layers/registry.ts';
import type { RuleSet } from '../../risk/rule-set.ts';
import type { Proposal, Use } from '../../risk/siting/answer.ts';
import { projectTypeOf, projectTypes } from '../../risk/siting/project.ts';
import type { Words } from '../../risk/words.ts';
import type { Parcel, SitingOrder } from '../../siting/api.ts';
import { AnswerError } from '../http.ts';
import { checkGeometry } from '../imports/geojson-geometry.ts';
import { districtCode, featureId } from '../schemas.ts';
import type { MetricParcel } from './ground.ts';

/** Vertices of all parcels of one order together: a plot has dozens, and a planner who drags one waits for the answer. */
export const MOST_VERTICES = 20_000;
/** Parcels of one order. */
const MOST_PARCELS = 2000;
const MOST_USES = 8;

const name = v.pipe(v.string(), v.trim(), v.maxLength(300));
const parcel = v.object({
	name,
	geometry: v.unknown(),
	accuracyM: v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(1000)))
});
const use = v.object({ type: v.pipe(v.string(), v.maxLength(60)), facts: v.record(v.string(), v.unknown()) });

export const proposalSchema = v.object({
	uses: v.pipe(v.array(use), v.minLength(1), v.maxLength(MOST_USES)),
	extends: v.nullable(featureId),
	existingAreaM2: v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(1e10))),
	months: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1200)))
});

export const orderSchema = v.object({
	district: districtCode,
	parcels: v.pipe(v.array(parcel), v.minLength(1), v.maxLength(MOST_PARCELS)),
	proposal: proposalSchema
});

/** An order as it came: checked by the schema, its geometries and facts not yet. */
export type GivenOrder = v.InferOutput<typeof orderSchema>;

/**
 * An order with its geometries and facts checked, and its parcels in the metric plane. Throws an AnswerError 422 that
 * names the parcel or the fact and says what to do.
 */
export function checkOrder(
	given: GivenOrder,
	plane: Plane,
	rules: RuleSet
): { order: SitingOrder; parcels: MetricParcel[] } {
	const proposal = checkProposal(given.proposal, rules);
	const checked = given.parcels.map((one, i) => checkParcel(one, i));
	const vertices = checked.reduce((sum, { geometry }) => sum + countPositions(geometry), 0);
	if (vertices > MOST_VERTICES) throw refused('parcels', tooMany(vertices));
	const parcels = checked.map(({ geometry, accuracyM }) => ({
		geometry: projectGeometry(densifyLngLat(geometry), plane),
		accuracyM
	}));
	return { order: { district: given.district, parcels: checked, proposal }, parcels };
}

/** The proposal with every fact read as its attribute asks. Throws an AnswerError 422 that names the use and the fact. */
export function checkProposal(given: GivenOrder['proposal'], rules: RuleSet): Proposal {
	return { ...given, uses: given.uses.map((one, i) => checkUse(one, i, rules)) };
}

function checkUse({ type, facts }: GivenOrder['proposal']['uses'][number], i: number, rules: RuleSet): Use {
	if (!projectTypes(rules).some(({ id }) => id === type)) {
		const known = projectTypes(rules)
			.map(({ id }) => id)
			.join(', ');
		throw refused(`proposal.uses.${i}.type`, {
			zh: `没有项目类型 ${type}。可用的有：${known}。`,
			en: `There is no project type ${type}; there are ${known}.`
		});
	}
	const layers = projectTypeOf(type, rules).as.map(({ layer }) => layerOf(layer));
	const read: Attributes = {};
	for (const [key, value] of Object.entries(facts)) {
		if (value === null || value === '') continue;
		const readings = layers.map((layer) => parseAttributes(layer, { [key]: value }));
		const reading = readings.find(({ unknown }) => unknown.length === 0);
		if (reading === undefined) {
			const keys = [...new Set(layers.flatMap(({ attributes }) => attributes.map((attribute) => attribute.key)))];
			throw refused(`proposal.uses.${i}.facts.${key}`, {
				zh: `此类项目没有 ${key} 这一项。可填的有：${keys.join('、') || '无'}。`,
				en: `Such a project has no ${key}; there are: ${keys.join(', ') || 'none'}.`
			});
		}
		if (reading.problems.length > 0) throw refused(`proposal.uses.${i}.facts.${key}`, reading.problems[0].text);
		Object.assign(read, reading.attributes);
	}
	return { type, facts: read };
}

function checkParcel({ name, geometry: given, accuracyM }: GivenOrder['parcels'][number], i: number): Parcel {
	const field = `parcels.${i}${name === '' ? '' : ` (${name})`}`;
	const { geometry, refused: why } = checkGeometry(given, MOST_VERTICES);
	if (why !== null) throw refused(field, why.text);
	if (geometry === null)
		throw refused(field, { zh: '没有几何。请绘制地块。', en: 'There is no geometry: draw the site.' });
	const [problem] = problemsOf(geometry).filter(({ code }) => code !== 'repeated-point');
	if (problem !== undefined) throw refused(field, problem.text);
	return { name, geometry, accuracyM };
}

function refused(field: string, text: Words): AnswerError {
	return new AnswerError(422, 'bad-order', { zh: `${field}：${text.zh}`, en: `${field}: ${text.en}` });
}

function tooMany(vertices: number): Words {
	return {
		zh: `顶点共 ${vertices} 个，最多 ${MOST_VERTICES} 个。请简化边界，或分批核查。`,
		en: `${vertices} vertices; at most ${MOST_VERTICES} can be asked at once. Simplify the outline, or ask in batches.`
	};
}

function countPositions(geometry: Geometry): number {
	if (geometry.type === 'GeometryCollection') return 0;
	const count = (value: unknown): number =>
		Array.isArray(value)
			? typeof value[0] === 'number'
				? 1
				: value.reduce((sum: number, one) => sum + count(one), 0)
			: 0;
	return count(geometry.coordinates);
}
