# The editor dies: the stream ends.
initialize
close-stream
exit 1
