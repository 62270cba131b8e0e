-- Takes one request from every quota, or from none, and writes nothing if it takes none.
--
-- KEYS  the quotas
-- ARGV  of each quota: how many requests it holds, and within how many microseconds it fills up
--
-- Answers with the microseconds until every quota has one, 0 if one was taken, and then with how
-- many are left in each.
--
-- A quota is kept as "spent at": how many requests were spent at an instant in microseconds. Spent
-- requests come back steadily. What is not there, or is nonsense, is full.

-- This part of a quota is more than any error of the arithmetic, and nobody could tell it.
local HAIR = 1e-14

local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local quotas = {}
local wait = 0

for i, key in ipairs(KEYS) do
  local size, window = tonumber(ARGV[2 * i - 1]), tonumber(ARGV[2 * i])
  local hair = size * HAIR
  local state = redis.pcall('GET', key)
  local spent, at = 0, now
  if type(state) == 'string' then
    local first, second = string.match(state, '^(%d[%d.e+-]*) (%d+)$')
    spent, at = tonumber(first or '') or 0, tonumber(second or '') or now
  end
  spent = math.min(spent, size) - math.max(0, now - at) * size / window
  if spent < hair then
    spent = 0
  end
  if spent + 1 > size + hair then
    wait = math.max(wait, 1, math.ceil((spent + 1 - size - hair) * window / size))
  end
  quotas[i] = {
    key = key, size = size, window = window, hair = hair, spent = spent, inFuture = at > now
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
  answer[i + 1] = math.max(0, math.floor(quota.size - quota.spent + quota.hair))
end
return answer
