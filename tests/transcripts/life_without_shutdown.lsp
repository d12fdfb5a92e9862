# A client that goes without `shutdown` is told by the exit code.
initialize
tell exit
exit 1
