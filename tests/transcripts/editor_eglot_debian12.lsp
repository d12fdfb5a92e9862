# What Debian 12's Emacs 28 with eglot 1.9 sends, as recorded from tests/editors/emacs: its `initialize`, an empty configuration, and the
# requests behind its commands.
initialize {"processId":1,"rootPath":"/work-space/","rootUri":"file:///work-space","initializationOptions":{},"workspaceFolders":[{"uri":"file:///work-space","name":"~/"}],
  "capabilities":{"workspace":{"applyEdit":true,"executeCommand":{"dynamicRegistration":false},"workspaceEdit":{"documentChanges":true},"didChangeWatchedFiles":{"dynamicRegistration":true},"symbol":{"dynamicRegistration":false},"configuration":true,"workspaceFolders":true},
  "textDocument":{"synchronization":{"dynamicRegistration":false,"willSave":true,"willSaveWaitUntil":true,"didSave":true},"completion":{"dynamicRegistration":false,"completionItem":{"snippetSupport":false,"deprecatedSupport":true,"tagSupport":{"valueSet":[1]}},"contextSupport":true},"hover":{"dynamicRegistration":false,"contentFormat":["markdown","plaintext"]},"signatureHelp":{"dynamicRegistration":false,"signatureInformation":{"parameterInformation":{"labelOffsetSupport":true},"activeParameterSupport":true}},"references":{"dynamicRegistration":false},"definition":{"dynamicRegistration":false,"linkSupport":true},"declaration":{"dynamicRegistration":false,"linkSupport":true},"implementation":{"dynamicRegistration":false,"linkSupport":true},"typeDefinition":{"dynamicRegistration":false,"linkSupport":true},"documentSymbol":{"dynamicRegistration":false,"hierarchicalDocumentSymbolSupport":true,"symbolKind":{"valueSet":[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26]}},"documentHighlight":{"dynamicRegistration":false},"codeAction":{"dynamicRegistration":false,"codeActionLiteralSupport":{"codeActionKind":{"valueSet":["quickfix","refactor","refactor.extract","refactor.inline","refactor.rewrite","source","source.organizeImports"]}},"isPreferredSupport":true},"formatting":{"dynamicRegistration":false},"rangeFormatting":{"dynamicRegistration":false},"rename":{"dynamicRegistration":false},"publishDiagnostics":{"relatedInformation":false,"codeDescriptionSupport":false,"tagSupport":{"valueSet":[1,2]}}},
  "experimental":{}}}
expect {"capabilities":{"positionEncoding":"utf-16","renameProvider":true,"codeActionProvider":{"codeActionKinds":["quickfix","..."]}}}
tell workspace/didChangeConfiguration {"settings":{}}
answer client/registerCapability null
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
ask textDocument/documentSymbol t.yaml
expect [{"name":"Resources","children":[{"name":"WorkQueue"}]}]
ask textDocument/codeAction t.yaml {"range":{"start":"@value","end":"@value"},"context":{"diagnostics":[],"only":["quickfix"]}}
expect [{"kind":"quickfix","isPreferred":true,"edit":{"documentChanges":"..."}}]
ask textDocument/rename t.yaml@use {"newName":"Jobs"}
expect {"documentChanges":[{"edits":[{"newText":"Jobs"},{"newText":"Jobs"}]}]}
ask textDocument/signatureHelp t.yaml@use
expect {"signatures":[{"parameters":[{"label":"..."},{"label":"..."}]}],"activeParameter":0}
