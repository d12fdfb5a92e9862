# Several folders at once, and a client that is asked for its settings.
initialize {"workspaceFolders":[{"uri":"file:///no/such/one","name":"one"},{"uri":"file:///no/such/two","name":"two"}],
  "capabilities":{"workspace":{"workspaceFolders":true,"configuration":true,"didChangeConfiguration":{"dynamicRegistration":true}},"window":{"workDoneProgress":true}}}
expect {"capabilities":{"workspace":{"workspaceFolders":{"supported":true,"changeNotifications":true}}}}
see workspace/configuration {"items":[{"section":"cribsheet"}]}
# Notes are read once it is known which.
not $/progress
answer workspace/configuration [{"severities":{"out-of-range":"warning"}}]
see window/workDoneProgress/create
see $/progress {"value":{"kind":"begin"}}
see $/progress {"value":{"kind":"end"}}
open t.yaml
| Resources:
|   Queue:
|     Type: AWS::SQS::Queue
|     Properties:
|       VisibilityTimeout: 50000
see textDocument/publishDiagnostics {"diagnostics":[{"code":"out-of-range","severity":2}]}
tell workspace/didChangeWorkspaceFolders {"event":{"added":[{"uri":"file:///no/such/three","name":"three"}],"removed":[{"uri":"file:///no/such/one","name":"one"}]}}
see cribsheet/status {"state":"ready"}
tell workspace/didChangeConfiguration {"settings":null}
see workspace/configuration {"items":[{"section":"cribsheet"}]}
answer workspace/configuration [{"severities":{"out-of-range":"off"}}]
see textDocument/publishDiagnostics {"diagnostics":[]}
