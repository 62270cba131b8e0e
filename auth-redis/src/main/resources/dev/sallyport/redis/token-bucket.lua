-- Takes one request from every quota, or from none. Writes nothing if it takes none.
--
-- KEYS  the names of the quotas
-- ARGV  for each quota: its number of requests, and its window in microseconds
--
-- Returns the microseconds until every quota has a request available, 0 if one was taken, followed
-- by the remaining requests of each quota.
--
-- A quota is stored as "spent at": how many requests were spent at an instant in microseconds.
-- Spent requests are refilled steadily. A missing or invalid value counts as a full quota.

-- Relative tolerance: larger than any rounding error, too small to be observable.
local EPSILON = 1e-14

local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local quotas = {}
local wait = 0

for i, key in ipairs(KEYS) do
  local size, window = tonumber(ARGV[2 * i - 1]), tonumber(ARGV[2 * i])
  local epsilon = size * EPSILON
  local state = redis.pcall('GET', key)
  local spent, at = 0, now
  if type(state) == 'string' then
    local first, second = string.match(state, '^(%d[%d.e+-]*) (%d+)$')
    spent, at = tonumber(first or '') or 0, tonumber(second or '') or now
  end
  spent = math.min(spent, size) - math.max(0, now - at) * size / window
  if spent < epsilon then
    spent = 0
  end
  if spent + 1 > size + epsilon then
    wait = math.max(wait, 1, math.ceil((spent + 1 - size - epsilon) * window / size))
  end
  quotas[i] = {
    key = key, size = size, window = window, epsilon = epsilon, spent = spent, inFuture = at > now
  }
end

local answer = {wait}
for i, quota in ipairs(quotas) do
  if wait == 0 then
    quota.spent = quota.spent + 1
  end
  if wait == 0 or quota.inFuture then
    redis.call(
      'SET',
      quota.key,
      string.format('%.17g %.0f', quota.spent, now),
      'PX',
      math.ceil(quota.spent * quota.window / quota.size / 1000) + 1)
  end
  answer[i + 1] = math.max(0, math.floor(quota.size - quota.spent + quota.epsilon))
end
return answer
