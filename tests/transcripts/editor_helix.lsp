# What Helix sends: 25.01, its `initialize` and the requests of its commands.
initialize {"processId":null,"clientInfo":{"name":"helix","version":"25.01"},"rootUri":"file:///work-space","rootPath":"/work-space","workspaceFolders":[{"name":"work-space","uri":"file:///work-space"}],
  "capabilities":{"general":{"positionEncodings":["utf-8","utf-32","utf-16"]},"window":{"workDoneProgress":true},
  "workspace":{"applyEdit":true,"configuration":true,"didChangeConfiguration":{"dynamicRegistration":false},"didChangeWatchedFiles":{"dynamicRegistration":true,"relativePatternSupport":false},"executeCommand":{"dynamicRegistration":false},"fileOperations":{"didRename":true,"willRename":true},"inlayHint":{"refreshSupport":false},"symbol":{"dynamicRegistration":false},"workspaceEdit":{"documentChanges":true,"failureHandling":"abort","normalizesLineEndings":false,"resourceOperations":["create","rename","delete"]},"workspaceFolders":true},
  "textDocument":{"codeAction":{"codeActionLiteralSupport":{"codeActionKind":{"valueSet":["","quickfix","refactor","refactor.extract","refactor.inline","refactor.rewrite","source","source.organizeImports"]}},"dataSupport":true,"disabledSupport":true,"isPreferredSupport":true,"resolveSupport":{"properties":["edit","command"]}},"completion":{"completionItem":{"deprecatedSupport":true,"insertReplaceSupport":true,"resolveSupport":{"properties":["documentation","detail","additionalTextEdits"]},"snippetSupport":true,"tagSupport":{"valueSet":[1]}},"completionItemKind":{}},"formatting":{"dynamicRegistration":false},"hover":{"contentFormat":["markdown"]},"inlayHint":{"dynamicRegistration":false},"publishDiagnostics":{"tagSupport":{"valueSet":[1,2]},"versionSupport":true},"rename":{"dynamicRegistration":false,"honorsChangeAnnotations":false,"prepareSupport":true},"signatureHelp":{"signatureInformation":{"activeParameterSupport":true,"documentationFormat":["markdown"],"parameterInformation":{"labelOffsetSupport":true}}}}}}
expect {"capabilities":{"positionEncoding":"utf-8"}}
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
see textDocument/publishDiagnostics {"version":1,"diagnostics":[{"code":"out-of-range"}]}
ask textDocument/hover t.yaml@timeout
expect {"contents":{"kind":"markdown","value":"*43,200*"}}
ask textDocument/completion t.yaml@typed
expect {"items":[{"label":"MessageRetentionPeriod","textEdit":"..."}]}
ask textDocument/definition t.yaml@use
expect [{"uri":"$t.yaml","range":{"start":"@queue"}}]
ask textDocument/codeAction t.yaml {"range":{"start":"@value","end":"@value"},"context":{"diagnostics":[],"triggerKind":1}}
expect [{"kind":"quickfix","edit":{"documentChanges":"..."}}]
ask textDocument/prepareRename t.yaml@use
expect {"placeholder":"WorkQueue"}
ask textDocument/rename t.yaml@use {"newName":"Jobs"}
expect {"documentChanges":[{"edits":[{"newText":"Jobs"},{"newText":"Jobs"}]}]}
ask textDocument/documentSymbol t.yaml
expect [{"name":"Resources","location":"..."}]
