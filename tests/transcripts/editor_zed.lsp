# What Zed sends: 0.180, its `initialize` and the requests behind its commands.
initialize {"processId":1,"clientInfo":{"name":"Zed","version":"0.180.0"},"rootUri":"file:///work-space","rootPath":null,"workspaceFolders":[{"uri":"file:///work-space","name":""}],"initializationOptions":null,
  "capabilities":{"general":{"positionEncodings":["utf-16"]},
  "workspace":{"configuration":true,"didChangeWatchedFiles":{"dynamicRegistration":true,"relativePatternSupport":true},"didChangeConfiguration":{"dynamicRegistration":true},"workspaceFolders":true,"symbol":{"resolveSupport":{"properties":["location.range"]}},"inlayHint":{"refreshSupport":true},"diagnostic":{"refreshSupport":null},"codeLens":{"refreshSupport":true},"workspaceEdit":{"resourceOperations":["create","rename","delete"],"documentChanges":true,"snippetEditSupport":true},"fileOperations":{"dynamicRegistration":false,"didRename":true,"willRename":true},"applyEdit":true,"executeCommand":{"dynamicRegistration":true}},
  "textDocument":{"definition":{"linkSupport":true},"codeAction":{"codeActionLiteralSupport":{"codeActionKind":{"valueSet":["refactor","quickfix","source"]}},"dataSupport":true,"resolveSupport":{"properties":["kind","diagnostics","isPreferred","disabled","edit","command"]}},"completion":{"completionItem":{"snippetSupport":true,"resolveSupport":{"properties":["additionalTextEdits","command","documentation"]},"insertReplaceSupport":true,"labelDetailsSupport":true,"insertTextModeSupport":{"valueSet":[1,2]}},"insertTextMode":2,"completionList":{"itemDefaults":["commitCharacters","editRange","insertTextMode","insertTextFormat","data"]},"contextSupport":true},"rename":{"prepareSupport":true,"prepareSupportDefaultBehavior":1},"hover":{"contentFormat":["markdown"]},"inlayHint":{"resolveSupport":{"properties":["textEdits","tooltip","label.tooltip","label.location","label.command"]}},"publishDiagnostics":{"relatedInformation":true},"formatting":{"dynamicRegistration":true},"rangeFormatting":{"dynamicRegistration":true},"onTypeFormatting":{"dynamicRegistration":true},"signatureHelp":{"signatureInformation":{"documentationFormat":["markdown","plaintext"],"parameterInformation":{"labelOffsetSupport":true},"activeParameterSupport":true}},"synchronization":{"didSave":true},"codeLens":{},"documentSymbol":{"hierarchicalDocumentSymbolSupport":true}},
  "window":{"workDoneProgress":true,"showMessage":{"messageActionItem":{"additionalPropertiesSupport":false}}},"experimental":{"serverStatusNotification":true,"localDocs":true}}}
expect {"capabilities":{"positionEncoding":"utf-16"}}
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
expect {"itemDefaults":{"editRange":"..."},"items":[{"label":"MessageRetentionPeriod","textEditText":"..."}]}
ask textDocument/definition t.yaml@use
expect [{"targetUri":"$t.yaml","targetSelectionRange":{"start":"@queue"}}]
ask textDocument/codeAction t.yaml {"range":{"start":"@value","end":"@value"},"context":{"diagnostics":[],"only":["quickfix","refactor"]}}
expect [{"kind":"quickfix","edit":{"documentChanges":"..."}}]
ask textDocument/prepareRename t.yaml@use
expect {"placeholder":"WorkQueue"}
ask textDocument/inlayHint t.yaml {"range":{"start":{"line":0,"character":0},"end":{"line":9,"character":0}}}
expect "..."
ask textDocument/documentSymbol t.yaml
expect [{"name":"Resources","children":[{"name":"WorkQueue"}]}]
