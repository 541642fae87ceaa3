/**
 * The schema, forward only: each migration runs once, in a transaction, the same on both databases.
 * Never edit one that has landed; add the next.
 */
export interface Migration {
	id: number;
	title: string;
	statements: readonly string[];
}

export const MIGRATIONS: readonly Migration[] = [
	{
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
	},
	{
		id: 2,
		title: 'rule sets, snapshots, segments, overrides, amendments',
		statements: [
			// The rule set that a district asks; null: the one that Sise ships.
			`alter table district add column rules_version text`,
			// Every version that a run asked or that somebody made, whole: the same answer must come out next year.
			`create table rule_set (
				version text primary key,
				edition text not null,
				-- data/rules as JSON, to the letter
				tables text not null,
				-- the version it was made from, and what was changed: [{ path, from, to }]; null: shipped
				made_from text,
				changes jsonb not null,
				note text,
				author text,
				made_at timestamptz not null default now()
			)`,
			`alter table run
				-- the day against which ages and dates were held
				add column today text,
				-- the version of Sise that computed it
				add column software text,
				-- what it was computed from: sha256 of each page of its snapshot, by bucket
				add column snapshot jsonb not null default '{}',
				add column overrides jsonb not null default '[]',
				-- how often a change to single features amended it since
				add column amendments integer not null default 0`,
			// Pages are shared by all runs that read the same features.
			`create table snapshot_page (
				district text not null references district (code),
				sha256 text not null,
				bytes bytea not null,
				primary key (district, sha256)
			)`,
			`alter table assessment
				-- what the rules alone give, beside an override; the same as level where there is none
				add column computed_level text check (computed_level in ('red', 'orange', 'yellow', 'blue')),
				add column override_id bigint,
				-- who is exposed to a hazard source
				add column exposure jsonb,
				-- class locations of a trunk pipeline and what could not be asked of it; its segments have a table
				add column hca jsonb`,
			`update assessment set computed_level = level`,
			`alter table finding
				-- the stricter rule that broke for the same pair and goes before this one
				add column yields_to text`,
			// High consequence areas: stretches of pipelines by chainage.
			`create table segment (
				district text not null,
				run bigint not null,
				pipeline text collate "C" not null,
				id integer not null,
				from_m double precision not null,
				to_m double precision not null,
				class text not null check (class in ('I', 'II', 'III')),
				level text not null check (level in ('red', 'orange', 'yellow', 'blue')),
				items jsonb not null,
				geom geometry not null,
				geom_m geometry not null,
				primary key (district, run, pipeline, id),
				foreign key (district, run) references run (district, id) on delete cascade,
				constraint segment_geom_valid check (ST_IsValid(geom) and not ST_IsEmpty(geom)),
				constraint segment_geom_m_valid check (ST_IsValid(geom_m) and not ST_IsEmpty(geom_m))
			)`,
			`create index segment_geom on segment using gist (geom)`,
			`create index segment_geom_m on segment using gist (geom_m)`,
			`create table level_override (
				district text not null references district (code),
				id bigint generated always as identity,
				feature text collate "C" not null,
				level text not null check (level in ('red', 'orange', 'yellow', 'blue')),
				reason text not null,
				approver text not null,
				evidence text,
				-- first and last day on which it holds
				valid_from text not null,
				valid_until text not null,
				made_by text,
				made_at timestamptz not null default now(),
				withdrawn_at timestamptz,
				withdrawn_by text,
				primary key (district, id)
			)`,
			`create index level_override_feature on level_override (district, feature)`,
			// A change to single features amends the newest run; what stood there before is kept here.
			`create table amendment (
				district text not null,
				run bigint not null,
				id bigint generated always as identity,
				at timestamptz not null default now(),
				district_version bigint not null,
				features text[] not null,
				before jsonb not null,
				after jsonb not null,
				primary key (district, id),
				foreign key (district, run) references run (district, id) on delete cascade
			)`
		]
	}
];
