import type { NamedFeature } from '$lib/api.ts';
import { m } from '$lib/paraglide/messages.js';
import { getLocale } from '$lib/paraglide/runtime.js';
import type { State } from '$lib/risk/finding.ts';
import type { LayerId } from '$lib/risk/layer.ts';
import type { Confidence, Words } from '$lib/risk/words.ts';
import type { LevelKey } from './levels.ts';
import { LEVEL_LOOK } from './levels.ts';

/** The words of the domain in the language of the page. */
export function say(words: Words): string {
	return words[getLocale()];
}

/** 红, 橙, 黄, 蓝, 未, or R, O, Y, B, N. */
export function letterOf(level: LevelKey): string {
	return LEVEL_LOOK[level].letter[getLocale()];
}

const LEVEL_NAME: Record<LevelKey, () => string> = {
	red: m.level_red,
	orange: m.level_orange,
	yellow: m.level_yellow,
	blue: m.level_blue,
	none: m.level_none
};

/** 重大风险 … 未评估. */
export function levelName(level: LevelKey): string {
	return LEVEL_NAME[level]();
}

const LAYER_NAME: Record<LayerId, () => string> = {
	area: m.layer_area,
	enterprise: m.layer_enterprise,
	hazard_source: m.layer_hazard_source,
	pipeline: m.layer_pipeline,
	building: m.layer_building,
	park: m.layer_park,
	protection_target: m.layer_protection_target,
	geohazard_zone: m.layer_geohazard_zone,
	risk_contour: m.layer_risk_contour,
	road: m.layer_road,
	power_line: m.layer_power_line,
	water: m.layer_water,
	emergency_resource: m.insp_layer_emergency_resource
};

/** A feature's layer and name, or its key where it has none: 建筑 w698072940; one that is not seen: 其他街道的建筑. */
export function labelOf({ id, layer, name }: NamedFeature): string {
	if (id === null) return m.sight_elsewhere({ layer: layerName(layer) });
	return `${layerName(layer)} ${name ?? id.slice(id.indexOf('/') + 1)}`;
}

/** A feature's name; its label where it has none. */
export function titleOf(feature: NamedFeature): string {
	return feature.name ?? labelOf(feature);
}

/** 企业, 重大危险源 … */
export function layerName(layer: LayerId): string {
	return LAYER_NAME[layer]();
}

const STATE_NAME: Record<State, () => string> = {
	broken: m.state_broken,
	uncertain: m.state_uncertain,
	undecided: m.state_undecided,
	met: m.state_met
};

/** 不合规, 需现场测量, 未能判定, 合规. */
export function stateName(state: State): string {
	return STATE_NAME[state]();
}

const CONFIDENCE_NAME: Record<Confidence, () => string> = {
	VERIFIED: m.confidence_verified,
	VERIFIED_SECONDARY: m.confidence_secondary,
	RECALLED: m.confidence_recalled,
	DESIGN: m.confidence_design
};

/** 需人工核对标准原文, 系统设定 … */
export function confidenceName(confidence: Confidence): string {
	return CONFIDENCE_NAME[confidence]();
}
