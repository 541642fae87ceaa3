import type { DangerCounts } from '../../dangers/api.ts';
import {
	DANGER_LEVELS,
	DANGER_SOURCES,
	DANGER_STATES,
	type DangerLevel,
	type DangerSource,
	type DangerState
} from '../../risk/dangers/danger.ts';
import type { CubeFilter } from './filter.ts';

/** So many dangers are alike in what has few values. */
export interface CubeCell {
	state: DangerState;
	level: DangerLevel;
	source: DangerSource;
	overdue: boolean;
	listed: boolean;
	dangers: number;
}

type Facet = keyof CubeFilter;

/** Counts beside each filter: what a choice there would list, the other filters as they are. */
export function countCube(
	cells: readonly CubeCell[],
	filter: CubeFilter
): Omit<DangerCounts, 'subdistricts'> & { total: number } {
	const many = (apart: readonly Facet[], asks: (cell: CubeCell) => boolean) =>
		cells.reduce((sum, cell) => (fits(cell, filter, apart) && asks(cell) ? sum + cell.dangers : sum), 0);
	const each = <T extends string>(ids: readonly T[], apart: readonly Facet[], of: (cell: CubeCell) => T) =>
		Object.fromEntries(ids.map((id) => [id, many(apart, (cell) => of(cell) === id)])) as Record<T, number>;
	return {
		total: many([], () => true),
		counts: each(DANGER_STATES, ['states'], ({ state }) => state),
		levels: each(DANGER_LEVELS, ['level'], ({ level }) => level),
		sources: each(DANGER_SOURCES, ['source'], ({ source }) => source),
		overdue: many(['overdue'], ({ overdue }) => overdue),
		listed: many(['listed'], ({ listed }) => listed),
		open: many(['open'], ({ state }) => state !== 'closed'),
		closed: many(['open'], ({ state }) => state === 'closed')
	};
}

function fits(cell: CubeCell, filter: CubeFilter, apart: readonly Facet[]): boolean {
	const asks: Record<Facet, boolean> = {
		states: filter.states?.includes(cell.state) ?? true,
		level: filter.level === undefined || filter.level === cell.level,
		source: filter.source === undefined || filter.source === cell.source,
		overdue: filter.overdue === undefined || filter.overdue === cell.overdue,
		listed: filter.listed === undefined || filter.listed === cell.listed,
		open: filter.open === undefined || filter.open === (cell.state !== 'closed')
	};
	return (Object.keys(asks) as Facet[]).every((facet) => asks[facet] || apart.includes(facet));
}
