# A client that can do all that completion lists, folds and pulled findings offer.
initialize {"capabilities":{"textDocument":{"diagnostic":{},"foldingRange":{"rangeLimit":2},"signatureHelp":{"signatureInformation":{"documentationFormat":["markdown","plaintext"]}},
  "completion":{"completionItem":{"snippetSupport":true,"insertReplaceSupport":true},"completionList":{"itemDefaults":["editRange","insertTextFormat","data"]}}},
  "workspace":{"didChangeWatchedFiles":{"dynamicRegistration":true,"relativePatternSupport":true},"diagnostics":{"refreshSupport":true}}},
  "initializationOptions":{"triggerSuggest":true,"settings":{"notes":{"paths":["/somewhere/notes","/elsewhere/one.md"]}}}}
see client/registerCapability {"registrations":[{"registerOptions":{"watchers":[{"globPattern":{"baseUri":"file:///somewhere/notes","pattern":"**/*.md"}},{"globPattern":{"baseUri":"file:///elsewhere","pattern":"one.md"}}]}}]}
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
not textDocument/publishDiagnostics
ask textDocument/diagnostic t.yaml
expect {"items":[{"code":"out-of-range"}]}
ask textDocument/completion t.yaml@middle
expect {"itemDefaults":{"editRange":{"insert":{"end":"@middle"},"replace":"..."}},"items":[{"label":"MessageRetentionPeriod","textEditText":"...","command":{"command":"editor.action.triggerSuggest"}}]}
lacks "\"textEdit\":"
ask textDocument/foldingRange t.yaml
expect [{"startLine":0},{"startLine":1}]
lacks "\"startLine\":4"
ask textDocument/signatureHelp t.yaml@attribute
expect {"signatures":[{"documentation":{"kind":"markdown"}}]}
# The notes move: what is watched moves with them.
tell workspace/didChangeConfiguration {"settings":{"cribsheet":{"notes":{"paths":["/moved/notes"]}}}}
see client/unregisterCapability {"unregisterations":[{"id":"files"}]}
see client/registerCapability {"registrations":[{"registerOptions":{"watchers":[{"globPattern":{"baseUri":"file:///moved/notes"}}]}}]}
see workspace/diagnostic/refresh
