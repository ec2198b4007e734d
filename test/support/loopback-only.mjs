/** Preloaded into a process that must not connect to anything but this machine: says where it would have gone, and stops it. */
import net from 'node:net';

const isLoopback = (host) =>
  host === undefined || host === 'localhost' || host === '::1' || /^127\./.test(host);

const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function (...given) {
  const [first] = net._normalizeArgs(Array.isArray(given[0]) ? given[0] : given);
  if (!first.path && !isLoopback(first.host)) {
    process.stderr.write(`connects to ${first.host}\n`);
    process.exit(99);
  }
  return connect.apply(this, given);
};
