# What Emacs's eglot sends: 1.17, its `initialize`, an empty configuration, and the requests behind its commands.
initialize {"processId":1,"clientInfo":{"name":"Eglot","version":"1.17"},"rootPath":"/work-space/","rootUri":"file:///work-space","initializationOptions":{},
  "workspaceFolders":[{"uri":"file:///work-space","name":"/work-space/"}],
  "capabilities":{"workspace":{"applyEdit":true,"executeCommand":{"dynamicRegistration":false},"workspaceEdit":{"documentChanges":true},"didChangeWatchedFiles":{"dynamicRegistration":true},"symbol":{"dynamicRegistration":false},"configuration":true,"workspaceFolders":true},
  "textDocument":{"synchronization":{"dynamicRegistration":false,"willSave":true,"willSaveWaitUntil":true,"didSave":true},"completion":{"dynamicRegistration":false,"completionItem":{"snippetSupport":false,"deprecatedSupport":true,"resolveSupport":{"properties":["documentation","details","additionalTextEdits"]},"tagSupport":{"valueSet":[1]}},"contextSupport":true},"hover":{"dynamicRegistration":false,"contentFormat":["markdown","plaintext"]},"signatureHelp":{"dynamicRegistration":false,"signatureInformation":{"parameterInformation":{"labelOffsetSupport":true},"documentationFormat":["markdown","plaintext"],"activeParameterSupport":true}},"references":{"dynamicRegistration":false},"definition":{"dynamicRegistration":false,"linkSupport":true},"declaration":{"dynamicRegistration":false,"linkSupport":true},"documentSymbol":{"dynamicRegistration":false,"hierarchicalDocumentSymbolSupport":true},"documentHighlight":{"dynamicRegistration":false},"codeAction":{"dynamicRegistration":false,"resolveSupport":{"properties":["edit","command"]},"dataSupport":true,"codeActionLiteralSupport":{"codeActionKind":{"valueSet":["quickfix","refactor","refactor.extract","refactor.inline","refactor.rewrite","source","source.organizeImports"]}},"isPreferredSupport":true},"formatting":{"dynamicRegistration":false},"rangeFormatting":{"dynamicRegistration":false},"rename":{"dynamicRegistration":false},"inlayHint":{"dynamicRegistration":false},"publishDiagnostics":{"relatedInformation":false,"codeDescriptionSupport":false,"tagSupport":{"valueSet":[1,2]}}},
  "window":{"showDocument":{"support":true},"workDoneProgress":true},"general":{"positionEncodings":["utf-32","utf-8","utf-16"]},"experimental":{}}}
expect {"capabilities":{"positionEncoding":"utf-8","renameProvider":true}}
tell workspace/didChangeConfiguration {"settings":{}}
answer workspace/configuration [null]
open t.yaml
| Resources:
|   <|queue|>WorkQueue:
|     Type: AWS::SQS::Queue
|     Properties:
|       <|timeout|>VisibilityTimeout: <|value|>50000
|       Mess<|typed|>
|   Topic:
|     Type: AWS::SNS::Topic
|     Properties:
|       DisplayName: !GetAtt <|use|>WorkQueue.QueueName
see textDocument/publishDiagnostics {"diagnostics":[{"code":"out-of-range"}]}
ask textDocument/hover t.yaml@timeout
expect {"contents":{"kind":"markdown","value":"*43,200*"}}
ask textDocument/completion t.yaml@typed {"context":{"triggerKind":1}}
expect {"items":[{"label":"MessageRetentionPeriod","textEdit":{"newText":"MessageRetentionPeriod: "}}]}
lacks "insertTextFormat"
ask textDocument/definition t.yaml@use
expect [{"targetUri":"$t.yaml","targetSelectionRange":{"start":"@queue"}}]
ask textDocument/documentHighlight t.yaml@use
expect [{"range":{"start":"@queue"}},{"range":{"start":"@use"}}]
ask textDocument/codeAction t.yaml {"range":{"start":"@value","end":"@value"},"context":{"diagnostics":[]}}
expect [{"kind":"quickfix","edit":{"documentChanges":"..."}}]
ask textDocument/rename t.yaml@use {"newName":"Jobs"}
expect {"documentChanges":[{"edits":[{"newText":"Jobs"},{"newText":"Jobs"}]}]}
ask textDocument/documentSymbol t.yaml
expect [{"name":"Resources","children":[{"name":"WorkQueue"}]}]
ask textDocument/inlayHint t.yaml {"range":{"start":{"line":0,"character":0},"end":{"line":9,"character":0}}}
expect "..."
