// The broadcast server of the realtime pattern on the `ws` package, as a peer for the bench. Like the original it makes
// the JSON text anew for every receiver. Unlike it, a frame that is neither subscribe nor unsubscribe is an event to
// broadcast, for the original can only be published to from inside its process; and a malformed frame closes one
// connection instead of the process. `node server.js [PORT]` prints the port that it took.
import { randomUUID } from 'node:crypto';
import { WebSocketServer } from 'ws';

const clientsOf = new Map(); // topic -> Set of sockets

function subscribe(socket, topic) {
  if (!clientsOf.has(topic)) clientsOf.set(topic, new Set());
  clientsOf.get(topic).add(socket);
  socket.topics.add(topic);
}

function unsubscribe(socket, topic) {
  clientsOf.get(topic)?.delete(socket);
  socket.topics.delete(topic);
}

function broadcast(topic, event) {
  for (const socket of clientsOf.get(topic) ?? []) {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(event));
  }
}

function topicOf(request) {
  const url = new URL(request.url, 'http://localhost');
  return url.searchParams.get('topic') || url.pathname.split('/').find(Boolean) || 'default';
}

function onMessage(socket, bytes) {
  let message;
  try {
    message = JSON.parse(bytes.toString());
  } catch {
    return;
  }
  if (message.type === 'subscribe') subscribe(socket, message.topic);
  else if (message.type === 'unsubscribe') unsubscribe(socket, message.topic);
  else broadcast(message.topic ?? socket.firstTopic, message);
}

const server = new WebSocketServer({ host: '127.0.0.1', port: Number(process.argv[2] ?? 0) });

server.on('connection', (socket, request) => {
  const clientId = randomUUID();
  socket.firstTopic = topicOf(request);
  socket.topics = new Set();
  subscribe(socket, socket.firstTopic);
  socket.on('message', (bytes) => onMessage(socket, bytes));
  socket.on('error', () => socket.terminate());
  socket.on('close', () => socket.topics.forEach((topic) => unsubscribe(socket, topic)));
  socket.send(
    JSON.stringify({
      id: randomUUID(),
      type: 'connection.established',
      source: 'server',
      timestamp: new Date().toISOString(),
      data: { clientId, subscribedTopic: socket.firstTopic },
    }),
  );
});

server.on('listening', () => console.log(server.address().port));
process.on('SIGTERM', () => process.exit(0));
