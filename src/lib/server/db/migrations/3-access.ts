import type { Migration } from '../migrations.ts';

export const ACCESS: Migration = {
	id: 3,
	title: 'persons, sessions, passes, audit, places of features',
	statements: [
		// better-auth's tables, in our words: its `user` is a person, its `account` a credential.
		`create table person (
			id text primary key,
			name text not null,
			-- better-auth asks for one; nobody is written to
			email text not null unique,
			email_verified boolean not null default false,
			image text,
			created_at timestamptz not null default now(),
			updated_at timestamptz not null default now(),
			username text not null unique,
			display_username text,
			two_factor_enabled boolean not null default false,
			-- null: nothing was granted yet
			role text,
			-- the subdistricts of a person who sees only their own: { district: [id] }
			subdistricts jsonb not null default '{}',
			-- one of the demo persons, who come in by one click while nothing real is stored
			demo boolean not null default false,
			disabled_at timestamptz,
			must_change_password boolean not null default true,
			password_changed_at timestamptz
		)`,
		`create table session (
			id text primary key,
			expires_at timestamptz not null,
			token text not null unique,
			created_at timestamptz not null default now(),
			updated_at timestamptz not null default now(),
			ip_address text,
			user_agent text,
			user_id text not null references person (id) on delete cascade,
			-- the last sign of life of the person, not of the page
			last_active_at timestamptz not null default now()
		)`,
		`create index session_of_person on session (user_id)`,
		`create table credential (
			id text primary key,
			account_id text not null,
			provider_id text not null,
			user_id text not null references person (id) on delete cascade,
			access_token text,
			refresh_token text,
			id_token text,
			access_token_expires_at timestamptz,
			refresh_token_expires_at timestamptz,
			scope text,
			password text,
			created_at timestamptz not null default now(),
			updated_at timestamptz not null default now()
		)`,
		`create index credential_of_person on credential (user_id)`,
		`create table verification (
			id text primary key,
			identifier text not null,
			value text not null,
			expires_at timestamptz not null,
			created_at timestamptz not null default now(),
			updated_at timestamptz not null default now()
		)`,
		`create index verification_identifier on verification (identifier)`,
		`create table two_factor (
			id text primary key,
			secret text not null,
			backup_codes text not null,
			user_id text not null references person (id) on delete cascade,
			verified boolean not null default true,
			failed_verification_count integer not null default 0,
			locked_until timestamptz
		)`,
		`create index two_factor_of_person on two_factor (user_id)`,
		// By name, whether somebody has it or not: an answer must not tell which names there are.
		`create table sign_in_failure (
			username text primary key,
			failures integer not null,
			last_at timestamptz not null default now(),
			locked_until timestamptz
		)`,
		// The link that makes the first administrator; only its hash is kept.
		`create table setup_link (
			hash text primary key,
			made_at timestamptz not null default now(),
			expires_at timestamptz not null,
			used_at timestamptz,
			-- made at the command line: it makes an administrator also where there is one
			recovers boolean not null default false
		)`,
		// What a wall or a machine shows instead of signing in; only its hash is kept.
		`create table pass (
			id text primary key,
			kind text not null check (kind in ('wall', 'machine')),
			name text not null,
			hash text not null unique,
			rights text[] not null,
			tiers text[] not null,
			made_by text not null,
			made_at timestamptz not null default now(),
			expires_at timestamptz not null,
			revoked_at timestamptz,
			revoked_by text,
			last_used_at timestamptz
		)`,
		// Every text is hashed as it stands here, so nothing of it is of a type that a server may print otherwise.
		`create table audit (
			seq bigint primary key,
			at text not null,
			actor_kind text not null,
			actor text not null,
			actor_name text not null,
			role text,
			address text,
			session text,
			action text not null,
			district text,
			object text,
			-- JSON
			before text,
			after text,
			result text not null check (result in ('done', 'refused', 'failed')),
			-- hash of the row before, and of this one with that
			previous text not null,
			hash text not null
		)`,
		`create index audit_at on audit (at)`,
		`create index audit_actor on audit (actor, seq)`,
		`create index audit_action on audit (action, seq)`,
		`create function refuse_audit_change() returns trigger language plpgsql as $$
			begin
				raise exception 'The audit is only ever added to.' using errcode = '42501';
			end
		$$`,
		`create trigger audit_is_append_only before update or delete or truncate on audit
			for each statement execute function refuse_audit_change()`,
		// Only its owner may analyze a table, and on PostgreSQL the application need not own them.
		`create function analyze_features() returns void language plpgsql security definer set search_path from current as $$
			begin
				analyze feature;
			end
		$$`,
		// The subdistricts that a feature touches: the rows that an inspector sees.
		`create table feature_place (
			district text not null,
			feature text collate "C" not null,
			subdistrict text collate "C" not null,
			primary key (district, feature, subdistrict)
		)`,
		`create index feature_place_subdistrict on feature_place (district, subdistrict)`,
		`create function place_features() returns trigger language plpgsql as $$
			begin
				insert into feature_place (district, feature, subdistrict)
				select n.district, n.id, s.id from inserted n
				join feature s on s.district = n.district and s.layer = 'area'
					and s.attributes ->> 'kind' = 'subdistrict'
					and n.geom_m && s.geom_m and ST_DWithin(n.geom_m, s.geom_m, 0)
				on conflict do nothing;
				-- a new subdistrict reaches what stood there before it
				insert into feature_place (district, feature, subdistrict)
				select f.district, f.id, n.id from inserted n
				join feature f on f.district = n.district and f.geom_m && n.geom_m and ST_DWithin(f.geom_m, n.geom_m, 0)
				where n.layer = 'area' and n.attributes ->> 'kind' = 'subdistrict'
				on conflict do nothing;
				return null;
			end
		$$`,
		`create function displace_features() returns trigger language plpgsql as $$
			begin
				delete from feature_place p using deleted d where p.district = d.district and p.feature = d.id;
				delete from feature_place p using deleted d
				where d.layer = 'area' and p.district = d.district and p.subdistrict = d.id;
				return null;
			end
		$$`,
		`create trigger feature_is_placed after insert on feature referencing new table as inserted
			for each statement execute function place_features()`,
		`create trigger feature_is_displaced after delete on feature referencing old table as deleted
			for each statement execute function displace_features()`,
		`insert into feature_place (district, feature, subdistrict)
			select f.district, f.id, s.id from feature s
			join feature f on f.district = s.district and f.geom_m && s.geom_m and ST_DWithin(f.geom_m, s.geom_m, 0)
			where s.layer = 'area' and s.attributes ->> 'kind' = 'subdistrict'`
	]
};
