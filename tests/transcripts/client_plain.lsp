# A client that says it can do nothing: every answer in LSP's oldest form.
initialize {"capabilities":{}}
expect {"capabilities":{"renameProvider":true,"positionEncoding":"utf-16"}}
not client/registerCapability
not window/workDoneProgress/create
not workspace/configuration
not workspace/codeLens/refresh
open t.yaml
| Parameters:
|   Stage:
|     Type: String
|     Default: dev
| Resources:
|   <|queue|>WorkQueue:
|     Type: AWS::SQS::Queue
|     Properties:
|       <|timeout|>VisibilityTimeout: 50000
|       Mess<|middle|>age
|   Topic:
|     Type: AWS::SNS::Topic
|     Properties:
|       DisplayName: !GetAtt WorkQueue.<|attribute|>QueueName
|       TopicName: !Sub "${Stage}-<|sub|>topic"
see textDocument/publishDiagnostics {"diagnostics":[{"code":"out-of-range"}]}
not textDocument/publishDiagnostics {"version":"..."}
not textDocument/publishDiagnostics {"diagnostics":[{"codeDescription":"..."}]}
not textDocument/publishDiagnostics {"diagnostics":[{"data":"..."}]}
not textDocument/publishDiagnostics {"diagnostics":[{"relatedInformation":"..."}]}
ask textDocument/hover t.yaml@timeout
expect {"contents":{"kind":"plaintext","value":"*VisibilityTimeout*"}}
lacks "**"
lacks "](http"
ask textDocument/completion t.yaml@middle
expect {"items":[{"label":"MessageRetentionPeriod","textEdit":{"range":"...","newText":"MessageRetentionPeriod: "}}]}
lacks "insertTextFormat"
lacks "${1"
lacks "itemDefaults"
lacks "\"insert\":"
ask completionItem/resolve {"label":"VisibilityTimeout","data":{"entity":"AWS::SQS::Queue.VisibilityTimeout"}}
expect {"documentation":{"kind":"plaintext"}}
lacks "**"
ask textDocument/definition t.yaml@attribute
expect [{"uri":"$t.yaml","range":{"start":{"line":5,"character":2}}}]
ask textDocument/definition t.yaml@sub
expect null
ask textDocument/documentSymbol t.yaml
expect [{"name":"WorkQueue","location":{"uri":"$t.yaml"}}]
lacks "children"
ask textDocument/rename t.yaml@queue {"newName":"Jobs"}
expect {"changes":"..."}
lacks "documentChanges"
ask textDocument/codeAction t.yaml {"range":{"start":"@timeout","end":"@timeout"},"context":{"diagnostics":[]}}
expect []
ask textDocument/signatureHelp t.yaml@attribute
expect {"signatures":[{"label":"*Fn::GetAtt*","parameters":[{"label":"logicalName"},{"label":"..."}],"documentation":{"kind":"plaintext"}}]}
ask textDocument/codeLens t.yaml
expect [{"command":{"title":"1 reference","command":""}}]
tell workspace/didChangeConfiguration {"settings":{"cribsheet":{"severities":{"out-of-range":"off"}}}}
not textDocument/publishDiagnostics {"diagnostics":[{"code":"out-of-range"}]}
