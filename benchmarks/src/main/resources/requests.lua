-- Sends the requests of a file in turn, as they stand there.
local requests = {}
local at = 0

function init(args)
  local file = assert(io.open(args[1], "rb"))
  local text = file:read("*a")
  file:close()
  for one in text:gmatch("(GET .-\r\n\r\n)") do
    requests[#requests + 1] = one
  end
end

function request()
  at = at % #requests + 1
  return requests[at]
end

function done(summary, latency, rates)
  local errors = summary.errors
  io.write(string.format("orderwire requests=%d bytes=%d micros=%d failed=%d p99=%d\n",
    summary.requests, summary.bytes, summary.duration,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout,
    latency:percentile(99)))
end
