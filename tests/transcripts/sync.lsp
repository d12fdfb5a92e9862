# Incremental sync: what the person sees is what is checked.
initialize
open s.yaml
| Resources:
|   Queue:
|     Type: AWS::SQS::Queue
|     Properties:
|       VisibilityTimeout: 30
see textDocument/publishDiagnostics {"version":1,"diagnostics":[]}
tell textDocument/didChange {"textDocument":{"uri":"$s.yaml","version":2},"contentChanges":[{"range":{"start":{"line":4,"character":25},"end":{"line":4,"character":27}},"text":"50000"}]}
see textDocument/publishDiagnostics {"version":2,"diagnostics":[{"range":{"start":{"line":4,"character":25},"end":{"line":4,"character":30}}}]}
# Several changes in one message, each on the text that the one before made.
tell textDocument/didChange {"textDocument":{"uri":"$s.yaml","version":3},"contentChanges":[{"range":{"start":{"line":0,"character":0},"end":{"line":0,"character":0}},"text":"# one\n"},{"range":{"start":{"line":1,"character":0},"end":{"line":1,"character":0}},"text":"# two\r\n"},{"range":{"start":{"line":6,"character":25},"end":{"line":6,"character":30}},"text":"7"}]}
see textDocument/publishDiagnostics {"version":3,"diagnostics":[]}
ask textDocument/hover s.yaml {"position":{"line":6,"character":8}}
expect {"contents":{"value":"*VisibilityTimeout*"}}
# The whole text.
tell textDocument/didChange {"textDocument":{"uri":"$s.yaml","version":4},"contentChanges":[{"text":"Resources:\n  Q: {Type: AWS::SQS::Queue, Properties: {VisibilityTimeout: -1}}\n"}]}
see textDocument/publishDiagnostics {"version":4,"diagnostics":[{"code":"...","message":"..."}]}
# Settings change: what was found is looked at again.
tell workspace/didChangeConfiguration {"settings":{"cribsheet":{"codeLens":{"enabled":false}}}}
see textDocument/publishDiagnostics {"version":4}
ask textDocument/codeLens s.yaml
expect []
