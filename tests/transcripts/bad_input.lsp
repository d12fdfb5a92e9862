# Bad input: a clear answer each time, and the server lives.
initialize
raw Content-Length: 9\r\n\r\n{"json":}
see error -32700
raw garbage without any header\r\n\r\n
see error -32700
raw Content-Length: 50\r\n\r\n{"jsonrpc":"2.0","id":6,"method":"no/such/method"}
see error -32601
raw Content-Length: nonsense\r\n\r\n
see error -32700
# A length that is too short: the rest is skipped up to the next message.
raw Content-Length: 20\r\n\r\n{"jsonrpc":"2.0","id":7,"method":"shutdown"}Content-Length: 50\r\n\r\n{"jsonrpc":"2.0","id":8,"method":"no/such/method"}
see error -32700
see error -32601
# A length that is too long swallows the next message, which is found again.
raw Content-Length: 30\r\n\r\n{"jsonrpc":"2.0"}Content-Length: 50\r\n\r\n{"jsonrpc":"2.0","id":9,"method":"no/such/method"}
see error -32700
see error -32601
raw Content-Length: 0\r\n\r\n
see error -32700
raw Content-Length: 2\r\n\r\n[]
see error -32600
send {"jsonrpc":"2.0","id":{"no":"id"},"method":"shutdown"}
see error -32600
send {"jsonrpc":"2.0","id":12}
see error -32600
send {"jsonrpc":"2.0","id":3,"result":{"to":"a question never asked"}}
not error -32600
open bad.yaml
| Resources:
|   Queue:
|     Type: AWS::SQS::Queue
see textDocument/publishDiagnostics {"uri":"$bad.yaml","version":1,"diagnostics":[]}
# Positions: outside the document they are cut to it; without numbers they are refused.
ask textDocument/hover bad.yaml {"position":{"line":999,"character":999}}
expect null
ask textDocument/hover bad.yaml {"position":{"line":-1,"character":0}}
expect error -32602
ask textDocument/hover bad.yaml {"position":{"line":"one","character":0}}
expect error -32602
ask textDocument/hover bad.yaml
expect error -32602
ask textDocument/hover {"textDocument":{"uri":"file:///never/opened.yaml"},"position":{"line":0,"character":0}}
expect error -32602
ask textDocument/hover {"position":{"line":0,"character":0}}
expect error -32602
ask textDocument/rename bad.yaml {"position":{"line":1,"character":3},"newName":7}
expect error -32602
ask textDocument/inlayHint bad.yaml {"range":"all"}
expect error -32602
ask textDocument/selectionRange bad.yaml {"positions":7}
expect error -32602
ask cribsheet/notes/search {"words":["no","text"]}
expect error -32602
ask completionItem/resolve {"label":"x","data":"of another server"}
expect {"label":"x"}
tell textDocument/didChange bad.yaml {"contentChanges":"all"}
see window/showMessage {"type":1}
tell textDocument/didChange bad.yaml {"contentChanges":[{"range":{"start":{"line":9,"character":9},"end":{"line":0,"character":0}},"text":""}]}
see textDocument/publishDiagnostics {"uri":"$bad.yaml"}
tell textDocument/didChange {"textDocument":{"uri":"file:///never/opened.yaml","version":2},"contentChanges":[{"text":"a: b"}]}
not textDocument/publishDiagnostics
tell textDocument/didClose {"textDocument":{"uri":"file:///never/opened.yaml"}}
not textDocument/publishDiagnostics
tell textDocument/didOpen {"textDocument":{"uri":"file:///no/text.yaml"}}
not textDocument/publishDiagnostics
tell workspace/didChangeConfiguration {"settings":{"cribsheet":{"regions":7,"severities":["no"],"notes":{"enabled":"perhaps"}}}}
see window/showMessage {"type":2}
ask shutdown
expect null
