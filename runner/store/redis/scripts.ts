/** The steps of the store as Lua: Redis runs a script as one step, so nothing comes between a check and what follows from it. */

/** KEYS: lease. ARGV: epoch, run_id. Ends the script with 0 unless this is the current, unreleased lease. */
const current = `
local lease = redis.call('HMGET', KEYS[1], 'epoch', 'run_id', 'expires')
if lease[1] ~= ARGV[1] or lease[2] ~= ARGV[2] or not (tonumber(lease[3] or '0') > 0) then return 0 end
`;

/** An index that was lost must not be taken for a store without keys. Also refuses a key of another type before anything is changed. */
const indexed = (index: string) => `
if not redis.call('ZSCORE', ${index}, '') then return redis.error_reply('NOINDEX the index of the keys is gone') end
`;

/**
 * KEYS: lease. ARGV: epoch, run_id and expires that were seen, all empty for no lease; the lineage for a lease that has none; then the
 * new fields and values. Gives lineage and revision, or 0.
 */
export const acquireScript = `
if ARGV[1] == '' then
  if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
else
  local lease = redis.call('HMGET', KEYS[1], 'epoch', 'run_id', 'expires')
  if lease[1] ~= ARGV[1] or lease[2] ~= ARGV[2] or lease[3] ~= ARGV[3] then return 0 end
end
redis.call('HSET', KEYS[1], unpack(ARGV, 5))
redis.call('HSETNX', KEYS[1], 'lineage', ARGV[4])
local revision = redis.call('HINCRBY', KEYS[1], 'revision', 1)
return { redis.call('HGET', KEYS[1], 'lineage'), revision }
`;

/** KEYS: lease. ARGV: epoch, run_id, expires, expires_monotonic. */
export const renewScript = `${current}
redis.call('HSET', KEYS[1], 'expires', ARGV[3], 'expires_monotonic', ARGV[4])
return 1
`;

/** Sets or removes KEYS[at] and keeps the index. */
const change = (at: string, value: string, isRemoved: string) => `
  if ${isRemoved} then
    redis.call('DEL', KEYS[${at}])
    redis.call('ZREM', KEYS[2], KEYS[${at}])
  else
    redis.call('SET', KEYS[${at}], ${value})
    redis.call('ZADD', KEYS[2], 0, KEYS[${at}])
    if redis.call('GET', KEYS[${at}]) ~= ${value} then
      return redis.error_reply('ERR it answers another value than was just written')
    end
  end
`;

/**
 * KEYS: lease, index, then the changed keys. ARGV: epoch, run_id, a text with = or - for each key, then a value for each (empty for -).
 * Gives the revision, or 0 when the lease is not current.
 */
export const commitScript = `${current}${indexed("KEYS[2]")}
for at = 3, #KEYS do
  ${change("at", "ARGV[at + 1]", "string.sub(ARGV[3], at - 2, at - 2) == '-'")}
end
return redis.call('HINCRBY', KEYS[1], 'revision', 1)
`;

/** KEYS: index, index, key. ARGV: = or -, value. Gives 1 if there was such a key. */
export const setScript = `${indexed("KEYS[2]")}
local found = redis.call('EXISTS', KEYS[3])
${change("3", "ARGV[2]", "ARGV[1] == '-'")}
return found
`;

/** Gives a list with the value of each key, or nil. Not MGET: it has no value where a key is of another type (I3). */
export const valuesScript = `
local found = {}
for at, key in ipairs(KEYS) do found[at] = redis.call('GET', key) end
return found
`;

/**
 * KEYS: index. ARGV: the limits as ZRANGEBYLEX has them, the most keys or -1. Gives keys and values in turn. A key that somebody removed
 * by hand makes no page shorter: a short page is the last one to who asks.
 */
export const listScript = `${indexed("KEYS[1]")}
local from, left, found = ARGV[1], tonumber(ARGV[3]), {}
while left ~= 0 do
  local most = left > 0 and math.min(left, 1000) or 1000
  local keys = redis.call('ZRANGEBYLEX', KEYS[1], from, ARGV[2], 'LIMIT', 0, most)
  if #keys == 0 then break end
  for _, key in ipairs(keys) do
    local value = redis.call('GET', key)
    if value then
      found[#found + 1] = key
      found[#found + 1] = value
      left = left - 1
    end
  end
  from = '(' .. keys[#keys]
end
return found
`;

/** KEYS: index, then keys that were found. Puts those into the index that are still there. */
export const indexScript = `
for at = 2, #KEYS do
  if redis.call('EXISTS', KEYS[at]) == 1 then redis.call('ZADD', KEYS[1], 0, KEYS[at]) end
end
return 1
`;
