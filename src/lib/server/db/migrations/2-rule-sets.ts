import type { Migration } from '../migrations.ts';

export const RULE_SETS: Migration = {
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
};
