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
