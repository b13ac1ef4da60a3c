/** The steps of a lease as Lua: Redis runs a script as one step, so nothing comes between the check and the write. */

/** KEYS: lease. ARGV: epoch, run_id. Ends the script with 0 unless this is the current, unreleased lease. */
const current = `
local lease = redis.call('HMGET', KEYS[1], 'epoch', 'run_id', 'expires')
if lease[1] ~= ARGV[1] or lease[2] ~= ARGV[2] or not (tonumber(lease[3] or '0') > 0) then return 0 end
`;

/** KEYS: lease. ARGV: epoch, run_id and expires that were seen, all empty for no lease; then the new fields and values. */
export const acquireScript = `
if ARGV[1] == '' then
  if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
else
  local lease = redis.call('HMGET', KEYS[1], 'epoch', 'run_id', 'expires')
  if lease[1] ~= ARGV[1] or lease[2] ~= ARGV[2] or lease[3] ~= ARGV[3] then return 0 end
end
redis.call('HSET', KEYS[1], unpack(ARGV, 4))
return 1
`;

/** KEYS: lease. ARGV: epoch, run_id, expires, expires_monotonic. */
export const renewScript = `${current}
redis.call('HSET', KEYS[1], 'expires', ARGV[3], 'expires_monotonic', ARGV[4])
return 1
`;

/** KEYS: lease, value. ARGV: epoch, run_id, value. */
export const setFencedScript = `${current}
redis.call('SET', KEYS[2], ARGV[3])
if redis.call('GET', KEYS[2]) ~= ARGV[3] then
  return redis.error_reply('ERR it answers another value than was just written')
end
return 1
`;
