import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Whom the provider says that the browser is. */
export interface Subject {
	sub: string;
	preferred_username: string;
	name?: string;
}

export interface Provider {
	address: string;
	/** Who is signed in there: the next answers are of them. */
	subject: Subject;
	/** What it signs with instead of its own key, for a token that somebody else made. */
	forge: boolean;
	/** Goes where a browser was sent, and gives where the provider sends it back to. */
	visit(url: string): Promise<URL>;
	close(): Promise<void>;
}

const CLIENT = { id: 'sise', secret: 'known-to-both' };
export const OIDC_ENV = (address: string) => ({
	OIDC_DISCOVERY_URL: `${address}/.well-known/openid-configuration`,
	OIDC_CLIENT_ID: CLIENT.id,
	OIDC_CLIENT_SECRET: CLIENT.secret,
	OIDC_NAME: '统一身份认证'
});

/** A small OpenID provider on loopback: authorization code with PKCE, ID tokens signed by RS256. */
export async function startProvider(): Promise<Provider> {
	const [own, other] = [0, 1].map(() => generateKeyPairSync('rsa', { modulusLength: 2048 }));
	const codes = new Map<string, { subject: Subject; nonce: string | null; challenge: string | null }>();
	const tokens = new Map<string, Subject>();
	const server = createServer((request, response) => {
		const url = new URL(request.url!, provider.address);
		const json = (value: unknown, status = 200) =>
			response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
		if (url.pathname === '/.well-known/openid-configuration') {
			json({
				issuer: provider.address,
				authorization_endpoint: `${provider.address}/authorize`,
				token_endpoint: `${provider.address}/token`,
				userinfo_endpoint: `${provider.address}/userinfo`,
				jwks_uri: `${provider.address}/keys`,
				id_token_signing_alg_values_supported: ['RS256']
			});
		} else if (url.pathname === '/keys') {
			json({ keys: [{ ...own.publicKey.export({ format: 'jwk' }), kid: 'own', alg: 'RS256', use: 'sig' }] });
		} else if (url.pathname === '/authorize') {
			const code = randomBytes(16).toString('hex');
			const asked = url.searchParams;
			codes.set(code, {
				subject: provider.subject,
				nonce: asked.get('nonce'),
				challenge: asked.get('code_challenge')
			});
			const back = new URL(asked.get('redirect_uri')!);
			back.searchParams.set('code', code);
			back.searchParams.set('state', asked.get('state')!);
			response.writeHead(302, { location: back.href }).end();
		} else if (url.pathname === '/token') {
			void bodyOf(request).then((body) => {
				const given = codes.get(body.get('code') ?? '');
				codes.delete(body.get('code') ?? '');
				const challenge = createHash('sha256')
					.update(body.get('code_verifier') ?? '')
					.digest('base64url');
				if (given === undefined || given.challenge !== challenge) return json({ error: 'invalid_grant' }, 400);
				const access = randomBytes(16).toString('hex');
				tokens.set(access, given.subject);
				const now = Math.floor(Date.now() / 1000);
				const claims = {
					...given.subject,
					iss: provider.address,
					aud: CLIENT.id,
					iat: now,
					exp: now + 60,
					...(given.nonce === null ? {} : { nonce: given.nonce })
				};
				const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
				const text = `${part({ alg: 'RS256', kid: 'own', typ: 'JWT' })}.${part(claims)}`;
				const key = (provider.forge ? other : own).privateKey;
				const idToken = `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`;
				json({ access_token: access, token_type: 'Bearer', expires_in: 60, id_token: idToken });
			});
		} else if (url.pathname === '/userinfo') {
			json(tokens.get((request.headers.authorization ?? '').slice('Bearer '.length)) ?? {});
		} else json({}, 404);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const provider: Provider = {
		address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		subject: { sub: '1', preferred_username: 'nobody.yet' },
		forge: false,
		async visit(url) {
			const { headers } = await fetch(url, { redirect: 'manual' });
			return new URL(headers.get('location')!);
		},
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			})
	};
	return provider;
}

async function bodyOf(request: IncomingMessage): Promise<URLSearchParams> {
	let text = '';
	for await (const chunk of request) text += String(chunk);
	return new URLSearchParams(text);
}
