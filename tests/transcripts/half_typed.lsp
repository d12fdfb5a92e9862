# Documents as they are while a person types: nothing fails, completion helps.
initialize
open h.yaml
| Resources:
|   Queue:
|     Type: AWS::SQS::Queue
|     Properties:
|       Vis<|key|>
|   Topic:
|     Type: AWS::SNS::<|type|>
|   Other:
|     Type: AWS::SNS::Topic
|     Properties:
|       DisplayName: !Ref <|ref|>
|       TopicName: !Sub "${Que<|sub|>
see textDocument/publishDiagnostics {"uri":"$h.yaml"}
ask textDocument/completion h.yaml@key
expect {"items":[{"label":"VisibilityTimeout","data":{"entity":"AWS::SQS::Queue.VisibilityTimeout"}}]}
ask textDocument/completion h.yaml@type
expect {"items":[{"label":"AWS::SNS::Topic"}]}
ask textDocument/completion h.yaml@ref
expect {"items":[{"label":"Queue"}]}
ask textDocument/hover h.yaml@key
expect "..."
ask textDocument/definition h.yaml@sub
expect null
ask textDocument/documentSymbol h.yaml
expect [{"name":"Resources"}]
ask textDocument/foldingRange h.yaml
expect "..."
ask textDocument/selectionRange h.yaml {"positions":["@sub"]}
expect [{"range":"..."}]
ask textDocument/semanticTokens/full h.yaml
expect {"data":"..."}
ask textDocument/codeAction h.yaml {"range":{"start":"@key","end":"@sub"},"context":{"diagnostics":[]}}
expect "..."
ask textDocument/inlayHint h.yaml {"range":{"start":"@key","end":"@sub"}}
expect "..."
ask textDocument/signatureHelp h.yaml@ref
expect "..."
ask textDocument/prepareRename h.yaml@type
expect null
ask textDocument/onTypeFormatting h.yaml {"position":{"line":4,"character":0},"ch":"\n","options":{"tabSize":2,"insertSpaces":true}}
expect []
open key.yaml
| Resources:
|   Queue:
|     Type: AWS::SQS::Queue
|     Properties:
|
ask textDocument/onTypeFormatting key.yaml {"position":{"line":4,"character":0},"ch":"\n","options":{"tabSize":2,"insertSpaces":true}}
expect [{"newText":"      "}]
open empty.yaml
see textDocument/publishDiagnostics {"uri":"$empty.yaml","diagnostics":[]}
ask textDocument/completion empty.yaml {"position":{"line":0,"character":0}}
expect "..."
open half.json
| {"Resources": {"Queue": {"Type": "AWS::SQS::Queue", "Properties": {"Vis
ask textDocument/completion half.json {"position":{"line":0,"character":71}}
expect {"items":[{"label":"VisibilityTimeout"}]}
