import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { DEMO_DISTRICT, generateDemo } from '../../../data/demo/generate.ts';
import { planeOf } from '../../../src/lib/geo/plane.ts';
import { readWkb, writeWkb } from '../../../src/lib/geo/wkb.ts';
import type { Finding } from '../../../src/lib/risk/finding.ts';
import type { Amended } from '../../../src/lib/server/amend/amended.ts';
import { StandingRun } from '../../../src/lib/server/amend/standing.ts';
import { encode } from '../../../src/lib/server/imports/place.ts';
import { resultOf, RunComputation, type ComputedDistrict } from '../../../src/lib/server/runs/compute.ts';
import type { RawFeature } from '../../../src/lib/server/runs/read.ts';
import type { RunResult } from '../../../src/lib/server/runs/result.ts';

type Result = Omit<RunResult, 'snapshot'>;

/** The demo district with each eighth of its buildings. */
function demo(): RawFeature[] {
	const plane = planeOf(DEMO_DISTRICT.metricSrid);
	return [...generateDemo()]
		.filter(({ layer }, k) => layer !== 'building' || k % 8 === 0)
		.map(({ layer, key, name, attributes, accuracyM, geometry }) => ({
			id: `${layer}/${key}`,
			layer,
			name,
			attributes: JSON.stringify(attributes),
			accuracy_m: accuracyM,
			wkb: new Uint8Array(Buffer.from(encode(geometry, plane).wkbM, 'hex'))
		}))
		.sort((a, b) => (a.id < b.id ? -1 : 1));
}

function compute(raws: readonly RawFeature[]): ComputedDistrict {
	const { code, metricSrid } = DEMO_DISTRICT;
	const order = { type: 'begin', district: code, srid: metricSrid, today: '2026-11-23' } as const;
	const rest = { method: 'rings', cellM: null, rules: null, overrides: [], snapshot: false } as const;
	const computation = new RunComputation({ ...order, ...rest, overrides: [] }, () => {});
	for (const raw of raws) computation.add(raw);
	return computation.compute();
}

test(
	'changes worked into a standing run give, row by row, what a run over the changed data gives',
	{ timeout: 120_000 },
	() => {
		const raws = demo();
		const stood = compute(raws);
		const stored = new Stored(resultOf(stood));
		const standing = new StandingRun(stood, stored.inputSha256, stored.zonesById());
		let state = 7;
		const random = () => (state = (state * 48271) % 2147483647) / 2147483647;
		const layers = ['building', 'enterprise', 'hazard_source', 'pipeline', 'protection_target', 'geohazard_zone'];
		for (let n = 0; n < 24; n++) {
			const of = raws.filter((raw) => raw.layer === layers[n % layers.length]);
			const raw = changed(of[Math.floor(random() * of.length)], n, random);
			raws[raws.findIndex((one) => one.id === raw.id)] = raw;
			stored.apply(standing.amend([raw], []));
			if (n % 6 === 5) stored.expectLike(resultOf(compute(raws)));
		}
	}
);

/** A level that goes up or down, people, pressure, or a move of 3 m or 300 m. */
function changed(raw: RawFeature, n: number, random: () => number): RawFeature {
	if (n % 2 === 1) {
		const far = n % 4 === 1 ? 3 : 300;
		const [dx, dy] = [(random() - 0.5) * far, (random() - 0.5) * far];
		const geometry = JSON.parse(JSON.stringify(readWkb(raw.wkb)), (_, value: unknown) =>
			Array.isArray(value) && typeof value[0] === 'number' ? [value[0] + dx, (value[1] as number) + dy] : value
		) as ReturnType<typeof readWkb>;
		return { ...raw, wkb: writeWkb(geometry) };
	}
	const values: Record<string, Record<string, unknown>> = {
		building: { dangerGrade: 'D', use: 'residential', households: Math.floor(random() * 300) },
		enterprise: { L: 10, E: 10, C: 100 },
		hazard_source: { externalSafetyDistanceM: 200 + 800 * random() },
		pipeline: { pressureMPa: 2 },
		protection_target: { people: Math.floor(random() * 5000) },
		geohazard_zone: { risk: '极高' }
	};
	return { ...raw, attributes: JSON.stringify({ ...JSON.parse(raw.attributes), ...values[raw.layer] }) };
}

/** The rows of a run, as the database would hold them. */
class Stored {
	inputSha256: string;
	readonly #assessments: Map<string, unknown>;
	readonly #findings: Map<string, Finding>;
	#segments: Result['segments'];
	readonly #zones = new Map<number, Result['zones'][number]>();
	#grid: Uint8Array;
	#summary: Result['summary'];

	constructor(result: Result) {
		this.inputSha256 = result.inputSha256;
		this.#assessments = new Map(result.assessments.map((one) => [one.feature, one]));
		this.#findings = new Map(result.findings.map((one) => [keyOf(one), one]));
		this.#segments = result.segments;
		result.zones.forEach((zone, id) => this.#zones.set(id, zone));
		this.#grid = result.grid.levels.slice();
		this.#summary = result.summary;
	}

	zonesById() {
		return [...this.#zones].map(([id, { level, features, metricWkbHex }]) => {
			const md5 = createHash('md5').update(Buffer.from(metricWkbHex, 'hex')).digest('hex');
			return { id, level, features, md5 };
		});
	}

	apply(amended: Amended): void {
		this.inputSha256 = amended.inputSha256;
		for (const id of amended.assessments.gone) this.#assessments.delete(id);
		for (const one of amended.assessments.put) this.#assessments.set(one.feature, one);
		for (const one of amended.findings.gone) expect(this.#findings.delete(keyOf(one))).toBe(true);
		for (const one of amended.findings.put) this.#findings.set(keyOf(one), one);
		const { pipelines, put } = amended.segments;
		this.#segments = [...this.#segments.filter((one) => !pipelines.includes(one.pipeline)), ...put];
		for (const id of amended.zones.gone) expect(this.#zones.delete(id)).toBe(true);
		for (const { id, ...zone } of amended.zones.put) this.#zones.set(id, zone);
		if (amended.grid !== null) this.#grid = amended.grid.slice();
		this.#summary = amended.summary;
	}

	expectLike(whole: Result): void {
		expect(this.inputSha256).toBe(whole.inputSha256);
		expect({ ...this.#summary, timings: {} }).toEqual({ ...whole.summary, timings: {} });
		expect(this.#assessments).toEqual(new Map(whole.assessments.map((one) => [one.feature, one])));
		expect(this.#findings).toEqual(new Map(whole.findings.map((one) => [keyOf(one), one])));
		const inOrder = (all: Result['segments']) => all.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
		expect(inOrder(this.#segments)).toEqual(inOrder(whole.segments));
		const byShape = (all: Iterable<Result['zones'][number]>) => new Map(Array.from(all, (zone) => [zone.wkbHex, zone]));
		expect(byShape(this.#zones.values())).toEqual(byShape(whole.zones));
		expect(Buffer.from(this.#grid).equals(whole.grid.levels)).toBe(true);
	}
}

function nameOf({ pipeline, id }: Result['segments'][number]): string {
	return `${pipeline} ${String(id).padStart(6, '0')}`;
}

function keyOf({ rule, source, target }: Finding): string {
	return `${rule} ${source} ${target ?? ''}`;
}
