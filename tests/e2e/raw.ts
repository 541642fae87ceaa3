import { connect } from 'node:net';

export interface RawAnswer {
	status: number;
	/** Lower case, one line each. */
	head: string[];
	body: string;
}

/**
 * What a server on this machine answers to these very bytes, until it closes the connection: what no browser and no client
 * would send can be sent so. `write` may go on sending.
 */
export function raw(port: number, bytes: string, write?: (send: (more: string) => void) => void): Promise<RawAnswer> {
	return new Promise((resolve, reject) => {
		const socket = connect(port, '127.0.0.1', () => {
			socket.write(bytes);
			write?.((more) => socket.write(more));
		});
		let said = '';
		socket.setEncoding('utf8');
		socket.on('data', (chunk: string) => (said += chunk));
		// What is still being sent when the server has closed cannot arrive.
		socket.on('error', (error) => (said === '' ? reject(error) : undefined));
		socket.on('close', () => {
			const [head, ...body] = said.split('\r\n\r\n');
			const [first, ...lines] = head.split('\r\n');
			resolve({
				status: Number(first.split(' ')[1]),
				head: lines.map((line) => line.toLowerCase()),
				body: body.join('\r\n\r\n')
			});
		});
	});
}

/** The lines of a request's head, whole. */
export function head(method: string, path: string, headers: Record<string, string>): string {
	const lines = Object.entries({ host: 'localhost', connection: 'close', ...headers }).map(([k, v]) => `${k}: ${v}`);
	return `${method} ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`;
}
