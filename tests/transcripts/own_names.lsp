# What a person calls things: in the settings and in a note's front matter. Both hold at once, also while they are typed.
initialize {"capabilities":{},"rootUri":"file:///work-space","rootPath":"/work-space"}
open notes/mine.md markdown
| # SQS
|
| - hold time: five minutes is enough for all our queues
| - more
open t.yaml yaml
| Resources:
|   Queue:
|     Type: AWS::SQS::Queue
|     Properties:
|       <|delay|>DelaySeconds: 30
tell textDocument/didSave {"textDocument":{"uri":"$notes/mine.md"}}
ask textDocument/hover t.yaml@delay
expect "..."
lacks "five minutes"
tell workspace/didChangeConfiguration {"settings":{"cribsheet":{"notes":{"names":{"AWS::SQS::Queue.DelaySeconds":["hold time"]}}}}}
tell textDocument/didSave {"textDocument":{"uri":"$notes/mine.md"}}
ask textDocument/hover t.yaml@delay
expect {"contents":{"value":"*five minutes*"}}
tell workspace/didChangeConfiguration {"settings":{"cribsheet":{"notes":{"names":{"AWS::SQS::Queue.DelaySeconds":[]}}}}}
tell textDocument/didSave {"textDocument":{"uri":"$notes/mine.md"}}
ask textDocument/hover t.yaml@delay
expect "..."
lacks "five minutes"
tell workspace/didChangeConfiguration {"settings":{"cribsheet":{"notes":{"names":7}}}}
see window/showMessage {"message":"*Setting notes.names must map an entity, like AWS::SQS::Queue.DelaySeconds, to a list of names*"}
tell workspace/didChangeConfiguration {"settings":{"cribsheet":{"notes":{"names":{"AWS::SQS::Queue.DelaySeconds":{"a":1}}}}}}
see window/showMessage {"message":"*Setting notes.names.AWS::SQS::Queue.DelaySeconds must be a list of texts*"}
tell textDocument/didSave {"textDocument":{"uri":"$notes/mine.md"}}
ask textDocument/hover t.yaml@delay
expect "..."
lacks "five minutes"
tell textDocument/didChange {"textDocument":{"uri":"$notes/mine.md","version":2},"contentChanges":[{"range":{"start":{"line":0,"character":0},"end":{"line":0,"character":0}},"text":"---\nnames:\n  AWS::SQS::Queue.DelaySeconds:\n    - hold time\n---\n"}]}
ask textDocument/hover t.yaml@delay
expect {"contents":{"value":"*five minutes*"}}
ask textDocument/hover notes/mine.md {"position":{"line":7,"character":4}}
expect {"contents":{"value":"*DelaySeconds*"}}
ask textDocument/references t.yaml@delay {"context":{"includeDeclaration":false}}
expect [{"uri":"$notes/mine.md"}]
ask textDocument/codeLens notes/mine.md
expect [{"range":{"start":{"line":7}},"command":{"title":"*1*"}}]
tell textDocument/didChange {"textDocument":{"uri":"$notes/mine.md","version":3},"contentChanges":[{"range":{"start":{"line":0,"character":0},"end":{"line":5,"character":0}},"text":""}]}
ask textDocument/hover t.yaml@delay
expect "..."
lacks "five minutes"
ask textDocument/codeLens notes/mine.md
expect "..."
lacks "\"line\":2"
tell workspace/didChangeConfiguration {"settings":{"cribsheet":{"notes":{"shipped":false}}}}
tell textDocument/didSave {"textDocument":{"uri":"$notes/mine.md"}}
ask textDocument/hover t.yaml@delay
expect "..."
lacks "ship with Cribsheet"
