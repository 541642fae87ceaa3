import type { Migration } from '../migrations.ts';

export const RUNS: Migration = {
	id: 1,
	title: 'districts, batches, features, runs',
	statements: [
		`create table district (
			code text primary key,
			name text not null,
			-- EPSG code of the plane in which this district is measured
			metric_srid integer not null,
			-- a generated district is marked, and every page that shows it says so
			fictional boolean not null default false,
			-- counts up with each batch, undo and edit: what a run or a tile was made from
			version bigint not null default 0,
			created_at timestamptz not null default now()
		)`,
		`create table batch (
			district text not null references district (code),
			id bigint generated always as identity,
			file text not null,
			sha256 text not null,
			crs text not null,
			transform text not null,
			landed_at timestamptz not null default now(),
			undone_at timestamptz,
			kept integer not null,
			repaired integer not null,
			refused integer not null,
			-- row by row: what was repaired or refused, and why
			report jsonb not null,
			primary key (district, id)
		)`,
		// Ids sort by their bytes on every server, so that pages and hashes of inputs are the same everywhere.
		`create table feature (
			district text not null references district (code),
			id text collate "C" not null,
			layer text not null,
			name text,
			attributes jsonb not null,
			geom geometry not null,
			geom_m geometry not null,
			-- stated positional accuracy in metres; null: not stated
			accuracy_m double precision check (accuracy_m >= 0),
			batch bigint not null,
			row_number integer not null,
			updated_at timestamptz not null default now(),
			primary key (district, id),
			foreign key (district, batch) references batch (district, id),
			constraint feature_geom_srid check (ST_SRID(geom) = 4326),
			constraint feature_geom_valid check (ST_IsValid(geom) and not ST_IsEmpty(geom)),
			constraint feature_geom_m_valid check (ST_IsValid(geom_m) and not ST_IsEmpty(geom_m))
		)`,
		`create index feature_geom on feature using gist (geom)`,
		`create index feature_geom_m on feature using gist (geom_m)`,
		`create index feature_layer on feature (district, layer)`,
		`create index feature_batch on feature (district, batch)`,
		// What a batch replaced, so that undoing the batch brings it back.
		`create table feature_past (
			district text not null,
			id text collate "C" not null,
			layer text not null,
			name text,
			attributes jsonb not null,
			geom geometry not null,
			geom_m geometry not null,
			accuracy_m double precision,
			batch bigint not null,
			row_number integer not null,
			updated_at timestamptz not null,
			replaced_by bigint not null,
			primary key (district, id, replaced_by),
			foreign key (district, replaced_by) references batch (district, id),
			constraint feature_past_geom_valid check (ST_IsValid(geom) and not ST_IsEmpty(geom)),
			constraint feature_past_geom_m_valid check (ST_IsValid(geom_m) and not ST_IsEmpty(geom_m))
		)`,
		`create index feature_past_geom on feature_past using gist (geom)`,
		`create index feature_past_geom_m on feature_past using gist (geom_m)`,
		`create table run (
			district text not null references district (code),
			id bigint generated always as identity,
			-- done: both engines agree. disputed: they differ, and disputes say where
			status text not null check (status in ('done', 'disputed')),
			started_at timestamptz not null,
			finished_at timestamptz not null,
			district_version bigint not null,
			rules_version text not null,
			input_sha256 text not null,
			method text not null check (method in ('rings', 'field')),
			cell_m double precision not null,
			summary jsonb not null,
			disputes jsonb not null,
			-- the grid of levels: one byte a cell, rows from south to north; 0 not assessed, 1 blue … 4 red, 255 outside
			grid_origin_x double precision not null,
			grid_origin_y double precision not null,
			grid_columns integer not null,
			grid_rows integer not null,
			grid bytea not null,
			primary key (district, id)
		)`,
		`create table assessment (
			district text not null,
			run bigint not null,
			feature text collate "C" not null,
			layer text not null,
			level text check (level in ('red', 'orange', 'yellow', 'blue')),
			grade text,
			reasons jsonb not null,
			missing text[] not null,
			-- radius of influence in metres and where it came from; null: colours nothing
			radius_m double precision,
			influence jsonb,
			subdistrict text collate "C",
			primary key (district, run, feature),
			foreign key (district, run) references run (district, id) on delete cascade
		)`,
		`create index assessment_level on assessment (district, run, layer, level)`,
		`create table finding (
			district text not null,
			run bigint not null,
			id integer not null,
			rule text not null,
			source text collate "C" not null,
			target text collate "C",
			state text not null check (state in ('met', 'broken', 'uncertain', 'undecided')),
			cause jsonb,
			measured_m double precision,
			required_m double precision,
			margin_m double precision,
			accuracy_m double precision,
			-- the nearest points, degrees
			from_lng double precision,
			from_lat double precision,
			to_lng double precision,
			to_lat double precision,
			primary key (district, run, id),
			foreign key (district, run) references run (district, id) on delete cascade
		)`,
		`create index finding_state on finding (district, run, state, rule)`,
		`create index finding_source on finding (district, run, source)`,
		`create index finding_target on finding (district, run, target)`,
		`create table zone (
			district text not null,
			run bigint not null,
			id integer not null,
			level text check (level in ('red', 'orange', 'yellow', 'blue')),
			area_m2 double precision not null,
			-- ids of the features that made it, the strongest first
			features text[] not null,
			geom geometry not null,
			geom_m geometry not null,
			primary key (district, run, id),
			foreign key (district, run) references run (district, id) on delete cascade,
			constraint zone_geom_valid check (ST_IsValid(geom) and not ST_IsEmpty(geom)),
			constraint zone_geom_m_valid check (ST_IsValid(geom_m) and not ST_IsEmpty(geom_m))
		)`,
		`create index zone_geom on zone using gist (geom)`,
		`create index zone_geom_m on zone using gist (geom_m)`,
		`create table setting (
			key text primary key,
			value jsonb not null
		)`
	]
};
