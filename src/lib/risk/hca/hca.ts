import type { Level } from '../level.ts';
import type { Value } from '../reason.ts';
import type { Confidence, Words } from '../words.ts';

/** Class of a high consequence area, GB 32167-2015 6.1: I the smallest consequence, III the greatest. */
export type HcaClass = 'I' | 'II' | 'III';

/** Class location of GB 50251-2015 4.2, for gas pipelines. */
export type ClassLocation = '一级一类' | '一级二类' | '二级' | '三级' | '四级';

/** One item of GB 32167-2015 Table 1 (oil) or Table 2 (gas) that a stretch of pipeline meets. */
export interface HcaItem {
	/** `oil-a` … `oil-f`, `gas-a` … `gas-f`. */
	item: string;
	class: HcaClass;
	clause: string;
	confidence: Confidence;
	text: Words;
	/** Numbers that decided: `{ households: 132, stripM: 200, windowM: 2000 }`. */
	inputs: Record<string, Value>;
	/** Ids of the features that were hit, nearest first; at most as many as hca.json says. */
	features: string[];
}

/** A stretch of one pipeline that is a high consequence area: overlapping ones are merged, the highest class kept. */
export interface HcaSegment {
	/** Chainage from the pipeline's first vertex, metres: 里程 K0+000. */
	fromM: number;
	toM: number;
	class: HcaClass;
	/** Colour of the class (系统设定). */
	level: Level;
	items: HcaItem[];
	/** The stretch itself, x, y, x, y … in the metric plane, one line for each part of the pipeline it runs over. */
	lines: Float64Array[];
}

/** A stretch of one class location, GB 50251-2015 4.2.2. */
export interface ClassStretch {
	fromM: number;
	toM: number;
	class: ClassLocation;
	/** As what it is designed: 三级 where a school, hospital or another public place stands in a 一级 or 二级 stretch. */
	designClass: ClassLocation;
	/** The most households that any 2 km window had that made the class. */
	households: number;
}

/** What identification says of one trunk pipeline. */
export interface PipelineHca {
	pipeline: string;
	lengthM: number;
	/** In order of chainage, not overlapping. */
	segments: HcaSegment[];
	/** Gas only: the class location by chainage, covering the whole length; empty for oil. */
	classes: ClassStretch[];
	/**
	 * What could not be asked: an attribute of the pipeline, or households of dwellings beside it that would change an
	 * answer. A pipeline with one of these and no segment is undecided, never free of high consequence areas.
	 */
	undecided: { code: string; attribute: string; features: string[]; text: Words }[];
	/** Layers that were empty, so that their items could not be met: named in the reasons. */
	layersEmpty: string[];
}
