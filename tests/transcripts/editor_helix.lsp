# What Helix 25.07 sends, as recorded from tests/editors/helix: outside of a repository it names no folder but `rootPath`, and it asks for
# diagnostics itself.
initialize {"clientInfo":{"name":"helix","version":"25.07.1"},"processId":null,"rootPath":"/work-space","rootUri":null,"workspaceFolders":[],
  "capabilities":{"general":{"positionEncodings":["utf-8","utf-32","utf-16"]},"window":{"showDocument":{"support":true},"showMessage":{"messageActionItem":{"additionalPropertiesSupport":true}},"workDoneProgress":true},
  "workspace":{"applyEdit":true,"configuration":true,"diagnostic":{"refreshSupport":true},"didChangeConfiguration":{"dynamicRegistration":false},"didChangeWatchedFiles":{"dynamicRegistration":true,"relativePatternSupport":true},"executeCommand":{"dynamicRegistration":false},"fileOperations":{"didCreate":true,"didDelete":true,"didRename":true,"willCreate":true,"willDelete":true,"willRename":true},"inlayHint":{"refreshSupport":false},"symbol":{"dynamicRegistration":false,"symbolKind":{"valueSet":[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26]}},"workspaceEdit":{"documentChanges":true,"failureHandling":"abort","normalizesLineEndings":false,"resourceOperations":["create","rename","delete"]},"workspaceFolders":true},
  "textDocument":{"callHierarchy":{"dynamicRegistration":false},"codeAction":{"codeActionLiteralSupport":{"codeActionKind":{"valueSet":["","quickfix","refactor","refactor.extract","refactor.inline","refactor.rewrite","source","source.organizeImports","source.fixAll"]}},"dataSupport":true,"disabledSupport":true,"isPreferredSupport":true,"resolveSupport":{"properties":["edit","command"]}},"completion":{"completionItem":{"deprecatedSupport":true,"insertReplaceSupport":true,"resolveSupport":{"properties":["documentation","detail","additionalTextEdits"]},"snippetSupport":true,"tagSupport":{"valueSet":[1]}},"completionItemKind":{}},"diagnostic":{"dynamicRegistration":false,"relatedDocumentSupport":true},"documentLink":{"dynamicRegistration":false,"tooltipSupport":false},"documentSymbol":{"dynamicRegistration":false,"hierarchicalDocumentSymbolSupport":false,"symbolKind":{"valueSet":[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26]}},"formatting":{"dynamicRegistration":false},"hover":{"contentFormat":["markdown"]},"inlayHint":{"dynamicRegistration":false},"publishDiagnostics":{"tagSupport":{"valueSet":[1,2]},"versionSupport":true},"rename":{"dynamicRegistration":false,"honorsChangeAnnotations":false,"prepareSupport":true},"signatureHelp":{"signatureInformation":{"activeParameterSupport":true,"documentationFormat":["markdown"],"parameterInformation":{"labelOffsetSupport":true}}}}}}
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
ask textDocument/diagnostic t.yaml {"identifier":"cribsheet"}
expect {"kind":"full","items":[{"code":"out-of-range"}]}
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
