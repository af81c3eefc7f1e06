-- The library: functions of Redshift that no expression of BigQuery's can say, because every step needs the one before it. They are
-- used only where the configuration asks for it (`library` of [functions]): defined once in a script, or called in a dataset where
-- this file was run without the word TEMP. `-- e.g.` gives arguments and results as JSON; the tests run them.

-- CRC-32C in eight hexadecimal digits.
-- e.g. ["Amazon Redshift"] => "f2726906"
-- e.g. ["123456789"] => "e3069283"
-- e.g. ["é"] => "1bab8ddc"
-- e.g. [""] => "00000000"
-- e.g. [null] => null
CREATE TEMP FUNCTION rs2bq_crc32(s STRING) RETURNS STRING LANGUAGE js AS r"""
  if (s === null) return null;
  const text = unescape(encodeURIComponent(s));
  let crc = -1;
  for (let i = 0; i < text.length; i++) {
    crc ^= text.charCodeAt(i);
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0x82F63B78 : 0);
  }
  return ((crc ^ -1) >>> 0).toString(16).padStart(8, '0');
""";

-- FNV-1a of 64 bits over bytes in hexadecimal; the seed is the value before them.
-- e.g. ["01000000", "14695981039346656037"] => "-5968735742475085980"
-- e.g. ["416d617a6f6e205265647368696674", "14695981039346656037"] => "7783490368944507294"
-- e.g. ["416d617a6f6e205265647368696674", "-5968735742475085980"] => "-2202602717770968555"
-- e.g. ["", "14695981039346656037"] => "-3750763034362895579"
-- e.g. [null, "1"] => null
-- e.g. ["00", null] => null
CREATE TEMP FUNCTION rs2bq_fnv_hash(bytes STRING, seed STRING) RETURNS STRING LANGUAGE js AS r"""
  if (bytes === null || seed === null) return null;
  let hash = BigInt.asUintN(64, BigInt(seed));
  for (let i = 0; i < bytes.length; i += 2) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(parseInt(bytes.substring(i, i + 2), 16))) * 1099511628211n);
  }
  return BigInt.asIntN(64, hash).toString();
""";

-- MurmurHash3 of 32 bits over bytes in hexadecimal.
-- e.g. ["0100000000000000", "0"] => 1392991556
-- e.g. ["416d617a6f6e205265647368696674", "0"] => -1563580564
-- e.g. ["416d617a6f6e205265647368696674", "1392991556"] => -1713130188
-- e.g. ["", "0"] => 0
-- e.g. [null, "0"] => null
-- e.g. ["00", null] => null
CREATE TEMP FUNCTION rs2bq_murmur3_32(bytes STRING, seed STRING) RETURNS FLOAT64 LANGUAGE js AS r"""
  if (bytes === null || seed === null) return null;
  const rotate = (x, n) => (x << n) | (x >>> (32 - n));
  const scramble = (k) => Math.imul(rotate(Math.imul(k, 0xcc9e2d51), 15), 0x1b873593);
  const length = bytes.length / 2;
  const byte = (i) => parseInt(bytes.substring(2 * i, 2 * i + 2), 16);
  let hash = Number(BigInt.asIntN(32, BigInt(seed)));
  let block = 0;
  for (let i = 0; i < length; i++) {
    block |= byte(i) << (8 * (i % 4));
    if (i % 4 === 3) {
      hash = (Math.imul(rotate(hash ^ scramble(block), 13), 5) + 0xe6546b64) | 0;
      block = 0;
    }
  }
  if (length % 4 > 0) hash ^= scramble(block);
  hash ^= length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
""";

-- SHA-224 of text in hexadecimal: SHA-256 with other initial values, cut.
-- e.g. ["abc"] => "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7"
-- e.g. [""] => "d14a028c2a3a2bc9476102bb288234c415a2b01f828ea62ac5b3e42f"
-- e.g. ["é"] => "33dd9448e5538d16ddc6df32dd7f16240cac6cb5238c1c22cb33ae66"
-- e.g. ["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"] => "d40854fc9caf172067136f2e29e1380b14626bf6f0dd06779f820dcd"
-- e.g. ["bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"] => "95c0640f74b467c72838a2728cb1128e6ae3f21788fb616ea85fb78a"
-- e.g. [null] => null
CREATE TEMP FUNCTION rs2bq_sha224(s STRING) RETURNS STRING LANGUAGE js AS r"""
  if (s === null) return null;
  const primes = [];
  for (let n = 2; primes.length < 64; n++) if (primes.every((p) => n % p)) primes.push(n);
  const k = primes.map((p) => Math.floor((Math.cbrt(p) % 1) * 4294967296));
  const text = unescape(encodeURIComponent(s));
  const size = 64 * Math.ceil((text.length + 9) / 64);
  const words = new Array(size / 4).fill(0);
  for (let i = 0; i < text.length; i++) words[i >> 2] |= text.charCodeAt(i) << (24 - 8 * (i % 4));
  words[text.length >> 2] |= 128 << (24 - 8 * (text.length % 4));
  words[words.length - 2] = Math.floor(text.length / 536870912);
  words[words.length - 1] = (text.length * 8) | 0;
  const rotate = (x, n) => (x >>> n) | (x << (32 - n));
  let hash = [0xc1059ed8, 0x367cd507, 0x3070dd17, 0xf70e5939, 0xffc00b31, 0x68581511, 0x64f98fa7, 0xbefa4fa4];
  for (let start = 0; start < words.length; start += 16) {
    const w = words.slice(start, start + 16);
    let [a, b, c, d, e, f, g, h] = hash;
    for (let i = 0; i < 64; i++) {
      if (i >= 16) {
        const x = w[i - 15], y = w[i - 2];
        w[i] = (w[i - 16] + w[i - 7] + (rotate(x, 7) ^ rotate(x, 18) ^ (x >>> 3)) + (rotate(y, 17) ^ rotate(y, 19) ^ (y >>> 10))) | 0;
      }
      const t = (h + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + ((e & f) ^ (~e & g)) + k[i] + w[i]) | 0;
      const u = ((rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [a, b, c, d, e, f, g, h] = [(t + u) | 0, a, b, c, (d + t) | 0, e, f, g];
    }
    hash = [a, b, c, d, e, f, g, h].map((x, i) => (x + hash[i]) | 0);
  }
  return hash.slice(0, 7).map((x) => (x >>> 0).toString(16).padStart(8, '0')).join('');
""";

-- SHA-384 of text in hexadecimal: SHA-512 with other initial values, cut.
-- e.g. ["abc"] => "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7"
-- e.g. [""] => "38b060a751ac96384cd9327eb1b1e36a21fdb71114be07434c0cc7bf63f6e1da274edebfe76f65fbd51ad2f14898b95b"
-- e.g. ["é"] => "41a2ddb34dca0b400fa9b73a368307acbed758e85ce50527d1655a263a10e20eefa18f8116767a128877a97c11160a26"
-- e.g. ["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"] => "8a8d9649ea04e993a6ca7135af7e3392cc5fca84f8531cac7aa3feed4eb98f55dcbe0f3284b61c6f35f98b02cc644b4c"
-- e.g. ["bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"] => "e0eb514921dee11e0ef72607baa76cf892b4492da3951c5a0799ed9598f8cf73fd61b0b27ccb2cf1bbfa382c97d3e3b0"
-- e.g. [null] => null
CREATE TEMP FUNCTION rs2bq_sha384(s STRING) RETURNS STRING LANGUAGE js AS r"""
  if (s === null) return null;
  const primes = [];
  for (let n = 2; primes.length < 80; n++) if (primes.every((p) => n % p)) primes.push(n);
  const wrap = (x) => BigInt.asUintN(64, x);
  // The first 64 bits of the fraction of a root: the greatest integer whose power stays below.
  const fraction = (prime, power) => {
    const limit = BigInt(prime) << BigInt(64 * power);
    let low = 0n, high = 1n << 70n;
    while (low + 1n < high) {
      const middle = (low + high) >> 1n;
      if (middle ** BigInt(power) <= limit) low = middle; else high = middle;
    }
    return wrap(low);
  };
  const k = primes.map((p) => fraction(p, 3));
  const text = unescape(encodeURIComponent(s));
  const bytes = Array.from(text, (c) => c.charCodeAt(0));
  bytes.push(128);
  while (bytes.length % 128 !== 112) bytes.push(0);
  const hex = bytes.map((b) => b.toString(16).padStart(2, '0')).join('') + (text.length * 8).toString(16).padStart(32, '0');
  const rotate = (x, n) => wrap((x >> n) | (x << (64n - n)));
  let hash = primes.slice(8, 16).map((p) => fraction(p, 2));
  for (let start = 0; start < hex.length; start += 256) {
    const w = [];
    let [a, b, c, d, e, f, g, h] = hash;
    for (let i = 0; i < 80; i++) {
      if (i < 16) {
        w[i] = BigInt('0x' + hex.substring(start + 16 * i, start + 16 * i + 16));
      } else {
        const x = w[i - 15], y = w[i - 2];
        w[i] = wrap(w[i - 16] + w[i - 7] + (rotate(x, 1n) ^ rotate(x, 8n) ^ (x >> 7n)) + (rotate(y, 19n) ^ rotate(y, 61n) ^ (y >> 6n)));
      }
      const t = h + (rotate(e, 14n) ^ rotate(e, 18n) ^ rotate(e, 41n)) + ((e & f) ^ (~e & g)) + k[i] + w[i];
      const u = (rotate(a, 28n) ^ rotate(a, 34n) ^ rotate(a, 39n)) + ((a & b) ^ (a & c) ^ (b & c));
      [a, b, c, d, e, f, g, h] = [wrap(t + u), a, b, c, wrap(d + t), e, f, g];
    }
    hash = [a, b, c, d, e, f, g, h].map((x, i) => wrap(x + hash[i]));
  }
  return hash.slice(0, 6).map((x) => x.toString(16).padStart(16, '0')).join('');
""";
