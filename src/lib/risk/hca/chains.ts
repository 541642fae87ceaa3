import { LINE, type Shapes } from '../../geo/shapes.ts';
import type { LayerColumns } from '../district.ts';
import type { Attributes } from '../layer.ts';

/** A pipeline in a chain: its position in the layer, and whether the chain runs against the order of its vertices. */
export interface Link {
	feature: number;
	reversed: boolean;
}

/** One end of a pipeline. */
interface End {
	feature: number;
	atLast: boolean;
}

const MM = 1000;

/**
 * Pipelines that go on in one another, each in exactly one chain: a long line is drawn in sections, and a 2 km window does
 * not stop where a section does. Two go on in one another where an end of each lies on the same millimetre, both are of
 * one class, diameter and pressure, and no third one of these ends there: at a branch nobody can say which goes on.
 */
export function chainsOf({ attributes, shapes }: LayerColumns, asked: readonly number[]): Link[][] {
	const meeting = new Map<string, End[]>();
	const keyOf = ({ feature, atLast }: End) => {
		const v = endVertex(shapes, feature, atLast);
		const [x, y] = [shapes.xy[2 * v], shapes.xy[2 * v + 1]].map((metres) => Math.round(metres * MM));
		return `${kindOf(attributes[feature])} ${x} ${y}`;
	};
	for (const feature of asked) {
		if (shapes.kind[feature] !== LINE) continue;
		for (const atLast of [false, true]) {
			const key = keyOf({ feature, atLast });
			const known = meeting.get(key);
			if (known === undefined) meeting.set(key, [{ feature, atLast }]);
			else known.push({ feature, atLast });
		}
	}
	/** The end in which this one goes on; `null` where it does not. */
	const across = (end: End): End | null => {
		const ends = meeting.get(keyOf(end)) ?? [];
		if (ends.length !== 2) return null;
		const [other] = ends.filter(({ feature }) => feature !== end.feature);
		return other ?? null;
	};
	const taken = new Set<number>();
	return asked.flatMap((first) => {
		if (taken.has(first)) return [];
		const chain = follow(headOf(first, across), across);
		for (const { feature } of chain) taken.add(feature);
		return [chain];
	});
}

/** The link with which the chain of a pipeline begins; a ring begins with the pipeline itself. */
function headOf(first: number, across: (end: End) => End | null): Link {
	let head: Link = { feature: first, reversed: false };
	for (;;) {
		const before = across({ feature: head.feature, atLast: head.reversed });
		if (before === null) return head;
		// It is reached by the end from which the chain leaves it.
		head = { feature: before.feature, reversed: !before.atLast };
		if (head.feature === first) return { feature: first, reversed: false };
	}
}

function follow(head: Link, across: (end: End) => End | null): Link[] {
	const chain = [head];
	for (;;) {
		const { feature, reversed } = chain[chain.length - 1];
		const next = across({ feature, atLast: !reversed });
		if (next === null || next.feature === head.feature) return chain;
		chain.push({ feature: next.feature, reversed: next.atLast });
	}
}

function endVertex(shapes: Shapes, i: number, atLast: boolean): number {
	return atLast ? shapes.vertexStart[shapes.partStart[i + 1]] - 1 : shapes.vertexStart[shapes.partStart[i]];
}

function kindOf({ pipeClass, diameterMm, pressureMPa }: Attributes): string {
	return `${String(pipeClass)} ${String(diameterMm ?? '')} ${String(pressureMPa ?? '')}`;
}
