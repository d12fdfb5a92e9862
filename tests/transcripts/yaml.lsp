# Every method on a template in YAML.
initialize
open t.yaml
| Parameters:
|   <|parameter|>Stage:
|     Type: String
|     Default: dev
| Mappings:
|   Sizes:
|     dev:
|       Small: t3.nano
| Conditions:
|   IsDev: !Equals [!Ref Stage, dev]
| Resources:
|   <|queue|>WorkQueue:
|     Type: AWS::SQS::Queue
|     Properties:
|       <|timeout|>VisibilityTimeout: 30
|       QueueName: !Sub "${<|sub|>Stage}-work"
|   Topic:
|     Type: AWS::SNS::Topic
|     DependsOn: <|depends|>WorkQueue
|     Properties:
|       DisplayName: !GetAtt <|getatt|>WorkQueue.QueueName
|       TopicName: !FindInMap [Sizes, <|second|>dev, Small]
| Outputs:
|   QueueUrl:
|     Condition: IsDev
|     Value: !Ref <|ref|>WorkQueue
see textDocument/publishDiagnostics {"uri":"$t.yaml","version":1}
ask textDocument/hover t.yaml@timeout
expect {"contents":{"kind":"markdown","value":"*VisibilityTimeout*"},"range":{"start":"@timeout"}}
ask textDocument/completion t.yaml@timeout
expect {"items":[{"label":"...","textEdit":{"newText":"..."}}]}
ask completionItem/resolve {"label":"VisibilityTimeout","data":{"entity":"AWS::SQS::Queue.VisibilityTimeout"}}
expect {"label":"VisibilityTimeout","documentation":{"kind":"markdown","value":"*VisibilityTimeout*"}}
ask textDocument/definition t.yaml@ref
expect [{"targetUri":"$t.yaml","targetSelectionRange":{"start":"@queue"}}]
ask textDocument/declaration t.yaml@sub
expect [{"uri":"$t.yaml","range":{"start":"@parameter"}}]
ask textDocument/references t.yaml@queue {"context":{"includeDeclaration":true}}
expect [{"range":{"start":"@queue"}},{"range":{"start":"@depends"}},{"range":{"start":"@getatt"}},{"range":{"start":"@ref"}}]
ask textDocument/documentHighlight t.yaml@getatt
expect [{"kind":3,"range":{"start":"@queue"}},{"kind":2,"range":{"start":"@depends"}}]
ask textDocument/prepareRename t.yaml@sub
expect {"placeholder":"Stage","range":{"start":"@sub"}}
ask textDocument/rename t.yaml@parameter {"newName":"Environment"}
expect {"documentChanges":[{"textDocument":{"uri":"$t.yaml","version":1},"edits":[{"newText":"Environment","range":{"start":"@parameter"}},{"newText":"Environment"},{"newText":"Environment","range":{"start":"@sub"}}]}]}
ask textDocument/rename t.yaml@parameter {"newName":"not allowed"}
expect error -32803
ask textDocument/rename t.yaml@parameter {"newName":"Topic"}
expect error -32803
ask textDocument/rename t.yaml@timeout {"newName":"Anything"}
expect error -32803
ask textDocument/linkedEditingRange t.yaml@queue
expect {"ranges":[{"start":"@queue"},{"start":"@depends"}]}
ask textDocument/documentSymbol t.yaml
expect [{"name":"Parameters","children":[{"name":"Stage","detail":"String"}]},{"name":"Resources","children":[{"name":"WorkQueue","detail":"AWS::SQS::Queue"},{"name":"Topic"}]}]
ask workspace/symbol {"query":"WorkQ"}
expect [{"name":"WorkQueue","location":{"uri":"$t.yaml"}}]
ask textDocument/codeAction t.yaml {"range":{"start":"@timeout","end":"@timeout"},"context":{"diagnostics":[]}}
expect [{"kind":"refactor.extract"}]
ask textDocument/codeLens t.yaml
expect [{"command":{"title":"2 references"}},{"command":{"title":"3 references"}}]
ask textDocument/documentLink t.yaml
expect [{"target":"*aws-resource-sqs-queue.html*","tooltip":"*AWS::SQS::Queue*"},{"target":"*aws-resource-sns-topic.html*"}]
ask textDocument/foldingRange t.yaml
expect [{"startLine":0,"endLine":3},{"startLine":11,"endLine":15}]
ask textDocument/selectionRange t.yaml {"positions":["@timeout"]}
expect [{"range":{"start":"@timeout"},"parent":{"parent":"..."}}]
ask textDocument/semanticTokens/full t.yaml
expect {"data":[1,2,5,5,1]}
ask textDocument/semanticTokens/range t.yaml {"range":{"start":"@queue","end":"@timeout"}}
expect {"data":[11,2,9,1,1]}
ask textDocument/inlayHint t.yaml {"range":{"start":{"line":0,"character":0},"end":{"line":99,"character":0}}}
expect [{"label":"*dev*"},{"label":"*t3.nano*"}]
ask textDocument/signatureHelp t.yaml@second
expect {"activeParameter":1,"signatures":[{"label":"*Fn::FindInMap*"}]}
ask textDocument/onTypeFormatting t.yaml {"position":{"line":1,"character":0},"ch":"\n","options":{"tabSize":2,"insertSpaces":true}}
expect []
ask textDocument/prepareCallHierarchy t.yaml@ref
expect [{"name":"WorkQueue","data":{"space":"..."}}]
ask callHierarchy/incomingCalls {"item":{"uri":"$t.yaml","data":{"name":"WorkQueue","space":"logical-id"}}}
expect [{"from":{"name":"Topic"},"fromRanges":[{"start":"@depends"},{"start":"@getatt"}]},{"from":{"name":"QueueUrl"}}]
ask callHierarchy/outgoingCalls {"item":{"uri":"$t.yaml","data":{"name":"WorkQueue","space":"logical-id"}}}
expect [{"to":{"name":"Stage"},"fromRanges":[{"start":"@sub"}]}]
ask cribsheet/graph t.yaml
expect {"nodes":[{"id":"Stage","kind":"parameter"},{"id":"WorkQueue","kind":"resource","type":"AWS::SQS::Queue"}],"edges":[{"from":"Topic","to":"WorkQueue","kind":"DependsOn"},{"from":"Topic","to":"WorkQueue","kind":"GetAtt"}]}
ask cribsheet/notes/lookup t.yaml@timeout
expect {"entity":"AWS::SQS::Queue.VisibilityTimeout","passages":"..."}
ask cribsheet/notes/lookup {"entity":"AWS::SQS::Queue"}
expect {"entity":"AWS::SQS::Queue"}
ask cribsheet/notes/search {"words":"queue"}
expect {"passages":"..."}
ask cribsheet/notes/new t.yaml@timeout
expect null
ask cribsheet/rules/explain {"rule":"buildspec-version"}
expect {"markdown":"*version*"}
ask cribsheet/rules/explain {"rule":"no-such-rule"}
expect null
ask textDocument/diagnostic t.yaml
expect {"kind":"full","resultId":"...","items":"..."}
ask workspace/diagnostic {"previousResultIds":[]}
expect {"items":[{"uri":"$t.yaml","kind":"full","version":1}]}
tell textDocument/didSave t.yaml
tell workspace/didChangeWatchedFiles {"changes":[{"uri":"$t.yaml","type":2}]}
see textDocument/publishDiagnostics {"uri":"$t.yaml"}
tell workspace/didChangeWorkspaceFolders {"event":{"added":[{"uri":"file:///no/such/folder","name":"x"}],"removed":[]}}
see cribsheet/status {"state":"ready"}
tell textDocument/didClose t.yaml
see textDocument/publishDiagnostics {"uri":"$t.yaml","diagnostics":[]}
ask textDocument/hover t.yaml@timeout
expect error -32602
ask workspace/willRenameFiles {"files":[{"oldUri":"file:///a.yaml","newUri":"file:///b.yaml"}]}
expect null
ask workspace/willRenameFiles {"files":"none"}
expect error -32602
