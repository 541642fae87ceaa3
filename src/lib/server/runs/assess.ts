import type { Override } from '../../risk/adjust/override.ts';
import type { DistrictColumns } from '../../risk/district.ts';
import type { Exposure } from '../../risk/exposure/exposure.ts';
import type { Finding } from '../../risk/finding.ts';
import { gradeFeature } from '../../risk/grade-feature.ts';
import type { PipelineHca } from '../../risk/hca/hca.ts';
import type { LayerId } from '../../risk/layer.ts';
import { LAYERS, layerOf } from '../../risk/layers/registry.ts';
import type { RuleSet } from '../../risk/rule-set.ts';
import type { Places } from './placed.ts';
import type { Assessment } from './result.ts';

export interface ToAssess {
	columns: DistrictColumns;
	/** Findings by feature; one that is not in it has none. */
	findings: ReadonlyMap<string, readonly Finding[]>;
	exposures: ReadonlyMap<string, Exposure>;
	hca: ReadonlyMap<string, PipelineHca>;
	overrides: ReadonlyMap<string, Override>;
	places: Places;
	subdistrictIds: readonly string[];
	rules: RuleSet;
	today: string;
}

/** Grades every feature of the layers that carry a level, in the order of the layers and of the columns. */
export function assess(to: ToAssess): Assessment[] {
	return LAYERS.filter((layer) => layer.grade !== null).flatMap(({ id }) =>
		to.columns[id].ids.flatMap((_, i) => assessOne(to, id, i) ?? [])
	);
}

/**
 * Grades feature i of a layer; `null` where that layer carries no levels, and for buildings that nobody appraised (most
 * of a city): they are not assessed, and say so when asked.
 */
export function assessOne(to: ToAssess, layerId: LayerId, i: number): Assessment | null {
	const layer = layerOf(layerId);
	if (layer.grade === null) return null;
	const { rules, today } = to;
	const { ids, attributes } = to.columns[layerId];
	const id = ids[i];
	const exposure = to.exposures.get(id) ?? null;
	const hca = to.hca.get(id) ?? null;
	const override = to.overrides.get(id) ?? null;
	const findings = to.findings.get(id) ?? [];
	const grade = gradeFeature(layer, attributes[i], { rules, today, findings, hca, exposure, override });
	if (grade.level === null && layerId === 'building') return null;
	const { subdistrict } = to.places.of(layerId)[i];
	return {
		feature: id,
		layer: layerId,
		level: grade.level,
		computedLevel: grade.computed,
		override: override?.id ?? null,
		grade: grade.grade,
		reasons: grade.reasons,
		missing: grade.missing,
		influence: grade.level === null ? null : (layer.influence?.(attributes[i], grade, rules) ?? null),
		subdistrict: subdistrict < 0 ? null : to.subdistrictIds[subdistrict],
		exposure,
		hca: hca === null ? null : withoutSegments(hca)
	};
}

/** Findings by each of the two features that they are of, in their order. */
export function findingsByFeature(findings: Iterable<Finding>): Map<string, Finding[]> {
	const byFeature = new Map<string, Finding[]>();
	const add = (feature: string, finding: Finding) => {
		const known = byFeature.get(feature);
		if (known) known.push(finding);
		else byFeature.set(feature, [finding]);
	};
	for (const finding of findings) {
		add(finding.source, finding);
		if (finding.target !== null) add(finding.target, finding);
	}
	return byFeature;
}

function withoutSegments({ segments: _, ...rest }: PipelineHca): Omit<PipelineHca, 'segments'> {
	return rest;
}
